"""The program that judges: each line of input is an app, each line of output what it says; it forks for every app.

It imports the library and pydantic once, so that an app costs a fork and its own imports.
"""

from . import forgetful  # noqa: F401  first of all: nothing may have imported typing before

# isort: split
import gc
import json
import os
import resource
import select
import signal
import sys
import traceback
import typing
import warnings
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

import biconvex

from .live import said
from .memory import compiled, install

SECONDS = 60
"""How long an app may take to be imported; a busy machine is no reason to end it."""

_PROCESSOR_SECONDS = 3
_MEMORY = 2 * 2**30
_NOT_IMPORTED = ("asgi", "runtime", "serve", "testing")


def main() -> None:
    """Judge until the input ends."""
    _prepare()
    for line in sys.stdin:
        print(json.dumps(_in_a_fork(json.loads(line))), flush=True)


def _prepare() -> None:
    """Import what apps import, before they are told that a type checker reads them."""
    for module in iter_modules(biconvex.__path__):
        if module.name not in _NOT_IMPORTED:
            import_module(f"biconvex.{module.name}")
    pydantic = import_module("pydantic")
    pydantic.create_model("Warm", text=(str, ...))
    pydantic.dataclasses.dataclass(type("Warmer", (), {"__annotations__": {"text": str}}))
    import_module("typing_extensions")
    warnings.simplefilter("ignore")
    gc.freeze()


def _in_a_fork(files: Mapping[str, str]) -> object:
    for path, text in files.items():
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            compiled(path, text)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(files, writing)
    os.close(writing)
    answer = _read(reading)
    if answer is None:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return {"raised": "the app ends the process, or takes too long"} if not answer else json.loads(answer)


def _answer(files: Mapping[str, str], writing: int) -> typing.NoReturn:
    """Write the answer, and end the process whatever happens."""
    try:
        gc.disable()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        vars(typing)["TYPE_CHECKING"] = True  # so that what an app imports for checkers alone is there
        install(files)
        try:
            answer: object = {"said": said(files)}
        except BaseException as error:  # noqa: BLE001  whatever an app raises
            answer = {"raised": f"{type(error).__name__}: {error}", "at": _place(error, files)}
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump(answer, pipe)
    finally:
        os._exit(0)


def _place(error: BaseException, files: Mapping[str, str]) -> tuple[str, int]:
    """Return the file and the line of an app that ran last."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return next((place for place in reversed(frames) if place[0] in files), ("", 0))


def _read(reading: int) -> str | None:
    """Return all that a process writes, or None where it goes on for too long."""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        received = b""
        while select.select([pipe], [], [], SECONDS)[0]:
            part = pipe.read(2**16)
            if not part:
                return received.decode()
            received += part
    return None


if __name__ == "__main__":
    main()
