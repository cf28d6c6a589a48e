"""The app as a value: tables, shapes, functions, routes and crons, free of places.

Every node that a diagnostic or a map may point at has an `id`, made of names, unique in the app; the second thing of
one name has the id `name#2`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal as L  # noqa: N817  the same alias as in `types`
from typing import TypeAlias

from .types import NO_NOTES, Field, Notes, Type


@dataclass(frozen=True, slots=True)
class Index:
    """A database index: field paths as written, without the `_creationTime` and `_id` that every index ends in."""

    id: str
    name: str
    fields: tuple[str, ...]
    unique: bool = False
    staged: bool = False
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A full-text index over one field path, filtered by others."""

    id: str
    name: str
    search_field: str
    filter_fields: tuple[str, ...] = ()
    staged: bool = False
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """A vector index over one field path of so many dimensions, filtered by others."""

    id: str
    name: str
    vector_field: str
    dimensions: int
    filter_fields: tuple[str, ...] = ()
    staged: bool = False
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its document type without system fields (an object, a union of objects, or any) and its indexes.

    `class_name` is the Python name of a row (`Document`); the ids, inputs and patches are named after it.
    """

    id: str
    name: str
    class_name: str
    document: Type
    indexes: tuple[Index, ...] = ()
    search_indexes: tuple[SearchIndex, ...] = ()
    vector_indexes: tuple[VectorIndex, ...] = ()
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables. `complete` is false where a part of the schema failed: then an unknown name is no mistake."""

    tables: tuple[Table, ...]
    validation: bool = True
    strict_table_names: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """A named type of a module (a TypedDict, dataclass or model): referred to by name, printed once."""

    id: str
    module: str
    name: str
    type: Type
    notes: Notes = NO_NOTES


class FunctionKind(Enum):
    """What a function may do: read, write, or reach the outside world."""

    QUERY = "query"
    MUTATION = "mutation"
    ACTION = "action"


class Visibility(Enum):
    """Who may call a function: any client, or the backend alone."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its field on the wire, and the keyword that Python callers write."""

    id: str
    field: Field
    python_name: str


@dataclass(frozen=True, slots=True)
class Function:
    """A registered function.

    `module` is its wire path (`functions/documents`), `python_module` the dotted one below the source folder
    (`functions.documents`, empty for the folder's own `__init__`); `name` is its wire name, `python_name` what a
    reference writes (`list`), `handler` what its module calls it (`list_`). `args` is None where whatever comes is
    taken; `returns` is None where results are not checked.
    """

    id: str
    module: str
    python_module: str
    name: str
    python_name: str
    handler: str
    kind: FunctionKind
    visibility: Visibility
    args: tuple[Argument, ...] | None
    returns: Type | None
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class HttpAction:
    """A function that answers HTTP requests; reachable through a route alone."""

    id: str
    module: str
    python_module: str
    name: str
    handler: str
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class Route:
    """An HTTP route: an exact path, or a prefix that ends in `/`, one method, and the id of its HTTP action."""

    id: str
    path: str
    is_prefix: bool
    method: str
    handler: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Every so many seconds, minutes or hours."""

    unit: L["seconds", "minutes", "hours"]
    count: int
    kind: L["interval"] = "interval"


@dataclass(frozen=True, slots=True)
class Hourly:
    """Once an hour, UTC; without a minute the server picks one."""

    minute: int | None
    kind: L["hourly"] = "hourly"


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, UTC; without a minute the server picks one."""

    hour: int
    minute: int | None
    kind: L["daily"] = "daily"


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, UTC, on a day named `monday` to `sunday`."""

    day_of_week: str
    hour: int
    minute: int | None
    kind: L["weekly"] = "weekly"


@dataclass(frozen=True, slots=True)
class Monthly:
    """Once a month, UTC; a month without the day is skipped."""

    day: int
    hour: int
    minute: int | None
    kind: L["monthly"] = "monthly"


@dataclass(frozen=True, slots=True)
class CronExpression:
    """A cron string of five fields, UTC."""

    text: str
    kind: L["cron"] = "cron"


Schedule: TypeAlias = Interval | Hourly | Daily | Weekly | Monthly | CronExpression


@dataclass(frozen=True, slots=True)
class Cron:
    """A scheduled call: its name, when, the id of the function it runs, and the arguments as canonical wire JSON."""

    id: str
    name: str
    schedule: Schedule
    target: str
    arguments: str = "{}"


@dataclass(frozen=True, slots=True)
class App:
    """What the source says, as lowered: names may repeat or dangle. `schema` is None where there is no schema."""

    schema: Schema | None
    shapes: tuple[Shape, ...] = ()
    functions: tuple[Function, ...] = ()
    http_actions: tuple[HttpAction, ...] = ()
    routes: tuple[Route, ...] = ()
    crons: tuple[Cron, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedApp:
    """What the source says, checked and in canonical order: the contract that every backend receives.

    Tables, shapes and functions are sorted by name, fields and index parts keep the order of the source; every id,
    document, shape and target names something that is here, and no name is taken twice. An app without a schema may
    name any table in its ids.
    """

    schema: Schema | None
    shapes: tuple[Shape, ...]
    functions: tuple[Function, ...]
    http_actions: tuple[HttpAction, ...]
    routes: tuple[Route, ...]
    crons: tuple[Cron, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the schema; none where there is no schema."""
        return () if self.schema is None else self.schema.tables
