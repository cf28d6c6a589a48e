"""What `define_table`, its index methods and `define_schema` build; whether it makes sense is for the checks."""

from collections.abc import Mapping
from dataclasses import replace

from ..diagnostics import Code
from ..ir.types import AnyType, ObjectType
from ..source import At
from .calls import Given, Signature, bind
from .report import Report
from .validators import field_name, notes_of, object_of
from .values import (
    Boolean,
    ClassValue,
    Dict,
    IndexValue,
    Integer,
    Items,
    Nothing,
    Pair,
    Poison,
    SchemaValue,
    TableValue,
    Text,
    Validator,
    Value,
    described,
)

_NOTES = ("doc", "deprecated", "renamed_from")
_TABLE = Signature("define_table", 'define_table({"name": v.string()})', ("fields",), keyword_only=_NOTES)
_SCHEMA = Signature(
    "define_schema",
    'define_schema({"users": define_table(...)})',
    ("tables",),
    keyword_only=("schema_validation", "strict_table_name_types"),
)
_METHODS: dict[str, Signature] = {
    "index": Signature(
        ".index",
        '.index("by_owner", ["ownerId"])',
        ("name", "fields"),
        keyword_only=("unique", "staged", *_NOTES),
    ),
    "search_index": Signature(
        ".search_index",
        '.search_index("search_text", search_field="text")',
        ("name",),
        keyword_only=("filter_fields", "staged", *_NOTES),
        required_keywords=("search_field",),
    ),
    "vector_index": Signature(
        ".vector_index",
        '.vector_index("by_embedding", vector_field="embedding", dimensions=1536)',
        ("name",),
        keyword_only=("filter_fields", "staged", *_NOTES),
        required_keywords=("vector_field", "dimensions"),
    ),
}
TABLE_METHODS = tuple(_METHODS)


def build_table(given: Given, report: Report) -> Value:
    """Return what `define_table(...)` builds; a table whose fields are unknown holds any document."""
    bound = bind(_TABLE, given, report)
    if bound is None:
        return _unknown_table(given.at)
    name = bound.get("doc")
    class_name = (name.text, name.at) if isinstance(name, Text) else None
    notes = notes_of(bound, report)
    row_known = isinstance(name, Text | Nothing | None)
    return TableValue(given.at, _document(bound["fields"], report), class_name, (), replace(notes, doc=None), row_known)


def _document(value: Value, report: Report) -> Validator | ClassValue:
    match value:
        case Dict():
            return object_of(value, report)
        case ClassValue():
            return value
        case Validator(optional=True):
            message = "a table cannot be optional"
            report.add(Code.INVALID_TABLE, message, value.at, help_="remove v.optional around the table")
            return replace(value, optional=False)
        case Validator():
            return value
        case Poison():
            return Validator(value.at, AnyType())
        case _:
            message = f"a table is defined by {described(value)}, not by its fields"
            report.add(Code.INVALID_TABLE, message, value.at, help_='write define_table({"name": v.string()})')
            return Validator(value.at, AnyType())


def _unknown_table(at: At) -> TableValue:
    return TableValue(at, Validator(at, AnyType()), None, (), notes_of({}, Report()), row_known=False)


def call_table_method(table: TableValue, name: str, given: Given, report: Report) -> Value:
    """Return the table with one more index; the name is one of `TABLE_METHODS`."""
    bound = bind(_METHODS[name], given, report)
    if bound is None:
        return table
    index_name = bound["name"]
    if not isinstance(index_name, Text):
        if not isinstance(index_name, Poison):
            message = f"the name of an index is {described(index_name)}, not a string"
            report.add(Code.INVALID_INDEX, message, index_name.at, help_="write the name in quotes")
        return table
    index = _index(name, index_name, bound, report)
    return table if index is None else replace(table, at=given.at, indexes=(*table.indexes, index))


