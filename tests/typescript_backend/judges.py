"""Runs what judges emitted TypeScript, TypeScript itself and Prettier, over files in a folder."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.programs import ran

COMPILERS = {"5.9": "typescript/lib/tsc.js", "7": "typescript-next/bin/tsc"}
"""The versions of TypeScript that emitted files must please, and their programs below the npm packages."""

OPTIONS: Mapping[str, object] = {
    "target": "ES2022",
    "lib": ["ES2022", "DOM"],
    "module": "ESNext",
    "moduleResolution": "Bundler",
    "types": [],
    "strict": True,
    "skipLibCheck": False,
    "noEmit": True,
    "noUnusedLocals": True,
    "isolatedModules": True,
    "pretty": False,
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with files, and the npm packages that they import."""

    folder: Path

    @staticmethod
    def of(folder: Path, checkout: Path, files: Mapping[str, str]) -> "Workspace":
        """Write files, by their paths below a folder, beside a link to the npm packages of the tests."""
        (folder / "node_modules").symlink_to(checkout / "tests" / "node" / "node_modules")
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        return Workspace(folder)

    def compile(self, version: str, **options: object) -> list[str]:
        """Return what a version of TypeScript has to say about all files, a line each."""
        config = {"compilerOptions": {**OPTIONS, **options}, "include": ["**/*.ts"]}
        (self.folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
        return self._node(COMPILERS[version], "-p", ".").splitlines()

    def reformatted(self, *options: str) -> list[str]:
        """Return the files that Prettier would change under some options of its command line."""
        said = self._node("prettier/bin/prettier.cjs", "--no-config", "--list-different", *options, "**/*.{js,ts}")
        return said.splitlines()

    def _node(self, program: str, *arguments: str) -> str:
        command = ["node", str(self.folder / "node_modules" / program), *arguments]
        done = ran(command, self.folder)
        assert not done.stderr, done.stderr
        return done.stdout
