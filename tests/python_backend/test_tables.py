"""What the stubs of tables say about documents, inputs and indexes."""

import pytest

from biconvex_codegen.backends.python import emit
from tests.apps import chat_app, documents_app, shop_app

from .odd_apps import edge_app
from .trees import aliases, classes, texts

DOCUMENTS = classes(texts(emit(documents_app()))["tables/documents.pyi"])
SHOP = {path: text for path, text in texts(emit(shop_app())).items() if path.startswith("tables/")}
EDGES = texts(emit(edge_app()))


def test_a_document_is_read_with_its_system_fields() -> None:
    assert DOCUMENTS["Document"] == {
        "summary": "NotRequired[ReadOnly[str]]",
        "_id": "ReadOnly[DocumentId]",
        "_creationTime": "ReadOnly[float]",
    }


def test_what_is_inserted_may_leave_out_what_is_optional_and_what_the_system_sets() -> None:
    assert DOCUMENTS["DocumentFields"] == {
        "title": "ReadOnly[str]",
        "content": "ReadOnly[str]",
        "ownerId": "ReadOnly[str]",
        "isPublic": "ReadOnly[bool]",
        "createdAt": "ReadOnly[float]",
        "updatedAt": "ReadOnly[float]",
        "revision": "ReadOnly[int]",
        "summary": "NotRequired[ReadOnly[str | Unset]]",
        "_id": "NotRequired[ReadOnly[DocumentId]]",
        "_creationTime": "NotRequired[ReadOnly[float]]",
    }


def test_a_patch_removes_optional_fields_alone() -> None:
    patch = DOCUMENTS["DocumentPatch"]
    assert [name for name, type_ in patch.items() if "Unset" in type_] == ["summary"]
    assert "_id" not in patch


def test_an_index_takes_its_fields_in_order_and_ends_in_the_creation_time() -> None:
    assert DOCUMENTS["DocumentIndexes"] == {
        "by_creation_time": "Index[Document, Literal['_creationTime'], float, Query[Document]]",
        "by_id": "Index[Document, Literal['_id'], DocumentId, Query[Document]]",
        "by_owner": "Index[Document, Literal['ownerId'], str, "
        "Index[Document, Literal['_creationTime'], float, Query[Document]]]",
        "by_public": "Index[Document, Literal['isPublic'], bool, Index[Document, Literal['createdAt'], float, "
        "Index[Document, Literal['_creationTime'], float, Query[Document]]]]",
    }


def test_a_search_is_filtered_by_keywords() -> None:
    assert DOCUMENTS["DocumentSearch"] == {
        "search_content": "(text: str, ownerId: str = ..., isPublic: bool = ...) -> OrderedQuery[Document]"
    }


def test_a_vector_search_also_takes_any_of_several_values() -> None:
    memories = classes(texts(emit(chat_app()))["tables/memories.pyi"])
    assert memories["MemoryVectors"] == {
        "by_embedding": "(vector: Sequence[float], roomId: RoomId | AnyOf[RoomId] = ...) -> VectorQuery[MemoryId]"
    }


def test_keys_that_are_keywords_need_no_class_body() -> None:
    text = SHOP["tables/order.pyi"]
    order = classes(text)
    assert 'Order = _t.TypedDict(\n    "Order",\n' in text
    assert order["Order"]["from"] == "ReadOnly[WarehouseId | None]"
    assert order["OrderFields"]["select"] == "ReadOnly[dict[ProductsId, int]]"
    assert order["OrderPatch"]["note"] == "str | None | Unset"
    assert order["OrderIndexes"]["from_"].startswith("Index[Order, Literal['from'], WarehouseId | None, ")


def test_an_index_reaches_into_objects_and_unions_of_them() -> None:
    indexes = classes(SHOP["tables/order.pyi"])["OrderIndexes"]
    assert indexes["by_country"].startswith("Index[Order, Literal['shipTo.country'], str, ")
    assert indexes["by_payment"].startswith("Index[Order, Literal['payment.kind'], Literal['card', 'voucher'], ")


def test_a_filter_of_a_nested_path_is_written_with_two_underscores() -> None:
    search = classes(SHOP["tables/order.pyi"])["OrderSearch"]
    assert search["search_note"] == (
        "(text: str, customer: str = ..., shipTo__country: str = ...) -> OrderedQuery[Order]"
    )


def test_objects_are_named_after_their_path_and_those_of_a_union_after_their_tag() -> None:
    order = classes(SHOP["tables/order.pyi"])
    assert order["OrderFields"]["payment"] == "ReadOnly[OrderPaymentCard | OrderPaymentVoucher]"
    assert order["OrderPaymentCard"]["expires"] == "OrderPaymentCardExpires"
    assert order["OrderPaymentCardExpires"] == {"month": "int", "year": "int"}
    assert order["OrderShipTo"]["lines"] == "NotRequired[list[str]]"


