"""Names in a database: short enough, different, and no more dependent on each other than they must be."""

from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.backends.sql.names import NameRules, Namespace

POSTGRES = NameRules(longest=63)
SQLITE = NameRules(folds_case=True, kept_prefix="sqlite_")
names = st.lists(st.text(ascii_letters + "_0", min_size=1, max_size=130), max_size=8)


def test_a_name_that_is_free_is_kept() -> None:
    assert Namespace(POSTGRES).claim("users__by_email") == "users__by_email"


def test_a_long_name_keeps_its_beginning() -> None:
    name = Namespace(POSTGRES).claim("a" * 64)
    assert name == "a" * 54 + "_ffe054fe"
    assert len(Namespace(POSTGRES).claim("é" * 40).encode()) <= 63


def test_case_tells_names_apart_in_postgres_alone() -> None:
    assert [Namespace(POSTGRES, ["order"]).claim(each) for each in ("Order", "ctid")] == ["Order", "ctid"]
    sqlite = Namespace(SQLITE)
    assert sqlite.claim("order") == "order"
    assert sqlite.claim("Order").startswith("Order_")
    assert sqlite.claim("ORDER").startswith("ORDER_")


def test_a_reserved_name_is_not_had() -> None:
    assert Namespace(POSTGRES, ["ctid"]).claim("ctid").startswith("ctid_")
    assert Namespace(SQLITE).claim("SQLITE_master") == "_SQLITE_master"


def test_suffixes_are_taken_with_the_name() -> None:
    namespace = Namespace(SQLITE)
    namespace.claim("notes__search_data")
    assert namespace.claim("notes__search", suffixes=("_data",)).startswith("notes__search_")
    namespace.claim("other", suffixes=("_data",))
    assert namespace.claim("OTHER_data") != "OTHER_data"


@given(names, st.sampled_from([POSTGRES, SQLITE]))
def test_names_are_different_and_fit(wishes: list[str], rules: NameRules) -> None:
    namespace = Namespace(rules)
    claimed = [namespace.claim(wish) for wish in wishes]
    assert len({each.lower() if rules.folds_case else each for each in claimed}) == len(wishes)
    assert all(rules.longest is None or len(each) <= rules.longest for each in claimed)
    assert not any(each.lower().startswith("sqlite_") for each in claimed if rules.kept_prefix)


@given(names, st.text(ascii_letters, min_size=1, max_size=70))
def test_a_name_that_collides_with_none_renames_none(wishes: list[str], new: str) -> None:
    others = [wish for wish in wishes if wish != new]
    before, after = Namespace(POSTGRES), Namespace(POSTGRES)
    after.claim(new)
    assert [before.claim(wish) for wish in others] == [after.claim(wish) for wish in others]