def _index(method: str, name: Text, bound: Mapping[str, Value], report: Report) -> IndexValue | None:
    notes = notes_of(bound, report)
    staged = _flag(bound, "staged", report)
    if method == "index":
        fields = _names(bound["fields"], Code.INVALID_INDEX, report)
        unique = _flag(bound, "unique", report)
        if fields is None:
            return None
        return IndexValue("index", name.text, name.at, fields, unique=unique, staged=staged, notes=notes)
    filters = _names(bound["filter_fields"], Code.INVALID_INDEX, report) if "filter_fields" in bound else ()
    main = bound["search_field" if method == "search_index" else "vector_field"]
    if filters is None or not isinstance(main, Text):
        if not isinstance(main, Text | Poison):
            message = f"the field of this index is {described(main)}, not a string"
            report.add(Code.INVALID_INDEX, message, main.at, help_="write the field's name in quotes")
        return None
    if method == "search_index":
        field = (main.text, main.at)
        return IndexValue("search", name.text, name.at, filters, field, staged=staged, notes=notes)
    dimensions = bound["dimensions"]
    if not isinstance(dimensions, Integer):
        if not isinstance(dimensions, Poison):
            message = f"dimensions is {described(dimensions)}, not an int"
            report.add(Code.INVALID_VECTOR_INDEX, message, dimensions.at, help_="write a number from 2 to 4096")
        return None
    size = (dimensions.number, dimensions.at)
    return IndexValue("vector", name.text, name.at, filters, (main.text, main.at), size, staged=staged, notes=notes)


def _names(value: Value, code: Code, report: Report) -> tuple[tuple[str, At], ...] | None:
    if isinstance(value, Poison):
        return None
    if not isinstance(value, Items):
        message = f"the fields of an index are {described(value)}, not a list"
        field = value.text if isinstance(value, Text) else "field"
        report.add(code, message, value.at, help_=f'write ["{field}"]')
        return None
    names: list[tuple[str, At]] = []
    for item in value.items:
        match item:
            case Text():
                names.append((item.text, item.at))
            case Poison():
                return None
            case _:
                message = f"a field of an index is {described(item)}, not a string"
                report.add(code, message, item.at, help_="write the field's name in quotes")
                return None
    return tuple(names)


def _flag(bound: Mapping[str, Value], name: str, report: Report, *, default: bool = False) -> bool:
    match bound.get(name):
        case None | Poison():
            return default
        case Boolean(truth=truth):
            return truth
        case other:
            message = f'"{name}" is {described(other)}, not True or False'
            report.add(Code.INVALID_CALL, message, other.at, help_="write True or False")
            return default


def build_schema(given: Given, report: Report) -> Value:
    """Return what `define_schema(...)` builds; a table that failed is there with any document."""
    bound = bind(_SCHEMA, given, report)
    if bound is None:
        return Poison(given.at)
    tables = bound["tables"]
    if not isinstance(tables, Dict):
        if not isinstance(tables, Poison):
            message = f"define_schema gets {described(tables)}, not a dict of tables"
            report.add(
                Code.INVALID_SCHEMA, message, tables.at, help_='write define_schema({"users": define_table(...)})'
            )
        return SchemaValue(given.at, (), complete=False)
    found = [_entry(pair, report) for pair in (*tables.repeated, *tables.pairs)]
    return SchemaValue(
        given.at,
        tuple(each for each in found if each is not None),
        _flag(bound, "schema_validation", report, default=True),
        _flag(bound, "strict_table_name_types", report, default=True),
        complete=not tables.holes and None not in found,
    )


def _entry(pair: Pair, report: Report) -> tuple[str, At, TableValue] | None:
    name = field_name(pair, report)
    if name is None:
        return None
    match pair.value:
        case TableValue() as table:
            return name, pair.key.at, replace(table, notes=replace(table.notes, doc=pair.doc))
        case Poison():
            return name, pair.key.at, _unknown_table(pair.value.at)
        case Validator(type=ObjectType()) | Dict():
            help_ = "wrap it in define_table(...)"
        case ClassValue(statement=statement):
            help_ = f"write define_table({statement.name})"
        case _:
            help_ = "write define_table({...})"
    message = f'the table "{name}" is {described(pair.value)}, not a table'
    report.add(Code.INVALID_TABLE, message, pair.value.at, help_=help_)
    return name, pair.key.at, _unknown_table(pair.value.at)
