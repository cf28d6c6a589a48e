"""`make demo` runs the demo app after it has compiled it; what it prints fits half a screen."""

import subprocess
import sys
from pathlib import Path


def test_the_demo_runs(checkout: Path) -> None:
    command = [sys.executable, "tests/demo_run.py", "fixtures/documents/backend"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.strip().splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 120
    for shown in (
        "3 documents of Ada Lovelace",
        "Bob is told: FORBIDDEN",
        "31 days later",
        "success: 2 documents at http://",
    ):
        assert shown in done.stdout
