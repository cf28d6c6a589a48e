"""The options of the command, as typer reads them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from .guard import generate, guarded
from .options import DevOptions, InitOptions, Mode, Options, OutputFormat, RunOptions
from .streams import Streams

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_Project = Annotated[
    Path | None,
    typer.Option(exists=True, help="The project's folder; by default the nearest one upward with a pyproject.toml."),
]
_Database = Annotated[
    str | None, typer.Option(help="The database, as sqlite:///app.db; by default .biconvex/dev.db of the project.")
]


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; typer ends a command by SystemExit."""
    try:
        app(arguments, prog_name="biconvex" if Path(sys.argv[0]).stem == "biconvex" else "gen")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _show_version(asked: bool) -> None:
    if asked:
        from ..config import installed

        typer.echo(f"biconvex {installed()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def gen(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if an output is not up to date, and show how.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Write nothing; show what was found in the source.")] = False,
    exit_non_zero_on_change: Annotated[
        bool, typer.Option("--exit-non-zero-on-change", help="Exit 1 if anything was written or deleted, for hooks.")
    ] = False,
    if_staged: Annotated[
        bool, typer.Option("--if-staged", help="Do nothing if the next commit changes nothing that matters, for hooks.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on after the first build, and build again whenever a source changes.")
    ] = False,
    output_format: Annotated[OutputFormat, typer.Option(help="How diagnostics are printed.")] = OutputFormat.FULL,
    project: _Project = None,
    version: Annotated[  # noqa: ARG001  typer's callback has acted on it
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Compile a Python backend to typed Python, TypeScript and SQL.

    Reads the folder `backend/` of the project as text, checks it, and writes what changed in `backend/_generated/`.
    Exits 0 when all is well, 1 when an output is not up to date, 2 when something is wrong.
    """
    if context.invoked_subcommand is not None:
        return
    given = {Mode.CHECK: check, Mode.LIST: list_, Mode.WRITE_FOR_HOOK: exit_non_zero_on_change, Mode.WATCH: watch}
    modes = [mode for mode, is_given in given.items() if is_given]
    if len(modes) > 1:
        raise typer.BadParameter("choose one of --check, --list, --exit-non-zero-on-change and --watch")
    if watch and if_staged:
        raise typer.BadParameter("choose one of --if-staged and --watch")
    mode = modes[0] if modes else Mode.WRITE
    raise typer.Exit(generate(Options(project or Path(), mode, output_format, if_staged)))


@app.command("run")
def run_function(
    function: Annotated[str, typer.Argument(help="What to run, as clients call it: functions/documents:list")],
    arguments: Annotated[str, typer.Argument(help="Its arguments, as JSON.")] = "{}",
    identity: Annotated[
        str | None, typer.Option(help='Who calls, as JSON: \'{"subject": "u1", "name": "Ada"}\'')
    ] = None,
    database: _Database = None,
    project: _Project = None,
) -> None:
    """Run one function of the app, public or internal, and print its result as JSON.

    The app has to be compiled. While `biconvex dev` serves it, the function runs there. Exits 1 when the function
    raises.
    """
    options = RunOptions(project or Path(), function, arguments, identity, database)

    def work(streams: Streams) -> int:
        from .run import execute

        return execute(options, streams)

    raise typer.Exit(guarded(work))


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(help="The code of a diagnostic: unknown-table")] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Show all codes, each with a sentence; also without one.")
    ] = False,
) -> None:
    """Say more of a diagnostic: what is wrong, why, an example, and how to mend it."""

    def work(streams: Streams) -> int:
        from .explain import execute

        return execute(None if list_ else code, streams)

    raise typer.Exit(guarded(work))


@app.command()
def dev(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; by default 3210 or the next free.")
    ] = None,
    database: _Database = None,
    reset: Annotated[bool, typer.Option("--reset", help="Begin with an empty database.")] = False,
    project: _Project = None,
) -> None:
    """Compile the app, serve it, and do both again whenever a source file changes. It needs biconvex[serve]."""
    options = DevOptions(project or Path(), host, port, database, reset)

    def work(streams: Streams) -> int:
        from .dev import execute

        return execute(options, streams)

    raise typer.Exit(guarded(work))


@app.command("init")
def start_project(
    folder: Annotated[Path | None, typer.Argument(help="The project's folder, by default this one.")] = None,
    react: Annotated[bool, typer.Option("--react", help="Add web/, a page in React that calls the backend.")] = False,
    pre_commit: Annotated[bool, typer.Option("--pre-commit", help="Add a hook that runs gen --check.")] = False,
    github: Annotated[bool, typer.Option("--github", help="Add a workflow of GitHub Actions.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would be added.")] = False,
) -> None:
    """Make a project that compiles and passes its tests, or add to one what it lacks; nothing is overwritten."""
    options = InitOptions(folder or Path(), react, pre_commit, github, dry_run)

    def work(streams: Streams) -> int:
        from .init import execute

        return execute(options, streams)

    raise typer.Exit(guarded(work))
