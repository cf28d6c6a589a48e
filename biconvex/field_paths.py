"""Field paths of indexes: which texts are one, and what may stand there in a document."""

from collections.abc import Iterable

from .errors import SchemaDefinitionError
from .names import identifier_problem
from .validators import Validator, VAny, VFloat64, VId, VObject, VUnion
from .wire import shown


def checked_paths(where: str, paths: Iterable[object]) -> tuple[str, ...]:
    """Return field paths as a tuple, or raise for one that is none, or is there twice."""
    is_list = not isinstance(paths, str) and isinstance(paths, Iterable)  # pyright: ignore[reportUnnecessaryIsInstance]  user code may be unchecked
    if not is_list:
        raise SchemaDefinitionError(f"{where} takes a list of fields, not {shown(paths)}")
    found: list[str] = []
    for path in paths:
        checked = checked_path(where, path)
        if checked in found:
            raise SchemaDefinitionError(f'{where} has the field "{checked}" twice')
        found.append(checked)
    return tuple(found)


def checked_path(where: str, path: object) -> str:
    """Return a field path, names with dots between, or raise for what is none."""
    if not isinstance(path, str):
        raise SchemaDefinitionError(f"{where} has the field {shown(path)}, which is no string")
    if any(identifier_problem(step) for step in path.split(".")):
        raise SchemaDefinitionError(f"{where} has the field {shown(path)}, which is no path of fields")
    return path


def reached(document: Validator, path: str) -> tuple[Validator, ...]:
    """Return what may stand at a path, unions opened; nothing where no document of the table has it.

    A path goes through objects, through any member of a union and through any; never into arrays or records.
    """
    if path == "_creationTime":
        return (VFloat64(),)
    if path == "_id":
        return (VId("_any"),)
    found = tuple(opened(document))
    for step in path.split("."):
        found = tuple(member for each in found for inner in _inside(each, step) for member in opened(inner))
    return found


def opened(validator: Validator) -> Iterable[Validator]:
    """Yield what a validator admits, unions opened."""
    if isinstance(validator, VUnion):
        for member in validator.members:
            yield from opened(member)
    else:
        yield validator


def admits_null(validator: Validator) -> bool:
    """Say whether None fits a validator."""
    return any(each.kind in {"null", "any"} for each in opened(validator))


def _inside(validator: Validator, step: str) -> tuple[Validator, ...]:
    match validator:
        case VAny():
            return (validator,)
        case VObject() if step in validator.fields:
            return (validator.fields[step],)
        case _:
            return ()
