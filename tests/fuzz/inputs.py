"""The inputs of the fuzzer, each made from a seed and a number alone: whole projects as bytes by path."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

from tests.every_case import CASES, EXAMPLES
from tests.markdown_cases import bare, files_of

from . import grammar
from .configs import configuration
from .graphs import graph
from .mutations import mutated, mutated_bytes
from .odd_files import moved, rewritten
from .planting import planted

Files = Mapping[str, bytes]
CONFIG = "pyproject.toml"
_FIXTURES = Path(__file__).parents[2] / "fixtures"
_TABLE = """[project]
name = "shop"
[tool.biconvex]
source = "backend"
outputs = ["python", "typescript", "sql", "ir"]
sql = ["sqlite", "postgres"]
typescript = "../web/src/backend"
wire_names = "as-written"
required-version = ">=0.1,<99, ==0.*"
lint.select = ["missing-return-type"]
[tool.biconvex.lint]
ignore = ['''hidden-function''']
[[tool.other]]
a = {b = [1.5e3, 07:32:00, 1979-05-27], "c.d" = 'x'}
"""


def made(seed: int, number: int) -> Files:
    """Return an input."""
    random = Random(f"{seed}:{number}")
    return random.choices(_KINDS, _WEIGHTS)[0](random)


def _program(random: Random) -> Files:
    files = {source.path: source.text.encode("utf-8", "surrogatepass") for source in grammar.project(random)}
    return {**files, "backend/__init__.py": b""} if random.random() < 0.9 else files


def _mutation(random: Random) -> Files:
    return _with_change(random, lambda text, others: mutated(random, text.decode(), others.decode()).encode())


def _planted(random: Random) -> Files:
    def change(text: bytes, others: bytes) -> bytes:
        for _ in range(random.choice((1, 1, 2, 5))):
            text = planted(random, text.decode(), others.decode()).encode()
        return text

    return _with_change(random, change)


def _files(random: Random) -> Files:
    files = _program(random) if random.random() < 0.3 else random.choice(_projects())
    if random.random() < 0.6:
        return moved(random, files)
    path = random.choice(sorted(files))
    return {**files, path: rewritten(random, files[path])}


def _bytes(random: Random) -> Files:
    return _with_change(random, lambda text, _others: mutated_bytes(random, text))


def _graph(random: Random) -> Files:
    return {path: text.encode("utf-8", "surrogatepass") for path, text in graph(random).items()}


def _with_change(random: Random, change: Callable[[bytes, bytes], bytes]) -> Files:
    """Return a project of which one module is changed."""
    projects = _projects()
    files, others = random.choice(projects), random.choice(projects)
    path = random.choice(sorted(files))
    return {"backend/__init__.py": b"", **files, path: change(files[path], random.choice(sorted(others.values())))}


def _config(random: Random) -> Files:
    if random.random() < 0.6:
        return {CONFIG: configuration(random).encode()}
    text = mutated(random, _TABLE, random.choice(sorted(_projects()[0].values())).decode() + _TABLE)
    return {CONFIG: mutated_bytes(random, text.encode()) if random.random() < 0.2 else text.encode()}


@cache
def _projects() -> tuple[Files, ...]:
    """Return what people wrote: the cases, the examples of the pages, and each module of the fixture apps beside one.

    A whole app takes too long; a module that misses the others has mistakes enough of its own.
    """
    found: list[Files] = []
    for case in (*CASES, *EXAMPLES):
        files = {
            path: "\n".join(lines).encode() for path, _, lines in files_of(bare(case.code)) if path.endswith(".py")
        }
        if files:
            found.append(files)
    for app in sorted(_FIXTURES.iterdir()):
        schema = {"backend/schema.py", "backend/validators.py"}
        paths = {path.relative_to(app).as_posix(): path for path in app.rglob("*.py") if "_generated" not in path.parts}
        found += [
            {name: paths[name].read_bytes() for name in sorted({path, *schema} & paths.keys())}
            for path in sorted(paths)
        ]
    return tuple(found)


_KINDS = (_program, _graph, _mutation, _planted, _files, _bytes, _config)
_WEIGHTS = (28, 14, 17, 22, 7, 5, 7)
