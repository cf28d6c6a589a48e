"""Measures opening a compiled app: time, memory, and that a module is imported only when a function of it is called.

    python benchmarks/opening.py --sizes 5/20/5 300/3000/300

Each size is a process of its own, beside `python -c pass` and an import of the runtime alone. Seconds of wall clock,
the best of three.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_app import write

PROBE = """
import asyncio, json, resource, sys, time
began = time.perf_counter()
from biconvex.runtime import App
imported = time.perf_counter()
app = App.open(sys.argv[1], sys.argv[2] or None)
opened = time.perf_counter()
loaded = sum(name.startswith("backend") for name in sys.modules)
def given(function):
    fields = function.args.fields.items()
    return {name: "x" for name, field in fields if field.kind == "string" and not field.is_optional}
def callable_with_texts(function):
    needed = [name for name, field in function.args.fields.items() if not field.is_optional]
    return function.kind == "query" and len(given(function)) == len(needed)
found = next(filter(callable_with_texts, app.engine.program.functions))
asyncio.run(app.run(found.path, given(found), internal=True))
called = time.perf_counter()
modules = [name for name in sys.modules if name.startswith("backend.") and "_generated" not in name]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([imported - began, opened - imported, called - opened, memory, loaded, len(modules)]))
app.close()
"""


def probe(source: Path, database: str) -> list[float]:
    """Return what one process measured, the best of three."""
    runs = []
    for _ in range(3):
        command = [sys.executable, "-c", PROBE, str(source), database]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
        runs.append(json.loads(done.stdout))
    return [min(values) for values in zip(*runs, strict=True)]


def bare() -> float:
    """Return the seconds of `python -c pass`, the best of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["5/20/5", "50/300/30", "300/3000/300"])
    given = parser.parse_args()
    print(f"`python -c pass`: {bare() * 1000:.0f} ms\n")
    print("| app | import | open in memory | reopen a file | first call | peak MiB | modules at start | after a call |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for size in given.sizes:
        tables, functions, modules = map(int, size.split("/"))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, tables=tables, functions=functions, modules=modules)
            command = [sys.executable, "-m", "biconvex_codegen", "--project", folder]
            subprocess.run(command, check=True, capture_output=True)
            memory = probe(root / "backend", "")
            file = f"sqlite:///{root / 'app.db'}"
            probe(root / "backend", file)
            reopened = probe(root / "backend", file)
        seconds = (memory[0], memory[1], reopened[1], memory[2])
        shown = " | ".join(f"{each * 1000:.0f} ms" for each in seconds)
        print(f"| {size} | {shown} | {memory[3]:.0f} | {memory[4]:.0f} | {memory[5]:.0f} |", flush=True)


if __name__ == "__main__":
    main()
