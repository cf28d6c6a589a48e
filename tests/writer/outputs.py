"""The outputs of a small project, for the writer to compare and to write."""

from pathlib import Path

from biconvex_codegen.backends import git_files
from biconvex_codegen.backends.artifact import Artifact
from biconvex_codegen.backends.marker import JSON_NOTICE, PYTHON_HEAD, SQL_HEAD, TYPESCRIPT_HEAD
from biconvex_codegen.writer import OutputFolder, Plan, plan

API = f"{PYTHON_HEAD}\nclass documents:\n    '''Documents of one owner.'''\n\n    limit = [1, 2]\n"
TYPES = f'{TYPESCRIPT_HEAD}\nexport declare const api: {{ list: FunctionReference<"query"> }};\n'
DDL = f'{SQL_HEAD}\nCREATE TABLE "users" ("_id" text PRIMARY KEY);\n'
IR = f'{{\n  "$generated": "{JSON_NOTICE}",\n  "version": 1,\n  "app": {{"functions": []}}\n}}\n'
ARTIFACTS = (
    *git_files.emit(),
    Artifact("api.d.ts", TYPES),
    Artifact("api.d.ts.map", '{"version": 3}\n'),
    Artifact("api.pyi", API),
    Artifact("ir.json", IR),
    Artifact("refs/billing/orders.pyi", API),
    Artifact("schema.sqlite.sql", DDL),
)
FOLDER = OutputFolder("backend/_generated", ARTIFACTS)


def planned(project: Path, folder: OutputFolder = FOLDER) -> Plan:
    return plan(project, project, (folder,))


def out(project: Path, path: str) -> Path:
    return project / "backend" / "_generated" / path
