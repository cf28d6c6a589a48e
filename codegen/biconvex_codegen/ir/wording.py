"""What types are called in messages."""

from .types import LiteralKind, LiteralType, NullType, Type, UnionType

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
_MOST = 6


def described(type_: Type) -> str:
    """Return what a value of a type is, in the words of a message."""
    if isinstance(type_, LiteralType):
        return f'the literal "{type_.text}"'
    return _WORDS.get(type_.kind, "an object")


def enumerated(type_: Type) -> str:
    """Return what values of a type can be: all that a short union lists, else what `described` says."""
    if not isinstance(type_, UnionType) or not type_.members or len(type_.members) > _MOST:
        return described(type_)
    texts = literal_texts(type_)
    others = [described(each) for each in type_.members if not isinstance(each, LiteralType | NullType)]
    null = ["null"] if NullType() in type_.members else []
    *first, last = [*(f'"{text}"' for text in texts), *dict.fromkeys(others), *null]
    return f"{', '.join(first)} or {last}" if first else last


def literal_texts(type_: Type) -> tuple[str, ...]:
    """Return the literals that a type lists, as text."""
    members = type_.members if isinstance(type_, UnionType) else (type_,)
    return tuple(each.text for each in members if isinstance(each, LiteralType))


def string_literals(type_: Type) -> tuple[str, ...]:
    """Return the strings that a type lists."""
    members = type_.members if isinstance(type_, UnionType) else (type_,)
    return tuple(each.text for each in members if isinstance(each, LiteralType) and each.literal is LiteralKind.STRING)
