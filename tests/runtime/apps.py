"""Apps to open: the fixture apps as they are committed, and small ones that a test writes and compiles in a folder."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

from biconvex.database import StorageId
from biconvex.refs import Ref
from biconvex.testing import TestApp
from biconvex_codegen.pipeline import Options, analyse
from biconvex_codegen.source import SourceFile
from tests.cli.projects import make_project
from tests.compiled import outputs

FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"

# Any: a small app has stubs for type checkers too, but they are not there when this suite is checked.
api: Final[Any] = Ref("public")
internal: Final[Any] = Ref("internal")

CAMEL: Final = Options()
AS_WRITTEN: Final = Options(camel=False)


def fixture_app(name: str) -> Path:
    """Return the source folder of a fixture app."""
    return FIXTURES / name / "backend"


def compiled(root: Path, modules: Mapping[str, str], options: Options = CAMEL) -> Path:
    """Write a project of these modules, indented as they are in a test, compile it, and return its source folder."""
    texts = {"__init__.py": "", **{path: dedent(text) for path, text in modules.items()}}
    source = {f"backend/{path}": text for path, text in texts.items()}
    made = outputs(analyse([SourceFile(path, text) for path, text in source.items()], options))
    return make_project(root, {"pyproject.toml": "[project]\nname = 'small'\n", **source, **made}) / "backend"


async def uploaded(t: TestApp, data: bytes, content_type: str | None = None) -> StorageId:
    """Store a file as the server does with an upload, and return the id that the client gets."""
    return await t._app.engine.store(data, content_type)