def test_a_table_may_be_a_union_of_objects() -> None:
    text = SHOP["tables/products.pyi"]
    products = classes(text)
    assert aliases(text) == {
        "ProductsFields": "ProductsPhysicalFields | ProductsGiftCardFields",
        "Products": "ProductsPhysical | ProductsGiftCard",
    }
    assert products["ProductsPhysical"]["class"] == "ReadOnly[ShippingClassId]"
    assert products["ProductsPatch"]["kind"] == "Literal['physical', 'giftCard']"
    assert products["ProductsPatch"]["class"] == "ShippingClassId | Unset"
    assert products["ProductsIndexes"]["by_class"].startswith(
        "Index[Products, Literal['class'], ShippingClassId | Unset, "
    )


def test_a_table_of_anything_has_dictionaries() -> None:
    text = SHOP["tables/archive.pyi"]
    assert set(aliases(text).items()) == {(f"Archive{kind}", "dict[str, Any]") for kind in ("", "Fields", "Patch")}
    assert classes(text)["ArchiveIndexes"]["by_id"] == "Index[Archive, Literal['_id'], ArchiveId, Query[Archive]]"


def test_a_commit_timestamp_is_written_as_a_placeholder_and_read_as_a_number() -> None:
    ledger = classes(SHOP["tables/ledger.pyi"])
    assert ledger["LedgerFields"]["recordedAt"] == "ReadOnly[Int64 | CommitTs]"
    assert ledger["Ledger"]["recordedAt"] == "ReadOnly[Int64]"
    assert ledger["LedgerPatch"]["recordedAt"] == "Int64 | CommitTs"


def test_a_path_through_anything_is_compared_with_anything() -> None:
    events = classes(SHOP["tables/events.pyi"])["EventsIndexes"]
    assert events["by_source"].startswith("Index[Events, Literal['payload.source'], Any, ")


@pytest.mark.parametrize(
    ("field", "type_"),
    [
        ("numbers", "Literal[0, 3] | float"),
        ("int64s", "Int64"),
        ("flags", "Literal[True, False]"),
        ("never", "Never"),
        ("one", "str"),
        ("same", "float | int | None"),
        ("emptyRecord", "dict[Never, float]"),
        ("byId", "dict[str | None_Id, float]"),
        ("mixed", "Any"),
        ("twins", "EdgesTwins1_ | EdgesTwins2 | list[EdgesTwins]"),
        ("tree", "Tree"),
        ("stamp", "Int64 | None | CommitTs | Unset"),
        ("task", "ScheduledFunctionId"),
        ("maybe", "Any"),
    ],
)
def test_types_at_their_edges(field: str, type_: str) -> None:
    assert classes(EDGES["tables/edges.pyi"])["EdgesPatch"][field] == type_


def test_a_bound_may_be_unset_where_the_path_may_lead_nowhere() -> None:
    indexes = classes(EDGES["tables/edges.pyi"])["EdgesIndexes"]
    assert indexes["by_twins"].startswith(
        "Index[Edges, Literal['twins.a'], str | Unset, Index[Edges, Literal['emptyRecord.x'], Unset, "
    )
    assert "Literal['stamp'], Int64 | None | Unset, " in indexes["by_leaf"]


def test_an_index_named_like_the_row_does_not_hide_it() -> None:
    assert "\n_Edges: _t.TypeAlias = Edges\n" in EDGES["tables/edges.pyi"]
    assert "\n    Edges: _Index[\n        _Edges,\n" in EDGES["tables/edges.pyi"]


def test_classes_of_different_tables_never_meet() -> None:
    tables = [classes(text) for path, text in EDGES.items() if path.startswith("tables/")]
    names = [name for table in tables for name in table]
    assert len(names) == len(set(names))


def test_a_table_of_nothing_and_a_table_of_no_fields() -> None:
    assert aliases(EDGES["tables/nothing.pyi"]) == {"NothingFields": "Never", "Nothing": "Never"}
    assert classes(EDGES["tables/none.pyi"])["None_Patch"] == {}


def test_keys_that_a_class_body_would_mangle_or_hide_are_given_as_text() -> None:
    text = EDGES["tables/alone.pyi"]
    assert "AloneTextMangled" not in text
    assert classes(text)["AloneMangled"] == {"__secret": "str", "_hidden": "str", "__dunder__": "float"}
    assert "AloneMangled = _t.TypedDict(" in text
