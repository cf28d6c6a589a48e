"""The emitted package as Python runs it: modules of constant text that import little and know every name."""

import subprocess
import sys
from pathlib import Path

import pytest

from biconvex_codegen.backends.python import emit
from biconvex_codegen.ir.nodes import CheckedApp
from tests.apps import chat_app, documents_app, shop_app

from .odd_apps import edge_app, empty_app, reserved_app
from .trees import texts, write

ROOT = Path(__file__).parents[2]


def _run(checked: CheckedApp, folder: Path, program: str) -> str:
    write(emit(checked), folder / "backend" / "_generated")
    (folder / "backend" / "__init__.py").write_text("")
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("checked", [documents_app(), shop_app(), edge_app(), empty_app()])
def test_every_name_of_the_stub_can_be_imported(checked: CheckedApp, tmp_path: Path) -> None:
    stub = texts(emit(checked))["data_model.pyi"]
    names = [line.split(" as ")[1].rstrip(",") for line in stub.splitlines() if " as " in line]
    assert "StorageId" in names
    _run(checked, tmp_path, f"from backend._generated.data_model import {', '.join(names)}")


def test_types_work_in_annotations_and_as_bases(tmp_path: Path) -> None:
    program = """
from backend._generated.api import api, internal
from backend._generated.data_model import Document, DocumentId, DocumentPatch
from backend._generated.server import MutationCtx, QueryCtx, mutation, query

class WithOwner(Document):
    owner: str

@query
async def list_(ctx: QueryCtx, *, owner_id: str) -> list[Document] | None:
    return None

patch: DocumentPatch = {"title": "Minutes"}
print(DocumentId("d1"), api.functions.documents.get_by_id(id_="d1"), internal.analytics.generate_daily_report())
"""
    printed = _run(documents_app(), tmp_path, program)
    assert printed == ("d1 api.functions.documents.get_by_id(id_='d1') internal.analytics.generate_daily_report()\n")


def test_an_unknown_name_is_an_import_error(tmp_path: Path) -> None:
    program = """
try:
    from backend._generated.data_model import Documnet
except ImportError as error:
    print("Documnet" in str(error))
"""
    assert _run(chat_app(), tmp_path, program) == "True\n"


def test_importing_the_package_imports_nothing_heavy(tmp_path: Path) -> None:
    program = """
before = set(sys.modules)
import backend._generated.api, backend._generated.data_model, backend._generated.server
print(sorted(name for name in set(sys.modules) - before if not name.startswith(("backend", "biconvex"))))
print(sorted(name for name in set(sys.modules) - before if "_names" in name or name == "biconvex.database"))
"""
    loaded, of_ours = _run(reserved_app(), tmp_path, program).splitlines()
    assert not {"typing", "typing_extensions", "dataclasses", "inspect", "asyncio"} & set(loaded.split("'"))
    assert of_ours == "[]"
