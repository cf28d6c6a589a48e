"""What a test of the model may do, step by step, and how hypothesis puts steps together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from hypothesis import strategies as st

from biconvex import UNSET

from .documents import Document, Predicate, Range, Search, Step, Table, at, rank
from .kinds import ANYTHING, WORDS, Kind, Ref, values_of_fields

Query: TypeAlias = Range | Search


@dataclass(frozen=True, slots=True)
class Same:
    """Stands for what a document of a table has at a path."""

    table: str
    which: int
    path: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Add a document."""

    table: str
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Patch:
    """Change fields of a document."""

    table: str
    which: int
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Replace:
    """Put a document in place of another one."""

    table: str
    which: int
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a document."""

    table: str
    which: int


@dataclass(frozen=True, slots=True)
class Get:
    """Read a document by its id."""

    table: str
    which: int


@dataclass(frozen=True, slots=True)
class Read:
    """Read queries, each in every way there is; `limit` is how many documents are taken."""

    queries: tuple[Query, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Go through a query document by document, and after each take one of the steps."""

    query: Query
    steps: "tuple[Write | Nested, ...]"


@dataclass(frozen=True, slots=True)
class Page:
    """Read the next page of what is being paged, or the last one once more; else the first one of a query."""

    query: Query
    items: int
    again: bool


@dataclass(frozen=True, slots=True)
class Nested:
    """Take steps in a mutation inside this one; where it raises, they are undone."""

    steps: "tuple[AnyStep, ...]"
    raises: bool


Write: TypeAlias = Insert | Patch | Replace | Delete
Reading: TypeAlias = Get | Read | Walk | Page
AnyStep: TypeAlias = Write | Reading | Nested


@dataclass(frozen=True, slots=True)
class Transaction:
    """One mutation, or a query where nothing is to be written; where it raises, it leaves nothing."""

    steps: tuple[AnyStep, ...]
    writes: bool
    raises: bool


_WHICH = st.integers(0, 7)
_OFTEN = st.sampled_from([True, True, True, False])
_SETTLED = st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 5])
_LOWER, _UPPER = st.sampled_from(["gt", "gte"]), st.sampled_from(["lt", "lte"])
_SIDES = st.sampled_from([(), (_LOWER,), (_UPPER,), (_LOWER, _UPPER), (_UPPER, _LOWER)])


def programs(tables: tuple[Table, ...]) -> st.SearchStrategy[list[Transaction]]:
    """Return lists of transactions, each list over one of the tables, so that its documents have to do with another."""
    return st.one_of(*map(_programs, tables))


def _programs(table: Table) -> st.SearchStrategy[list[Transaction]]:
    writes, readings = _writes(table), _readings(table, _changes(table))
    inserts = st.lists(_inserts(table), min_size=4, max_size=9)
    flat = st.one_of(writes, readings)
    nested = st.builds(Nested, st.lists(flat, max_size=3).map(tuple), st.booleans())
    deeply = st.builds(Nested, st.lists(st.one_of(flat, flat, nested), max_size=3).map(tuple), st.booleans())
    steps = st.one_of(*[flat] * 5, deeply)
    seldom = st.sampled_from([False] * 4 + [True])
    mutation = st.builds(Transaction, st.lists(steps, min_size=4, max_size=10).map(tuple), st.just(True), seldom)
    reads = st.lists(_readings(table), min_size=2, max_size=5).map(tuple)
    query = st.builds(Transaction, reads, st.just(False), st.just(False))
    return st.builds(
        lambda begin, rest: [Transaction(tuple(begin), writes=True, raises=False), *rest],
        inserts,
        st.lists(st.one_of(mutation, query), min_size=2, max_size=6),
    )


def _fields(table: Table) -> Mapping[str, Kind]:
    """Return the fields that documents of a table are given in tests."""
    return {name: kind for fields in (*table.variants, table.usual) for name, kind in fields.items()}


def _documents(table: Table) -> st.SearchStrategy[dict[str, object]]:
    fields = _fields(table)
    some = st.fixed_dictionaries({}, optional={name: kind.values | ANYTHING for name, kind in fields.items()})
    fitting = st.one_of(*map(values_of_fields, table.variants)) if table.variants else some
    odd = st.tuples(fitting, st.one_of(_odd(table), some)).map(lambda pair: {**pair[0], **pair[1]})
    return st.one_of(*[fitting] * 8, odd)


