"""Generated modules make their names on first use, and the names know what they are."""

import pickle
import sys
from collections.abc import Callable
from types import ModuleType
from typing import TypedDict, get_type_hints

import pydantic
import pytest

from biconvex import database, lazy
from biconvex import server as library_server

NAMES = {
    "Document": ("document", "documents"),
    "DocumentFields": ("fields", "documents"),
    "DocumentId": ("id", "documents"),
    "DocumentIndexes": ("indexes", "documents"),
    "DocumentPatch": ("patch", "documents"),
    "StorageId": ("system", "StorageId"),
}


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    names = ModuleType("shop_app._names")
    names.__dict__["NAMES"] = NAMES
    monkeypatch.setitem(sys.modules, "shop_app._names", names)
    monkeypatch.setitem(sys.modules, "shop_app", ModuleType("shop_app"))
    made = ModuleType("shop_app.data_model")
    made.__package__ = "shop_app"
    made.__dict__["__getattr__"] = lazy.data_model(made.__dict__)
    monkeypatch.setitem(sys.modules, "shop_app.data_model", made)
    return made


def test_names_are_made_once(module: ModuleType) -> None:
    assert "Document" not in vars(module)
    document = module.Document
    assert module.Document is document
    assert lazy.origin(document) == ("document", "documents")
    assert lazy.origin(module.DocumentId) == ("id", "documents")
    assert document.__module__ == "shop_app.data_model"
    assert module.StorageId is database.StorageId
    assert isinstance(module.DocumentIndexes, type)


def test_a_star_import_takes_every_name(module: ModuleType) -> None:
    assert module.__all__ == list(NAMES)
    taken: dict[str, object] = {}
    exec("from shop_app.data_model import *", taken)
    assert taken["Document"] is module.Document


def test_a_model_keeps_a_document_as_it_is(module: ModuleType) -> None:
    model = pydantic.create_model("Shown", document=(module.Document, ...), patch=(module.DocumentPatch | None, None))
    document = {"_id": "d1", "title": "x"}
    shown = model(document=document, patch={"title": "y"})
    assert shown.model_dump() == {"document": document, "patch": {"title": "y"}}
    with pytest.raises(pydantic.ValidationError):
        model(document="d1")


@pytest.mark.parametrize("name", ["Documnet", "__path__", "NAMES"])
def test_unknown_names_are_missing(module: ModuleType, name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'shop_app.data_model' has no attribute '{name}'"):
        getattr(module, name)


def test_rows_and_ids_do_what_annotations_and_code_ask(module: ModuleType) -> None:
    assert module.DocumentId("d1") == "d1"
    assert module.Document(title="x") == {"title": "x"}
    optional = module.Document | None
    assert optional is not None
    scope = {"TypedDict": TypedDict, "Document": module.Document}
    exec("class WithOwner(Document, total=False):\n    owner: str", scope)
    assert get_type_hints(scope["WithOwner"]) == {"owner": str}
    assert pickle.loads(pickle.dumps(module.Document)) is module.Document


def test_nothing_else_has_an_origin() -> None:
    assert lazy.origin(int) is None
    assert lazy.origin(None) is None
    assert lazy.origin(list[str]) is None


def test_a_server_module_gives_the_library_s() -> None:
    scope: dict[str, object] = {"__name__": "shop_app.server", "__package__": "shop_app"}
    get: Callable[[str], object] = lazy.server(scope)
    assert get("query") is library_server.query
    assert get("MutationCtx") is library_server.GenericMutationCtx
    assert get("DatabaseReader") is database.DatabaseReader
    assert scope["query"] is library_server.query
    with pytest.raises(AttributeError, match="has no attribute 'Registered'"):
        get("Registered")
