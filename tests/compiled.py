"""Compiles a folder or texts in this process, without the command: sources in, checked app and files out."""

from collections.abc import Mapping
from pathlib import Path

from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.pipeline import Analysis, Options, Targets, analyse, emit
from biconvex_codegen.source import SourceFile


def sources(app: Path) -> list[SourceFile]:
    """Return the modules of an app, its outputs left out."""
    paths = [path for path in app.rglob("*.py") if "_generated" not in path.parts]
    return [SourceFile(path.relative_to(app).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(paths)]


def analysed(files: Mapping[str, str]) -> Analysis:
    """Return the analysis of files given by path."""
    return analyse([SourceFile(path, text) for path, text in files.items()], Options())


def checked(analysis: Analysis) -> CheckedApp:
    """Return the app of an analysis, which must have found no error."""
    assert analysis.app is not None, [
        (analysis.places.span(each.at), each.code.value, each.message) for each in analysis.diagnostics
    ]
    return analysis.app


def outputs(analysis: Analysis) -> dict[str, str]:
    """Return every generated file by its path."""
    [generated] = emit(checked(analysis), analysis.places, Targets())
    return {f"{generated.folder}/{artifact.path}": artifact.text for artifact in generated.artifacts}