def _odd(table: Table) -> st.SearchStrategy[dict[str, object]]:
    """Return fields that seldom fit: of another kind, unknown, the system's, NaN, a required one that is missing."""
    values = st.one_of(ANYTHING, st.just(float("nan")), st.just(UNSET), st.just([float("nan")]))
    return st.tuples(st.sampled_from([*_fields(table), "_id", "unknown"]), values).map(lambda pair: dict([pair]))


def _inserts(table: Table) -> st.SearchStrategy[Insert]:
    return st.builds(Insert, st.just(table.name), _documents(table))


def _changes(table: Table) -> st.SearchStrategy[Write]:
    name, documents, fields = st.just(table.name), _documents(table), _fields(table)
    change = st.one_of(*(st.tuples(st.just(each), _given(kind)) for each, kind in fields.items()))
    changes = st.one_of(*[st.lists(change, max_size=3).map(dict)] * 8, _odd(table))
    return st.one_of(
        st.builds(Patch, name, _WHICH, changes),
        st.builds(Replace, name, _WHICH, documents),
        st.builds(Delete, name, _WHICH),
    )


def _writes(table: Table) -> st.SearchStrategy[Write]:
    return st.one_of(_inserts(table), _changes(table))


def _readings(table: Table, edits: st.SearchStrategy[Write] | None = None) -> st.SearchStrategy[Reading]:
    queries = _queries(table)
    edit_lists: st.SearchStrategy[tuple[Write | Nested, ...]] = st.just(())
    if edits is not None:
        writes = edits | _inserts(table)
        nested = st.builds(Nested, st.lists(writes, min_size=1, max_size=2).map(tuple), st.booleans())
        edit_lists = st.lists(st.one_of(writes, writes, nested), max_size=3).map(tuple)
    return st.one_of(
        st.builds(Get, st.just(table.name), _WHICH),
        st.builds(Read, st.lists(queries, min_size=2, max_size=6).map(tuple), st.integers(0, 3)),
        st.builds(Walk, queries, edit_lists),
        st.builds(Page, queries, st.integers(1, 3), st.sampled_from([False] * 3 + [True])),
    )


def _given(kind: Kind) -> st.SearchStrategy[object]:
    return kind.values | st.just(UNSET) if kind.is_optional else kind.values


def _queries(table: Table) -> st.SearchStrategy[Query]:
    indexes = {**table.indexes, **table.unique}
    ranges = st.one_of(*(_ranges(table, name, paths) for name, paths in indexes.items()))
    searches = [_searches(table, name, *search) for name, search in table.searches.items()]
    return st.one_of(ranges, *searches * 2)


def _ranges(table: Table, index: str, paths: tuple[str, ...]) -> st.SearchStrategy[Query]:
    fields = [*paths, *(() if paths == ("_id",) else ("_creationTime",))]
    bounds = {path: _bounds(table, path) for path in fields}
    predicates = _predicates(table)

    @st.composite
    def ranges(draw: st.DrawFn) -> Query:
        settled, which = draw(_SETTLED), draw(_WHICH)  # values of one document lead to it, where others find nothing
        steps = [
            Step("eq", path, Same(table.name, which, path) if draw(_OFTEN) else draw(bounds[path]))
            for path in fields[:settled]
        ]
        for path in fields[settled : settled + 1]:
            steps += [Step(draw(names), path, draw(bounds[path])) for names in draw(_SIDES)]
        return Range(table.name, index, paths, tuple(steps), draw(st.booleans()), draw(predicates))

    return ranges()


def _searches(table: Table, index: str, path: str, filters: tuple[str, ...]) -> st.SearchStrategy[Query]:
    pairs = [st.tuples(st.just(each), _bounds(table, each)) for each in filters]
    some = st.lists(st.one_of(*pairs), max_size=2, unique_by=lambda pair: pair[0]) if pairs else st.just([])
    return st.builds(
        Search, st.just(table.name), st.just(index), st.just(path), WORDS, some.map(tuple), _predicates(table)
    )


def _predicates(table: Table) -> st.SearchStrategy[tuple[Predicate, ...]]:
    least = st.builds(partial, st.just(_is_least), st.sampled_from(list(_fields(table))), ANYTHING)
    return st.lists(least, max_size=1).map(tuple) | st.just(())


def _is_least(path: str, least: object, document: Document) -> bool:
    return rank(at(document, path)) >= rank(least)


def _bounds(table: Table, path: str) -> st.SearchStrategy[object]:
    """Return what a path is compared with: what a document has there, or any value that one could have."""
    if path == "_id":
        return st.builds(Ref, st.just(table.name), _WHICH)
    same = st.builds(Same, st.just(table.name), _WHICH, st.just(path))
    if path == "_creationTime":
        return same
    return same | _given(table.paths.get(path) or _fields(table)[path])
