"""Finds every other interpreter that the compiler supports; as a program, gives each an environment of its own.

An environment `.venv-3.x` holds the compiler's dependencies and nothing else; the compiler itself is run from the
checkout.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def environments() -> tuple[Path, ...]:
    """Return the Python of each environment that is ready, this one's first."""
    ready = (CHECKOUT / f".venv-{version}" / ".stamp" for version in VERSIONS)
    return (Path(sys.executable), *(stamp.parent / "bin" / "python" for stamp in ready if stamp.exists()))


def main() -> None:
    """Make the environments, and say which interpreters are not there."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = ".".join(map(str, sys.version_info[:2]))
    for version in VERSIONS:
        if version == running:
            continue
        python = find(version)
        if python is None:
            print(f"Python {version}: not found, so its output is not compared")
            continue
        _prepare(CHECKOUT / f".venv-{version}", python, project["dependencies"])
        print(f"Python {version}: ready")


def find(version: str) -> Path | None:
    """Return an interpreter of this version, from the path or from pyenv."""
    return next((python for python in _candidates(version) if _works(python, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    on_path = shutil.which(f"python{version}")
    if on_path is not None:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    installed = pyenv.glob(f"versions/{version}.*/bin/python")
    yield from sorted(installed, key=lambda path: [int(number) for number in re.findall(r"\d+", path.parts[-3])])[::-1]


def _works(python: Path, version: str) -> bool:
    """Say whether it runs, which a shim of pyenv may not, and is what its name says."""
    program = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version


def _prepare(folder: Path, python: Path, dependencies: list[str]) -> None:
    stamp = folder / ".stamp"
    wanted = "\n".join(dependencies)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *dependencies], check=True)
    stamp.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
