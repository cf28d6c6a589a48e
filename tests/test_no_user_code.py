"""No user code runs, whatever it says; what it would say is the business of `tests/judge`."""

import subprocess
import sys
from pathlib import Path

from .compiled import analysed, outputs


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
