"""Names that are types without looking further: of Python, `typing`, the library and the data model."""

from collections.abc import Mapping

from ..diagnostics import Code, did_you_mean
from ..ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    DocumentType,
    IdType,
    Int64Type,
    IntegerType,
    NumberType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    StringType,
    Type,
    UnionType,
)
from ..ir.walk import walk
from ..source import At, Part
from .no_types import A_VALIDATOR, INSTEAD
from .report import Report
from .symbols import Builtin, External, Generated, Library, Module, Symbol
from .values import Validator

BUILTIN_TYPES: Mapping[str, Type] = {
    "bool": BooleanType(),
    "bytes": BytesType(),
    "dict": RecordType(StringType(), AnyType()),
    "float": NumberType(),
    "int": IntegerType(),
    "list": ArrayType(AnyType()),
    "str": StringType(),
}
_LIBRARY: Mapping[str, Type] = {
    "Int64": Int64Type(),
    "PaginationOpts": PaginationOptionsType(),
    "PaginationResult": PaginationResultType(AnyType()),
}
LISTS = frozenset({"List", "Sequence", "MutableSequence", "Iterable", "Collection"})
DICTS = frozenset({"Dict", "Mapping", "MutableMapping"})
TYPING = ("collections.abc", "typing", "typing_extensions")


def plain(at: At, type_: Type) -> Validator:
    """Return a type without places of parts."""
    return Validator(at, type_, (("", Part.WHOLE, at),))


def refuse(at: At, message: str, help_: str, report: Report) -> Validator:
    """Report an annotation that is no type, which stands as any from there on."""
    report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_)
    return plain(at, AnyType())


class NamedTypes:
    """Looks up names as types; the private state of one lowering: the names of the data model.

    `is_complete` says that they are known all, `missing_rows` are those that a failed import would have brought.
    """

    def __init__(
        self, data_model: Mapping[str, Type], missing_rows: frozenset[str], report: Report, *, is_complete: bool
    ) -> None:
        self._data_model = data_model
        self._inputs: Mapping[str, Type] | None = None
        self._missing_rows = missing_rows
        self._report = report
        self._is_complete = is_complete

    def type_of(self, at: At, symbol: Symbol | None, name: str) -> Validator:
        """Return the type that a symbol stands for, which is defined by no module of the project; `name` as written."""
        match symbol:
            case Builtin(name=builtin) if builtin in BUILTIN_TYPES:
                return plain(at, BUILTIN_TYPES[builtin])
            case Library(name="Unset"):
                return Validator(at, UnionType(()), optional=True)
            case Library(name=library) if library in _LIBRARY:
                return plain(at, _LIBRARY[library])
            case Library(name=library) if library.startswith("v.") or library == "v":
                return refuse(at, *A_VALIDATOR, self._report)
            case Generated(module="data_model"):
                return self._data_model_name(at, symbol.name)
            case External(name=external):
                return self._external(at, external)
            case Module() | None:
                return refuse(at, f'"{name}" is a module, not a type', "name a type in it", self._report)
            case _:
                help_ = INSTEAD.get(name, "use a type that has a validator")
                return refuse(at, f'"{name}" has no validator', help_, self._report)

    def _external(self, at: At, name: str) -> Validator:
        module, _, last = name.rpartition(".")
        if module in TYPING:
            if last == "Any":
                return plain(at, AnyType())
            if last in LISTS:
                return plain(at, ArrayType(AnyType()))
            if last in DICTS:
                return plain(at, RecordType(StringType(), AnyType()))
        if last in INSTEAD:
            return refuse(at, f'"{last}" has no validator', INSTEAD[last], self._report)
        message = f'"{name}" is from outside the project, and has no validator'
        return refuse(at, message, "use a type that has a validator, or declare a TypedDict", self._report)

    def know_inputs(self, inputs: Mapping[str, Type]) -> None:
        """Name what tables take as well from now on, such as `DocumentFields`: the schema is lowered."""
        self._inputs = inputs

    def _data_model_name(self, at: At, name: str) -> Validator:
        found = self._data_model.get(name) or (self._inputs or {}).get(name)
        if found is not None:
            return plain(at, found)
        if self._is_complete and name not in self._missing_rows:
            self._report_unknown(at, name)
        return plain(at, AnyType())

    def _report_unknown(self, at: At, name: str) -> None:
        table = self._data_model.get(name.removesuffix("Fields").removesuffix("Patch"))
        if self._inputs is None and isinstance(table, DocumentType):
            message = f'a table cannot hold "{name}", which is made of the schema'
            help_ = f'hold its id, v.id("{table.table}"), or write its fields'
            self._report.add(Code.INVALID_TABLE, message, at, help_=help_)
            return
        meant = did_you_mean(name, (*self._data_model, *(self._inputs or ())))
        row = next((each for each, type_ in self._data_model.items() if _is_part(name, each, type_)), None)
        if meant is None and row is not None:
            message = f'"{name}" is no row, id, fields or patch of a table, and has no validator'
            refuse(at, message, f'use "{row}", or declare a TypedDict', self._report)
            return
        help_ = f'did you mean "{meant}"?' if meant else 'name the row of a table with define_table(..., doc="...")'
        self._report.add(Code.UNKNOWN_NAME, f'the data model has no "{name}"', at, help_=help_, mistake=name)

    def has_unknown_table(self, type_: Type) -> bool:
        """Say whether a type has an id of a table that is not there, which a check reports."""
        ids = (part for _, part in walk("", type_) if isinstance(part, IdType))
        return self._is_complete and any(each not in self._data_model.values() for each in ids)


def _is_part(name: str, row: str, type_: Type) -> bool:
    """Say whether a name is made of a row's, as those of the classes of its parts are."""
    return isinstance(type_, DocumentType) and name.startswith(row)
