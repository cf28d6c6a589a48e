"""Measures a cold `gen` by stage, in seconds and peak memory, beside yardsticks of the same machine and minute.

    python benchmarks/stages.py --sizes 50/300/30 300/3000/300 --repeat 3

Times are the best of the repetitions: noise only ever adds. The compiler is run as a command in a process of its own;
its stages are timed inside that process, in processor seconds, from outside the code.
"""

import argparse
import ast
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

from benchmarks.make_app import write

STAGES = {
    "read": "cli.reading.read_sources",
    "extract": "frontend.extract.extract",
    "lower": "lower.build.build",
    "check": "check.check",
    "emit Python": "backends.python.emit",
    "emit TypeScript": "backends.typescript.emit",
    "emit maps": "backends.typescript.source_maps",
    "emit SQL": "backends.sql.emit",
    "emit ir.json": "backends.intermediate.emit",
    "compare": "writer.plan",
    "write": "writer.write",
}
COMPILER = "biconvex_codegen"
EDIT = ("owner_id: str) -> list[", 'owner_id: str, label: str = "") -> list[')


@dataclass(frozen=True, slots=True)
class Run:
    """What one process cost: wall clock and processor in seconds, peak memory in bytes."""

    wall: float
    processor: float
    memory: int
    output: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything measured at one size: seconds by name, and the peak memory of a cold run in bytes."""

    name: str
    seconds: dict[str, float]
    memory: int


def main() -> None:
    """Measure every size and print the tables; as the child of itself, run the compiler with timed stages."""
    if sys.argv[1:2] == ["--timed"]:
        _run_timed(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["50/300/30", "300/3000/300"], help="tables/functions/modules")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    print(report([measure(size, arguments.repeat) for size in arguments.sizes]))


def measure(size: str, repeat: int) -> Measured:
    """Measure one size, given as `tables/functions/modules`."""
    tables, functions, modules = map(int, size.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder)
        write(app, tables=tables, functions=functions, modules=modules)
        texts = [path.read_text(encoding="utf-8") for path in app.rglob("*.py")]
        cold = [_cold(app) for _ in range(repeat)]
        timed = [_stages(app) for _ in range(repeat)]
        seconds = {
            "`python -c pass`": min(_run(sys.executable, "-c", "pass").processor for _ in range(repeat)),
            "`ast.parse` of the same text": min(_parse(texts) for _ in range(repeat)),
            **{stage: min(each[stage] for each in timed) for stage in STAGES},
            "cold `gen`": min(run.processor for run in cold),
            "cold `gen`, wall clock": min(run.wall for run in cold),
            "`gen --check`, nothing changed": min(_gen(app, "--check").processor for _ in range(repeat)),
            "`gen`, one signature changed": min(_changed(app) for _ in range(repeat)),
        }
    return Measured(size, seconds, min(run.memory for run in cold))


def report(sizes: Sequence[Measured]) -> str:
    """Return the tables as Markdown: seconds, growth from the first size to the last, ratios to the yardsticks."""
    first, last = sizes[0], sizes[-1]
    titles = " | ".join(size.name for size in sizes)
    lines = [
        f"| processor seconds at tables/functions/modules | {titles} | growth |",
        "|---|" + "---:|" * (len(sizes) + 1),
    ]
    for name in first.seconds:
        cells = " | ".join(f"{size.seconds[name]:.3f}" for size in sizes)
        lines.append(f"| {name} | {cells} | {last.seconds[name] / first.seconds[name]:.1f}x |")
    memory = " | ".join(f"{size.memory / 2**20:.0f} MiB" for size in sizes)
    lines.append(f"| peak memory of a cold `gen` | {memory} | {last.memory / first.memory:.1f}x |")
    lines += ["", f"| ratio | {titles} |", "|---|" + "---:|" * len(sizes)]
    for of, to in (
        ("cold `gen`", "`ast.parse` of the same text"),
        ("cold `gen`", "`python -c pass`"),
        ("`gen --check`, nothing changed", "`python -c pass`"),
        ("`gen`, one signature changed", "`python -c pass`"),
    ):
        cells = " | ".join(f"{size.seconds[of] / size.seconds[to]:.1f}x" for size in sizes)
        lines.append(f"| {of}, to {to} | {cells} |")
    return "\n".join(lines)


def _cold(app: Path) -> Run:
    shutil.rmtree(app / "backend" / "_generated", ignore_errors=True)
    return _gen(app)


def _gen(app: Path, *options: str) -> Run:
    return _run(sys.executable, "-m", COMPILER, "--project", str(app), *options)


def _stages(app: Path) -> dict[str, float]:
    shutil.rmtree(app / "backend" / "_generated", ignore_errors=True)
    measured: dict[str, float] = json.loads(_run(sys.executable, __file__, "--timed", "--project", str(app)).output)
    return measured


def _changed(app: Path) -> float:
    """Change the signature of one function, compile, and take the change back; return the processor seconds."""
    module = min(path for path in app.glob("backend/*/*.py") if path.stat().st_size)
    before = module.read_text(encoding="utf-8")
    module.write_text(before.replace(*EDIT, 1), encoding="utf-8")
    seconds = _gen(app).processor
    module.write_text(before, encoding="utf-8")
    _gen(app)
    return seconds


def _parse(texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        ast.parse(text)
    return time.process_time() - start


def _run(*command: str) -> Run:
    """Run a program, which must succeed; `wait4` gives what this child alone has used."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        errors = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{text}\n{errors.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, text)


def _run_timed(arguments: list[str]) -> None:
    """Run the command with each stage timed wherever it is called from; print the seconds as JSON."""
    seconds = dict.fromkeys(STAGES, 0.0)
    main_ = importlib.import_module(f"{COMPILER}.cli").main
    for stage, path in STAGES.items():
        module, _, name = f"{COMPILER}.{path}".rpartition(".")
        original = getattr(importlib.import_module(module), name)
        _replace(original, _timed(original, stage, seconds))
    output, sys.stdout = sys.stdout, sys.stderr
    if main_(arguments) != 0:
        raise SystemExit("the compiler failed")
    print(json.dumps(seconds), file=output)


def _timed(original: Callable[..., object], stage: str, seconds: dict[str, float]) -> Callable[..., object]:
    @wraps(original)
    def timed(*positional: object, **named: object) -> object:
        start = time.process_time()
        try:
            return original(*positional, **named)
        finally:
            seconds[stage] += time.process_time() - start

    return timed


def _replace(original: object, other: object) -> None:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == COMPILER:
            for attribute, value in list(vars(module).items()):
                if value is original:
                    setattr(module, attribute, other)


if __name__ == "__main__":
    main()
