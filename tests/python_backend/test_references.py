"""What the stubs of references say about functions, and how modules nest."""

from dataclasses import replace

from biconvex_codegen.backends.python import emit
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.ir.types import Notes
from tests.apps import QUERY, STRING, app, chat_app, documents_app, function, shop_app

from .odd_apps import edge_app, empty_app
from .trees import classes, texts


def _references(checked: CheckedApp, path: str) -> dict[str, dict[str, str]]:
    return classes(texts(emit(checked))[f"refs/{path}.pyi"])


def test_a_function_takes_keywords_and_gives_a_typed_call() -> None:
    documents = _references(documents_app(), "functions/documents")
    assert documents["Public"]["list"] == "(owner_id: str) -> PublicQuery[list[Document]]"
    assert documents["Public"]["create"] == (
        "(title: str, content: str, is_public: bool) -> PublicMutation[DocumentId]"
    )
    assert documents["Public"]["generate_summary"] == "(document_id: DocumentId) -> PublicAction[str]"
    assert documents["Internal"] == {
        "cleanup_old_drafts": "() -> Mutation[int]",
        "update_summary": "(document_id: DocumentId, summary: str) -> Mutation[None]",
    }


def test_none_leaves_an_argument_out_unless_it_is_a_value() -> None:
    documents = _references(documents_app(), "functions/documents")["Public"]
    assert documents["search_content"].startswith("(search_query: str, limit: int | None = ...) -> ")
    place = _references(shop_app(), "order")["Public"]["place"]
    assert "note: str | None | Unset = ..." in place
    never = _references(edge_app(), "pages/__init__")["Public"]["never"]
    assert never == "(x: Never, y: Any = ...) -> PublicQuery[Int64]"


def test_a_paginated_query_may_lack_its_page_options() -> None:
    text = texts(emit(documents_app()))["refs/functions/documents.pyi"]
    start = text.index("    @_t.overload")
    assert text[start : text.index("    @_b.staticmethod\n    def remove")] == (
        "    @_t.overload\n"
        "    @_b.staticmethod\n"
        "    def page(*, owner_id: _b.str) -> _PublicPaginated[_Document]: ...\n"
        "    @_t.overload\n"
        "    @_b.staticmethod\n"
        "    def page(\n"
        "        *,\n"
        "        owner_id: _b.str,\n"
        "        pagination_opts: _PaginationOpts,\n"
        "    ) -> _PublicQuery[_PaginationResult[_Document]]: ...\n"
    )


def test_page_options_that_are_optional_or_not_of_a_query_make_no_overload() -> None:
    pages = texts(emit(edge_app()))["refs/pages/__init__.pyi"]
    assert pages.count("@_t.overload") == 4
    assert "def maybe(\n        *,\n        pagination_opts: _PaginationOpts | None = ...,\n" in pages


def test_whatever_comes_is_taken_where_nothing_is_checked() -> None:
    assert _references(shop_app(), "events")["Internal"] == {"record": "(args: Any) -> Mutation[Any]"}


def test_names_are_those_that_references_write() -> None:
    order = _references(shop_app(), "order")["Public"]
    assert order["from_"] == "(from_: WarehouseId | None) -> PublicQuery[list[Order]]"


def test_folders_nest_and_have_functions_of_their_own() -> None:
    files = texts(emit(chat_app()))
    assert {path for path in files if path.startswith("refs/")} == {
        "refs/__init__.pyi",
        "refs/ai/__init__.pyi",
        "refs/ai/recall.pyi",
        "refs/messages.pyi",
        "refs/presence.pyi",
        "refs/rooms/__init__.pyi",
        "refs/rooms/members.pyi",
    }
    rooms = classes(files["refs/rooms/__init__.pyi"])["Public"]
    assert rooms == {"create": "(name: str, settings: Settings) -> PublicMutation[RoomId]", "members": "Public"}
    assert "    members: _members.Public\n" in files["refs/rooms/__init__.pyi"]


def test_a_module_is_reached_only_through_the_root_that_has_functions_in_it() -> None:
    root = _references(documents_app(), "__init__")
    assert set(root["Public"]) == {"functions"}
    assert set(root["Internal"]) == {"analytics", "functions", "payments"}
    assert "Public" not in _references(documents_app(), "payments")


def test_an_app_without_functions_has_empty_roots() -> None:
    assert _references(empty_app(), "__init__") == {"Public": {}, "Internal": {}}


def test_http_actions_have_no_reference() -> None:
    files = texts(emit(documents_app()))
    assert not [path for path, text in files.items() if "stripe" in text.lower()]


def test_what_a_function_says_of_itself_stands_in_its_stub() -> None:
    noted = replace(function("reports:daily", QUERY, {}, STRING), notes=Notes("Yesterday.", deprecated="use weekly"))
    text = texts(emit(app(functions=(noted,))))["refs/reports.pyi"]
    assert text.endswith(
        "class Public:\n"
        "    @_b.staticmethod\n"
        '    @_t.deprecated("use weekly")\n'
        "    def daily() -> _PublicQuery[_b.str]:\n"
        '        """Yesterday."""\n'
    )
