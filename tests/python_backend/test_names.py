"""Names become identifiers, class names and file names without meeting each other."""

import pytest

from biconvex_codegen.backends.names import Taken, TakenFiles, attribute, pascal, snake
from biconvex_codegen.ir.reserved import PYTHON_KEYWORDS, WINDOWS_DEVICE_NAMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by_owner", "ByOwner"),
        ("shipTo", "ShipTo"),
        ("text/plain", "TextPlain"),
        ("2nd", "2nd"),
        ("", ""),
        ("東京", ""),
    ],
)
def test_pascal(text: str, expected: str) -> None:
    assert pascal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("userProfiles", "user_profiles"),
        ("user_profiles", "user_profiles"),
        ("HTTPServer", "http_server"),
        ("..", "_"),
        ("getByID2", "get_by_id2"),
    ],
)
def test_snake(text: str, expected: str) -> None:
    assert snake(text) == expected


def test_an_attribute_is_never_a_keyword() -> None:
    assert {attribute(word) for word in PYTHON_KEYWORDS} == {f"{word}_" for word in PYTHON_KEYWORDS}
    assert attribute("match") == "match"


def test_claimed_names_differ() -> None:
    taken = Taken(("Document",))
    assert [taken.claim("Document"), taken.claim("Document_"), taken.claim("User")] == [
        "Document_",
        "Document__",
        "User",
    ]


def test_files_differ_where_case_is_folded_and_are_no_devices() -> None:
    taken = TakenFiles(("ids",))
    wished = ("Users", "users", "ids", "class", "CON", "lpt1", "None", "none")
    assert [taken.claim(wish) for wish in wished] == [
        "Users",
        "users_",
        "ids_",
        "class_",
        "CON_",
        "lpt1_",
        "None_",
        "none",
    ]
    assert not {f"{name}_" for name in WINDOWS_DEVICE_NAMES} & WINDOWS_DEVICE_NAMES
