"""The schema module becomes the schema: tables with class names, documents, indexes, and links to where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics import Code, did_you_mean
from ..frontend.expressions import Call
from ..frontend.facts import Binding, Facts, Import, Surroundings
from ..ir.nodes import Index, Schema, SearchIndex, Table, VectorIndex
from ..ir.types import AnyType, DocumentType, IdType, ObjectType, Type
from ..source import At, Part
from .classes import Classes
from .evaluate import Evaluator
from .evaluation import Frame
from .report import Report
from .rows import class_name, class_names
from .scopes import Project
from .symbols import Defined, Library, Symbol, Unresolved
from .values import ClassValue, IndexValue, Known, Poison, SchemaValue, TableValue, TypePlaces, described


def evaluate_schema(module: Facts, project: Project, evaluator: Evaluator, report: Report) -> SchemaValue:
    """Return the value of the name `schema`; an incomplete one where it cannot be known."""
    at = At(f"{module.path}:")
    empty = SchemaValue(at, (), complete=False)
    if module.failed:
        return empty
    symbol = project.resolve(module, "schema")
    binding = _binding(module, project, symbol)
    if binding is None:
        if not isinstance(symbol, Unresolved) or not symbol.poisoned:
            _missing(module, evaluator, report)
        return empty
    value = evaluator.named(module, "schema", At(binding, Part.NAME))
    match value:
        case SchemaValue():
            return value
        case Poison():
            return empty
        case _:
            message = f'"schema" is {described(value)}, not a schema'
            report.add(
                Code.INVALID_SCHEMA, message, At(binding, Part.NAME), help_="write schema = define_schema({...})"
            )
            return empty


def _missing(module: Facts, evaluator: Evaluator, report: Report) -> None:
    bindings = [each for each in module.statements if isinstance(each, Binding)]
    others = [each for each in bindings if _is_schema(module, each, evaluator)]
    for other in others:
        message = f'"{other.name}" is never looked at: this module must bind "schema"'
        report.add(Code.INVALID_SCHEMA, message, At(other.id, Part.NAME), help_='rename it to "schema"')
    if not others:
        meant = did_you_mean("schema", [each.name for each in bindings])
        help_ = f'rename "{meant}" to "schema"' if meant else "write schema = define_schema({...})"
        report.add(Code.INVALID_SCHEMA, 'this module binds no name "schema"', At(f"{module.path}:"), help_=help_)


def _is_schema(module: Facts, binding: Binding, evaluator: Evaluator) -> bool:
    match binding:
        case Binding(value=Call(function=function), within=Surroundings.MODULE):
            maker = evaluator.quietly(Frame.of(module, binding.id), function)
            return isinstance(maker, Known) and maker.symbol == Library("define_schema")
        case _:
            return False


def _binding(module: Facts, project: Project, symbol: Symbol) -> str | None:
    """Return the id of the statement that binds `schema`; None where at most a package outside might bring it."""
    for statement in project.statements(module, "schema"):
        if isinstance(statement, Binding | Import) and statement.within is Surroundings.MODULE:
            return statement.id
    match symbol:
        case Defined(module=home, statement=statement) if home is module:
            return statement.id
        case Defined():
            stars = (each for each in project.statements(module, "*") if isinstance(each, Import))
            return next((star.id for star in stars if project.starred(module, star, "schema") == symbol), None)
        case _:
            return None


def data_model(schema: SchemaValue | None) -> dict[str, Type]:
    """Return what the names of the generated data model stand for in an annotation."""
    found: dict[str, Type] = {"StorageId": IdType("_storage"), "ScheduledFunctionId": IdType("_scheduled_functions")}
    for name, _, table in schema.tables if schema is not None else ():
        row = class_name(name, table)
        found[row] = DocumentType(name)
        found[f"{row}Id"] = IdType(name)
    return found


@dataclass(frozen=True, slots=True)
class LoweredSchema:
    """A schema, and the links from its nodes to where they stand."""

    schema: Schema
    links: Mapping[At, At]


def lower_schema(value: SchemaValue, classes: Classes) -> LoweredSchema:
    """Return the schema that a value stands for."""
    names = class_names(value)
    links: dict[At, At] = {}
    met: dict[str, int] = {}
    tables: list[Table] = []
    for name, at, table in value.tables:
        count = met[name] = met.get(name, 0) + 1
        id_ = f"tables/{name}" if count == 1 else f"tables/{name}#{count}"
        links[At(id_)] = links[At(id_, Part.NAME)] = at
        if table.class_name is not None:
            links[At(id_, Part.VALUE)] = table.class_name[1]
        links[At(id_, Part.TYPE)] = table.document.at
        tables.append(_table(id_, name, names[name], table, classes, links))
    schema = Schema(tuple(tables), value.validation, value.strict_table_names, value.complete)
    return LoweredSchema(schema, links)


def _table(id_: str, name: str, class_name: str, table: TableValue, classes: Classes, links: dict[At, At]) -> Table:
    document, places = _document(table, classes)
    links.update((At(id_ + steps, part), at) for steps, part, at in places if steps)
    seen: dict[str, int] = {}
    found: dict[str, list[Index | SearchIndex | VectorIndex]] = {"index": [], "search": [], "vector": []}
    for index in table.indexes:
        count = seen[index.name] = seen.get(index.name, 0) + 1
        index_id = f"{id_}:{index.name}" if count == 1 else f"{id_}:{index.name}#{count}"
        links.update(_index_links(index_id, index))
        found[index.kind].append(_index(index_id, index))
    return Table(
        id_,
        name,
        class_name,
        document,
        tuple(each for each in found["index"] if isinstance(each, Index)),
        tuple(each for each in found["search"] if isinstance(each, SearchIndex)),
        tuple(each for each in found["vector"] if isinstance(each, VectorIndex)),
        table.notes,
    )


def _document(table: TableValue, classes: Classes) -> tuple[Type, TypePlaces]:
    """Return the type of a table's documents; a class stands for its fields, and is no shape of its own here."""
    if not isinstance(table.document, ClassValue):
        return table.document.type, table.document.places
    type_ = classes.table_type(table.document)
    if type_ is None:
        return AnyType(), ()
    shape = classes.shape(type_)
    if not isinstance(shape.type, ObjectType):
        return AnyType(), ()
    steps = tuple(
        (place.id.removeprefix(shape.id), place.part, at)
        for place, at in classes.links.items()
        if place.id.startswith(f"{shape.id}.") and isinstance(place.part, Part)
    )
    return shape.type, steps


def _index_links(id_: str, index: IndexValue) -> dict[At, At]:
    links: dict[At, At] = {At(id_): index.name_at, At(id_, Part.NAME): index.name_at}
    links.update((At(id_, number), at) for number, (_, at) in enumerate(index.fields))
    if index.main_field is not None:
        links[At(id_, Part.VALUE)] = index.main_field[1]
    if index.dimensions is not None:
        links[At(id_, Part.TYPE)] = index.dimensions[1]
    return links


def _index(id_: str, value: IndexValue) -> Index | SearchIndex | VectorIndex:
    fields = tuple(name for name, _ in value.fields)
    if value.main_field is None:
        return Index(id_, value.name, fields, value.unique, value.staged, value.notes)
    main = value.main_field[0]
    if value.dimensions is None:
        return SearchIndex(id_, value.name, main, fields, value.staged, value.notes)
    return VectorIndex(id_, value.name, main, value.dimensions[0], fields, value.staged, value.notes)
