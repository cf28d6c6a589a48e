"""What types are called in messages."""

from ..ir.types import LiteralType, Type

_WORDS = {
    "any": "v.any()",
    "array": "an array",
    "boolean": "a boolean",
    "bytes": "bytes",
    "commit_ts": "a commit timestamp",
    "document": "a document",
    "id": "an id",
    "int64": "an int64",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "pagination_options": "the options of a page",
    "pagination_result": "a page",
    "record": "a record",
    "string": "a string",
    "union": "a union",
}


def described(type_: Type) -> str:
    """Return what a value of a type is, in the words of a message."""
    if isinstance(type_, LiteralType):
        return f'the literal "{type_.text}"'
    return _WORDS.get(type_.kind, "an object")
