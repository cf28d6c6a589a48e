"""The command `gen`: the only part of the compiler that talks to a person."""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, or those of the process, and return its exit code."""
    from .app import run

    return run(arguments)
