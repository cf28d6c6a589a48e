"""The options of the command, as typer reads them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from .guard import guarded
from .options import Mode, Options, OutputFormat

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; typer ends a command by SystemExit."""
    try:
        app(arguments, prog_name="gen")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _show_version(asked: bool) -> None:
    if asked:
        from ..config import installed

        typer.echo(f"biconvex {installed()}")
        raise typer.Exit


@app.command()
def gen(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if an output is not up to date, and show how.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Write nothing; show what was found in the source.")] = False,
    exit_non_zero_on_change: Annotated[
        bool, typer.Option("--exit-non-zero-on-change", help="Exit 1 if anything was written or deleted, for hooks.")
    ] = False,
    output_format: Annotated[OutputFormat, typer.Option(help="How diagnostics are printed.")] = OutputFormat.FULL,
    project: Annotated[
        Path | None,
        typer.Option(
            exists=True, help="The project's folder; by default the nearest one upward with a pyproject.toml."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001  typer's callback has acted on it
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Compile a Python backend to typed Python, TypeScript and SQL.

    Reads the folder `backend/` of the project as text, checks it, and writes what changed in `backend/_generated/`.
    Exits 0 when all is well, 1 when an output is not up to date, 2 when something is wrong.
    """
    if sum((check, list_, exit_non_zero_on_change)) > 1:
        raise typer.BadParameter("choose one of --check, --list and --exit-non-zero-on-change")
    mode = Mode.WRITE_FOR_HOOK if exit_non_zero_on_change else Mode.WRITE
    mode = Mode.CHECK if check else Mode.LIST if list_ else mode
    raise typer.Exit(guarded(Options(project or Path(), mode, output_format)))
