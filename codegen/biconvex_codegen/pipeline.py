"""The whole compiler on one screen: sources come in, files as values go out, and everything between is pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

from .backends.artifact import Artifact
from .check import check
from .diagnostics import Code, Diagnostic
from .frontend.extract import Extracted, extract
from .frontend.facts import Facts
from .ir.nodes import CheckedApp
from .lower.build import build
from .lower.imports import wanted
from .source import At, Part, Places, Positions, SourceFile, UnreadableFile


@dataclass(frozen=True, slots=True)
class Options:
    """What the configuration says of the source: its folder, and whether identifiers become camelCase on the wire."""

    source: str = "backend"
    camel: bool = True


@dataclass(frozen=True, slots=True)
class Targets:
    """What is to be written: which outputs, which SQL dialects, where to, and a second folder for TypeScript.

    `project` is the path of the project's folder; its last names count where the second folder lies beside it.
    """

    folder: str = "backend/_generated"
    outputs: frozenset[str] = frozenset({"python", "typescript", "sql", "ir"})
    sql: tuple[Literal["sqlite", "postgres"], ...] = ("sqlite", "postgres")
    typescript: str | None = None
    project: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the sources say (None where anything is an error), where it says so, and everything that is wrong."""

    app: CheckedApp | None
    places: Places
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """All the files of one output folder, whose path is relative to the project, with `/`."""

    folder: str
    artifacts: tuple[Artifact, ...]


Source: TypeAlias = SourceFile | UnreadableFile


def _none(_path: str) -> Source | None:
    return None


def analyse(
    sources: Sequence[Source],
    options: Options = Options(),
    load: Callable[[str], Source | None] = _none,
) -> Analysis:
    """Turn source files into an app, and everything that is wrong with it.

    `load` gives one more file of the project by its path, for imports that lead beside the source folder; None where
    there is none.
    """
    extracted = _with_imports([_extracted(source) for source in sources], options, load)
    built = build([each.facts for each in extracted], options.source, camel=options.camel)
    earlier = (*chain.from_iterable(each.diagnostics for each in extracted), *built.diagnostics)
    checked = check(built.app, earlier)
    places = Places.merged([*(each.places for each in extracted), built.places, _folder(options.source)])
    found = sorted((*earlier, *checked.diagnostics), key=lambda each: (places.span(each.at), each.code.value))
    return Analysis(checked.app, places, tuple(found))


def _extracted(source: Source) -> Extracted:
    """Return what a file says; of an unreadable one only that nothing is known."""
    if isinstance(source, SourceFile):
        return extract(source)
    span = source.span
    positions = Positions(span.path, (span.line, span.column, span.end_line, span.end_column))
    unreadable = Diagnostic(Code.UNREADABLE_FILE, source.message, At(f"{span.path}:"), help=source.help)
    return Extracted(Facts(span.path, failed=True), Places({f"{span.path}:": positions}, {}), (unreadable,))


def _with_imports(
    extracted: list[Extracted], options: Options, load: Callable[[str], Source | None]
) -> list[Extracted]:
    """Return the modules and all that they import from the project, found step by step."""
    asked = {each.facts.path for each in extracted}
    latest = extracted
    while latest:
        paths = sorted({path for each in latest for path in wanted(each.facts, options.source)} - asked)
        asked.update(paths)
        latest = [_extracted(source) for path in paths if (source := load(path)) is not None]
        extracted = [*extracted, *latest]
    return extracted


def _folder(source: str) -> Places:
    """Return the place of the source folder itself: line 1, column 1."""
    return Places({source: Positions(source, (1, 1, 1, 1))}, {At(source, Part.NAME): At(source)})


def emit(app: CheckedApp, places: Places, targets: Targets) -> tuple[Generated, ...]:
    """Return every file that the targets ask for; a backend is imported only where it is used."""
    found: list[Artifact] = []
    if "python" in targets.outputs:
        from .backends import python

        found += python.emit(app)
    if "typescript" in targets.outputs:
        found += _typescript(app, places, targets.folder, targets.project)
    if "sql" in targets.outputs:
        from .backends import sql

        found += sql.emit(app, targets.sql)
    if "ir" in targets.outputs:
        from .backends import intermediate

        found += intermediate.emit(app)
    from .backends import git_files

    own = Generated(targets.folder, (*found, *git_files.emit()))
    if targets.typescript is None:
        return (own,)
    second = _typescript(app, places, targets.typescript, targets.project)
    return (own, Generated(targets.typescript, (*second, *git_files.emit())))


def _typescript(app: CheckedApp, places: Places, folder: str, project: str) -> tuple[Artifact, ...]:
    from .backends import typescript

    artifacts = typescript.emit(app)
    return (*artifacts, *typescript.source_maps(artifacts, places, _way_back(folder, project)))


def _way_back(folder: str, project: str) -> str:
    """Return the way from a folder to the project's, for a folder below it or beside it (`../web/src`)."""
    down: list[str] = []
    up = 0
    for name in folder.split("/"):
        if name == ".." and down:
            down.pop()
        elif name == "..":
            up += 1
        elif name not in ("", "."):
            down.append(name)
    names = project.split("/")[-up:] if up else []
    return "/".join([*(".." for _ in down), *names])
