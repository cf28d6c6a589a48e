"""The second type checker: pyright, strict, over the library and the compiler."""

import json
import subprocess
from pathlib import Path

import pytest


@pytest.mark.slow
def test_pyright_finds_nothing(checkout: Path) -> None:
    pyright = checkout / "tests" / "node" / "node_modules" / ".bin" / "pyright"
    done = subprocess.run([pyright, "--outputjson"], cwd=checkout, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = [
        f"{Path(each['file']).relative_to(checkout)}:{each['range']['start']['line'] + 1} {each['message']}"
        for each in report["generalDiagnostics"]
    ]
    assert found == []
    assert report["summary"]["filesAnalyzed"] > 100
