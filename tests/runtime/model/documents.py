"""Tables as plain Python has them: dicts in a dict, sorted and searched anew for each question; it knows no SQL."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from biconvex import UNSET, Int64

from .kinds import Id, Kind, MisfitError, keep_anything, keep_fields

Document: TypeAlias = dict[str, object]
Place: TypeAlias = tuple[object, ...]
Predicate: TypeAlias = Callable[[Document], bool]


class MissingError(Exception):
    """There is no document of this id."""


class CollisionError(Exception):
    """Another document has the same values in the unique indexes of these names."""


class Table(NamedTuple):
    """What is written about a table: its name and its name in Python, its variants, indexes and searches.

    Names of indexes are those of Python. A search has the field that it searches and those that filter it. Without
    variants, any document fits. `usual` are the fields that tests write where the variants do not say all, `paths`
    what is compared where a path is no field.
    """

    name: str
    attribute: str
    variants: tuple[Mapping[str, Kind], ...] = ()
    indexes: Mapping[str, tuple[str, ...]] = {}
    unique: Mapping[str, tuple[str, ...]] = {}
    searches: Mapping[str, tuple[str, tuple[str, ...]]] = {}
    usual: Mapping[str, Kind] = {}
    paths: Mapping[str, Kind] = {}

    def kept(self, given: Mapping[str, object]) -> Document:
        """Return what is kept of a document, or raise for one that does not fit."""
        if any(name.startswith("_") and value is not UNSET for name, value in given.items()):
            raise MisfitError(given)
        if not self.variants:
            return {name: keep_anything(value) for name, value in given.items() if value is not UNSET}
        for fields in self.variants:
            with suppress(MisfitError):
                return keep_fields(given, fields)
        raise MisfitError(given)


class Model:
    """The documents of all tables, by their ids, in the order in which they were inserted."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self.tables = {table.name: table for table in tables}
        self.documents: dict[str, dict[Id, Document]] = {table.name: {} for table in tables}
        self.ids: dict[str, list[Id]] = {table.name: [] for table in tables}

    def snapshot(self) -> dict[str, dict[Id, Document]]:
        """Return the documents as they are, for `restore`; documents are replaced, never changed."""
        return {name: dict(documents) for name, documents in self.documents.items()}

    def restore(self, snapshot: dict[str, dict[Id, Document]]) -> None:
        """Bring the documents of a snapshot back; which ids there ever were stays known."""
        self.documents = {name: dict(documents) for name, documents in snapshot.items()}

    def checked(self, table: str, given: Mapping[str, object], instead_of: Id | None = None) -> Document:
        """Return what is kept of a document, or raise for one that cannot be written."""
        kept = self.tables[table].kept(given)
        violated = [
            index
            for index, paths in self.tables[table].unique.items()
            if any(id_ != instead_of and _collide(kept, other, paths) for id_, other in self.documents[table].items())
        ]
        if violated:
            raise CollisionError(*violated)
        return kept

    def insert(self, table: str, id_: str, time: float, kept: Document) -> Document:
        """Add a checked document under the id and the creation time that it was given."""
        known = Id(id_, table)
        self.ids[table].append(known)
        self.documents[table][known] = {**kept, "_id": known, "_creationTime": time}
        return self.documents[table][known]

    def replaced(self, table: str, id_: Id, given: Mapping[str, object]) -> None:
        """Put a document in place of another one."""
        old = self._present(table, id_)
        kept = self.checked(table, dict(given), id_)
        self.documents[table][id_] = {**kept, "_id": id_, "_creationTime": old["_creationTime"]}

    def patched(self, table: str, id_: Id, changes: Mapping[str, object]) -> None:
        """Change fields of a document; UNSET takes one away."""
        old = {name: value for name, value in self._present(table, id_).items() if not name.startswith("_")}
        self.replaced(table, id_, {**old, **changes})

    def delete(self, table: str, id_: Id) -> None:
        """Delete a document."""
        self._present(table, id_)
        del self.documents[table][id_]

    def _present(self, table: str, id_: Id) -> Document:
        if id_ not in self.documents[table]:
            raise MissingError(id_)
        return self.documents[table][id_]


