"""Parts of PostgreSQL's plain and unique indexes."""

from ..columns import ColumnNames
from ..parts import ColumnPart, FlagPart, Part, PathPart
from ..physical import IndexPart
from .expressions import path_key, path_text
from .functions import KEY

_KEY_OF_NULL = r"'\x03'"


def index_part(part: Part, names: ColumnNames) -> IndexPart:
    """Return a part whose order, NULLs first, is Convex's order of what it reads."""
    match part:
        case FlagPart():
            return IndexPart(names.flag(part.field), names.flags[part.field])
        case ColumnPart():
            return IndexPart(names.column(part.field), names.fields[part.field], part.can_be_null)
        case PathPart(is_text=True):
            return IndexPart(f'(({path_text(part, names)}) COLLATE "C")', nulls_first=part.can_be_null)
        case PathPart():
            return IndexPart(path_key(part, names), nulls_first=part.can_be_null, calls=(KEY,))


def unique_index_part(part: Part, names: ColumnNames) -> IndexPart:
    """Return a part that is NULL where what it reads is missing or null."""
    if not isinstance(part, PathPart) or part.is_text:
        return index_part(part, names)
    return IndexPart(f"NULLIF({path_key(part, names)}, {_KEY_OF_NULL})", nulls_first=True, calls=(KEY,))
