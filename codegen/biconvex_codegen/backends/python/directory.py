"""Where everything stands in the generated package and what it is called there; it prints nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...ir.nodes import CheckedApp, Shape, Table
from ...ir.reserved import SYSTEM_CLASS_NAMES
from ...ir.types import Type
from ..names import Taken, TakenFiles, attribute, snake


@dataclass(frozen=True, slots=True)
class TableNames:
    """The names of one table: its stub below `tables/`, its attribute of the database, and its classes."""

    file: str
    attribute: str
    row: str
    id: str
    fields: str
    patch: str
    indexes: str
    search: str
    vectors: str


@dataclass(frozen=True, slots=True)
class ShapeClass:
    """A shape: the name of its class, and what it stands for."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Directory:
    """What a whole app has: tables by name, stubs by the wire path of a module or folder, shapes by their names."""

    tables: Mapping[str, TableNames]
    stubs: Mapping[str, tuple[str, ...]]
    shapes: Mapping[tuple[str, str], ShapeClass]

    def shape_module(self, module: str) -> str:
        """Return the dotted path of the stub that holds the shapes of a module, by its wire path."""
        return ".".join(("shapes", *self.stubs[module]))


def directory(app: CheckedApp) -> Directory:
    """Return the names of an app; they depend on nothing but the names in it."""
    modules = sorted({*(function.module for function in app.functions), *(shape.module for shape in app.shapes)})
    return Directory(_table_names(app.tables), _stub_paths(modules), _shape_classes(app.shapes))


def class_names(names: Iterable[TableNames]) -> Iterable[str]:
    """Yield the names of all classes that tables have."""
    for each in names:
        yield from (each.row, each.id, each.fields, each.patch, each.indexes, each.search, each.vectors)


def _table_names(tables: tuple[Table, ...]) -> dict[str, TableNames]:
    files = TakenFiles(("ids",))
    attributes = Taken()
    classes = Taken(SYSTEM_CLASS_NAMES)
    for table in tables:
        for suffix in ("", "Id", "Fields", "Patch"):
            classes.claim(f"{table.class_name}{suffix}")
    return {
        table.name: TableNames(
            file=files.claim(table.name),
            attribute=attributes.claim(attribute(table.name)),
            row=table.class_name,
            id=f"{table.class_name}Id",
            fields=f"{table.class_name}Fields",
            patch=f"{table.class_name}Patch",
            indexes=classes.claim(f"{table.class_name}Indexes"),
            search=classes.claim(f"{table.class_name}Search"),
            vectors=classes.claim(f"{table.class_name}Vectors"),
        )
        for table in tables
    }


def _stub_paths(modules: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the path of the stub of each module, and of each folder above one, without ending."""
    folders: dict[tuple[str, ...], TakenFiles] = {}
    paths: dict[str, tuple[str, ...]] = {"": ()}
    for module in modules:
        parts = module.split("/") if module else []
        for length in range(1, len(parts) + 1):
            above, here = "/".join(parts[: length - 1]), "/".join(parts[:length])
            if here not in paths:
                name = folders.setdefault(paths[above], TakenFiles()).claim(snake(parts[length - 1]))
                paths[here] = (*paths[above], name)
    return paths


def _shape_classes(shapes: tuple[Shape, ...]) -> dict[tuple[str, str], ShapeClass]:
    """Return the class of each shape: its name, without the underscores that would make it private to its stub."""
    taken: dict[str, Taken] = {}
    classes: dict[tuple[str, str], ShapeClass] = {}
    for shape in shapes:
        name = taken.setdefault(shape.module, Taken()).claim(attribute(shape.name.lstrip("_") or "Shape"))
        classes[shape.module, shape.name] = ShapeClass(name, shape.type)
    return classes
