"""mypy and pyright over both writings of an app and what was emitted for them."""

import json
import os
import sys
from pathlib import Path

from tests.programs import ran

from ..case import Case
from ..project import CHECKOUT

PYRIGHT = CHECKOUT / "tests" / "node" / "node_modules" / "pyright" / "index.js"
CACHE = "MYPY_CACHE"
"""The variable of the environment that names mypy's cache: what mypy knows of the library serves every app."""


def mypy(case: Case) -> list[str]:
    """Return the errors of mypy --strict."""
    roots = [str(each.project.root) for each in case.writings.values()]
    packages = [argument for each in case.writings.values() for argument in ("-p", each.project.source)]
    cache = os.environ.get(CACHE, str(case.folder / ".mypy_cache"))
    # Without a file of settings, since mypy would look for one in all folders above.
    options = ["--strict", "--python-version=3.11", "--config-file=", f"--cache-dir={cache}"]
    command = [sys.executable, "-m", "mypy", *options, *packages]
    environment = {**os.environ, "MYPYPATH": ":".join([*roots, str(CHECKOUT)])}
    done = ran(command, case.folder, environment)
    if done.returncode == 0:
        return []
    return [line for line in (done.stdout + done.stderr).splitlines() if ": note: " not in line]


def pyright(case: Case) -> list[str]:
    """Return the errors of pyright in strict mode."""
    roots = [str(each.project.root) for each in case.writings.values()]
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [f"{name}/{each.project.source}" for name, each in case.writings.items()],
        "extraPaths": [*roots, str(CHECKOUT)],
    }
    (case.folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = ["node", str(PYRIGHT), "-p", str(case.folder), "--pythonpath", sys.executable, "--outputjson"]
    done = ran(command)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return [
        f"{Path(each['file']).relative_to(case.folder)}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in found
    ]
