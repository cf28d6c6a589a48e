"""Python is the judge: what a fixture's schema exports when imported is what the compiler says; no user code runs."""

import json
import subprocess
import sys
from pathlib import Path

from biconvex_codegen.pipeline import Options, analyse

from .compiled import analysed, checked, outputs, sources
from .convex_json import schema_json

_EXPORT = "import json, sys; from backend.schema import schema; json.dump(schema.export(), sys.stdout)"


def exported(app: Path) -> dict[str, object]:
    """Import the schema of an app with the real library, in a process of its own, and return what it exports."""
    done = subprocess.run([sys.executable, "-c", _EXPORT], cwd=app, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def by_name(schema: object) -> object:
    """Return a schema's JSON with its tables and indexes in an order that does not matter."""
    if isinstance(schema, dict):
        return {key: by_name(value) for key, value in schema.items()}
    if isinstance(schema, list) and schema and all(isinstance(each, dict) for each in schema):
        keyed = [each for each in schema if ("tableName" in each and "indexes" in each) or "indexDescriptor" in each]
        if len(keyed) == len(schema):
            return sorted(map(by_name, schema), key=json.dumps)
    return [by_name(each) for each in schema] if isinstance(schema, list) else schema


def test_each_fixture_exports_what_the_compiler_says(fixture_apps: tuple[Path, ...]) -> None:
    assert fixture_apps
    for app in fixture_apps:
        said = schema_json(checked(analyse(sources(app), Options())))
        assert by_name(exported(app)) == by_name(said)


def test_no_user_code_runs(tmp_path: Path) -> None:
    trap = "import a_package_that_nobody_installed\nraise RuntimeError('imported')\n"
    head = "from biconvex import define_schema, define_table, v\n"
    files = {
        "backend/__init__.py": trap,
        "backend/schema.py": f'{head}{trap}schema = define_schema({{"notes": define_table({{"text": v.string()}})}})\n',
        "backend/notes.py": f"{trap}from ._generated.server import query\n@query\nasync def f(ctx) -> int: exit()\n",
    }
    written = outputs(analysed(files))
    assert '"notes"' in written["backend/_generated/ir.json"]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.biconvex]\n", encoding="utf-8")
    command = [sys.executable, "-m", "biconvex_codegen", "--project", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "backend" / "_generated" / "ir.json").read_text(encoding="utf-8") == written[
        "backend/_generated/ir.json"
    ]
