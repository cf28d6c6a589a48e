"""The command `gen`: the only part of the compiler that talks to a person."""

import sys
from collections.abc import Sequence
from pathlib import Path

from .options import Mode, Options

# What hooks and people call all day needs no parser; importing typer takes as long as compiling a small app.
_PLAIN: dict[tuple[str, ...], Options] = {
    (): Options(Path()),
    ("--check",): Options(Path(), Mode.CHECK),
    ("--check", "--if-staged"): Options(Path(), Mode.CHECK, if_staged=True),
    ("--exit-non-zero-on-change",): Options(Path(), Mode.WRITE_FOR_HOOK),
    ("--exit-non-zero-on-change", "--if-staged"): Options(Path(), Mode.WRITE_FOR_HOOK, if_staged=True),
    ("--list",): Options(Path(), Mode.LIST),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, or those of the process, and return its exit code."""
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    if given in _PLAIN:
        from .guard import generate

        return generate(_PLAIN[given])
    from .app import run

    return run(given)