class Step(NamedTuple):
    """A step of a range: one of eq, gt, gte, lt, lte, the field and the value."""

    name: str
    path: str
    value: object


@dataclass(frozen=True, slots=True)
class Range:
    """Documents of a table between bounds of an index, in its order or against it, those that predicates keep."""

    table: str
    index: str
    paths: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    is_descending: bool = False
    predicates: tuple[Predicate, ...] = ()

    def place(self, document: Document) -> Place:
        """Return where a document stands in the index."""
        found = tuple(rank(at(document, path)) for path in self.paths)
        return (*found, document["_creationTime"], document["_id"])

    def found(self, model: Model) -> list[Document]:
        """Return the documents in their order."""
        kept = [each for each in model.documents[self.table].values() if self._has(each)]
        return sorted(kept, key=self.place, reverse=self.is_descending)

    def is_behind(self, document: Document, place: Place | None) -> bool:
        """Say whether a document comes after a place; all do after None."""
        if place is None:
            return True
        return self.place(document) < place if self.is_descending else self.place(document) > place

    def _has(self, document: Document) -> bool:
        return all(_holds(step, document) for step in self.steps) and all(keep(document) for keep in self.predicates)


@dataclass(frozen=True, slots=True)
class Search:
    """Documents that have words of a text, and that filters keep; those with more words first, then the newest."""

    table: str
    index: str
    path: str
    text: str
    filters: tuple[tuple[str, object], ...] = ()
    predicates: tuple[Predicate, ...] = ()

    def place(self, document: Document) -> Place:
        """Return where a document stands: how many words it has, and how old it is."""
        time = document["_creationTime"]
        assert isinstance(time, float)
        return (-self._count(document), -time)

    def found(self, model: Model) -> list[Document]:
        """Return the documents in their order."""
        return sorted(filter(self._has, model.documents[self.table].values()), key=self.place)

    def is_behind(self, document: Document, place: Place | None) -> bool:
        """Say whether a document comes after a place; all do after None."""
        return place is None or self.place(document) > place

    def _has(self, document: Document) -> bool:
        if not self._count(document):
            return False
        is_kept = all(rank(at(document, path)) == rank(value) for path, value in self.filters)
        return is_kept and all(keep(document) for keep in self.predicates)

    def _count(self, document: Document) -> int:
        there = at(document, self.path)
        words = set(_words(there)) if isinstance(there, str) else set()
        *whole, beginning = _words(self.text) or [""]
        if not beginning:
            return 0
        begun = any(word.startswith(beginning) for word in words)
        return len({word for word in whole if word in words and word != beginning}) + begun


def at(document: Mapping[str, object], path: str) -> object:
    """Return what stands at a path of fields, UNSET where nothing does."""
    value: object = document
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return UNSET
        value = value[step]
    return value


def rank(value: object) -> tuple[object, ...]:
    """Return what compares as Convex compares values: by type, then by content."""
    match value:
        case None:
            return (1,)
        case Int64():
            return (2, int(value))
        case bool():
            return (4, value)
        case int() | float():
            return (3, float(value))
        case str():
            return (5, tuple(map(ord, value)))
        case bytes():
            return (6, tuple(value))
        case list() | tuple():
            return (7, tuple(map(rank, value)))
        case Mapping():
            return (8, tuple((rank(name), rank(value[name])) for name in sorted(value)))
        case _:
            assert value is UNSET
            return (0,)


def _collide(one: Document, other: Document, paths: tuple[str, ...]) -> bool:
    values = [at(one, path) for path in paths]
    if any(value is None or value is UNSET for value in values):
        return False
    return [rank(at(other, path)) for path in paths] == list(map(rank, values))


def _holds(step: Step, document: Document) -> bool:
    one, other = rank(at(document, step.path)), rank(step.value)
    match step.name:
        case "eq":
            return one == other
        case "gt":
            return one > other
        case "gte":
            return one >= other
        case "lt":
            return one < other
        case _:
            return one <= other


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())
