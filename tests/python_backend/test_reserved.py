"""The frozen lists of names are those of Python, and names on them are compiled as anything."""

import builtins
import keyword

from biconvex_codegen.backends.python import emit
from biconvex_codegen.ir import reserved

from .odd_apps import WORDS, reserved_app
from .trees import classes, texts

FILES = texts(emit(reserved_app()))


def test_the_lists_hold_what_this_interpreter_knows() -> None:
    assert set(keyword.kwlist) <= reserved.PYTHON_KEYWORDS
    assert set(keyword.softkwlist) <= reserved.PYTHON_SOFT_KEYWORDS
    here = {name for name in dir(builtins) if not name.startswith("_")}
    assert here <= reserved.PYTHON_BUILTINS
    only_elsewhere = reserved.PYTHON_BUILTINS - here - {"PythonFinalizationError", "WindowsError"}
    assert not only_elsewhere, "these were never builtins of a supported Python"


def test_the_lists_are_not_empty_and_do_not_hold_pieces_of_sentences() -> None:
    lists = [value for name, value in vars(reserved).items() if isinstance(value, frozenset) and name.isupper()]
    assert len(lists) == 11
    assert all(word.isprintable() and " " not in word for words in lists for word in words)


def test_no_two_files_are_one_where_case_is_folded() -> None:
    assert len({path.lower() for path in FILES}) == len(FILES)
    stems = {path.rpartition("/")[2].partition(".")[0].lower() for path in FILES}
    assert not stems & reserved.WINDOWS_DEVICE_NAMES
    assert not {path.rpartition("/")[2].partition(".")[0] for path in FILES} & reserved.PYTHON_KEYWORDS


def test_a_keyword_gets_an_underscore_where_it_is_an_identifier() -> None:
    keywords = reserved.PYTHON_KEYWORDS - {"__debug__"}
    escaped = {f"{word}_" for word in keywords}
    database = classes(FILES["database.pyi"])["DatabaseReader"].keys()
    words = classes(FILES["refs/words.pyi"])["Public"]
    for names in (database, words.keys()):
        assert escaped <= names
        assert not keywords & names
    assert not [name for name in escaped if f"{name}: dict[str, " not in words[name]]
    assert keywords <= classes(FILES["tables/wide.pyi"])["WidePatch"].keys()


def test_every_name_is_everywhere() -> None:
    assert len(WORDS) > 230
    data = [path for path in FILES if path.startswith("tables/")]
    assert len(data) == len(WORDS) + len(("__init__", "ids", "wide"))
    assert len(classes(FILES["shapes/models.pyi"])) == len(WORDS)
    assert len(classes(FILES["refs/words.pyi"])["Public"]) == len(WORDS)


def test_types_have_no_other_attributes_than_those_listed() -> None:
    kinds: tuple[type, ...] = (dict, float, int, list, tuple)
    for name, kind in [("None", type(None)), *((each.__name__, each) for each in kinds)]:
        here = {attribute for attribute in dir(kind) if not attribute.startswith("_")}
        assert here <= reserved.ATTRIBUTES_OF[name] <= reserved.BUILTIN_ATTRIBUTES
        assert reserved.ATTRIBUTES_OF[name] - here <= {"from_number", "is_integer"}  # newer than the oldest Python
