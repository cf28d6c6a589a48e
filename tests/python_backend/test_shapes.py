"""What the stubs of named shapes say, and where they stand."""

from biconvex_codegen.backends.python import emit
from tests.apps import chat_app, documents_app

from .odd_apps import edge_app
from .trees import aliases, classes, texts


def test_a_shape_stands_in_the_stub_of_its_module() -> None:
    payments = texts(emit(documents_app()))["shapes/payments.pyi"]
    assert classes(payments) == {
        "Payment": {
            "eventId": "str",
            "amount": "int",
            "currency": "Literal['chf', 'eur', 'usd']",
            "description": "NotRequired[str]",
        }
    }
    assert '    """A completed payment."""\n' in payments


def test_a_signature_names_a_shape_and_imports_it() -> None:
    text = texts(emit(chat_app()))["refs/messages.pyi"]
    assert "from ..shapes.models import Attachment as _Attachment\n" in text
    assert "attachments: _b.list[_Attachment] | None = ...," in text


def test_a_shape_that_is_no_object_is_an_alias() -> None:
    models = texts(emit(chat_app()))["shapes/models.pyi"]
    assert aliases(models) == {"Presence": "Literal['active', 'away', 'typing', 'offline']"}


def test_shapes_of_folders_and_of_the_root() -> None:
    files = texts(emit(edge_app()))
    assert {path for path in files if path.startswith("shapes/")} == {
        "shapes/__init__.pyi",
        "shapes/shapes/__init__.pyi",
        "shapes/shapes/inner.pyi",
    }
    assert classes(files["shapes/__init__.pyi"]) == {"Rooted": {"tree": "Tree"}}
    assert "from ..shapes.shapes.inner import Tree as _Tree\n" in files["shapes/__init__.pyi"]


def test_two_modules_may_each_have_a_shape_of_one_name() -> None:
    inner = classes(texts(emit(edge_app()))["shapes/shapes/inner.pyi"])
    assert inner == {"Tree": {"outer": "Tree", "Tree": "int"}}
    assert "outer: _Tree" in texts(emit(edge_app()))["shapes/shapes/inner.pyi"]


def test_a_key_that_would_hide_the_type_of_another_is_given_as_text() -> None:
    text = texts(emit(edge_app()))["shapes/shapes/__init__.pyi"]
    assert "item = _t.TypedDict(" in text
    assert classes(text)["item"] == {"item": "Tree | None", "Tree": "str", "_b": "str"}


def test_a_private_name_is_not_private_to_the_stub() -> None:
    text = texts(emit(edge_app()))["shapes/shapes/__init__.pyi"]
    assert aliases(text) == {"Alias": "AliasA | AliasB", "Alias_": "list[Tree]"}
