"""Small apps as values, as lowering would make them, for what no source can show."""

from biconvex_codegen.ir.nodes import App, Argument, Function, FunctionKind, Index, Schema, Table, Visibility
from biconvex_codegen.ir.types import Field, ObjectType, StringType, Type

STRING = StringType()


def of_fields(*names: str, optional: bool = False) -> ObjectType:
    """Return an object with string fields of these names."""
    return ObjectType(tuple(Field(name, STRING, optional) for name in names))


def table(name: str, document: Type | None = None, *indexes: Index, number: int = 1) -> Table:
    """Return a table; without a document it has a string field `name`. `number` counts those of one name."""
    id_ = f"tables/{name}" if number == 1 else f"tables/{name}#{number}"
    return Table(id_, name, name.capitalize(), document or of_fields("name"), indexes)


def index(name: str, *fields: str, of: str = "users") -> Index:
    """Return an index of a table."""
    return Index(f"tables/{of}:{name}", name, fields)


def function(module: str, name: str, *arguments: Field, kind: FunctionKind = FunctionKind.MUTATION) -> Function:
    """Return an internal function whose names are the same everywhere; its result is not checked."""
    id_ = f"{module}:{name}"
    return Function(
        id=id_,
        module=module,
        python_module=module.replace("/", "."),
        name=name,
        python_name=name,
        handler=name,
        kind=kind,
        visibility=Visibility.INTERNAL,
        args=tuple(Argument(f"{id_}({field.name})", field, field.name) for field in arguments),
        returns=None,
    )


def app(*tables: Table, functions: tuple[Function, ...] = (), complete: bool = True) -> App:
    """Return an app with a schema of these tables."""
    return App(Schema(tables, complete=complete), functions=functions)
