"""The rule for the keys of records: strings, ids, or unions of those, and never literals."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.types import AnyType, IdType, LiteralKind, LiteralType, RecordType, StringType, Type, UnionType
from ...ir.wording import described
from ...source import At
from ..index import AppIndex


def record_keys(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every record with a key that is no string, or that is a literal."""
    for at, type_ in known.parts:
        if isinstance(type_, RecordType):
            yield from _faults(known, f"{at.id}{{key}}", type_.key)


def _faults(known: AppIndex, id_: str, key: Type) -> Iterator[Diagnostic]:
    match key:
        case StringType() | IdType():
            return
        case UnionType(members=members):
            for number, member in enumerate(members):
                yield from _faults(known, f"{id_}|{number}", member)
        case LiteralType(literal=LiteralKind.STRING):
            message = f'the key of a record is the literal "{key.text}", and a record has no fixed keys'
            yield Diagnostic(Code.INVALID_VALIDATOR, message, At(id_), help="use v.string(), or v.object instead")
        case AnyType() if known.has_holes:
            return
        case _:
            message = f"the key of a record is {described(key)}, and keys are strings or ids"
            yield Diagnostic(
                Code.INVALID_VALIDATOR,
                message,
                At(id_),
                help="use v.string() or v.id(...), in an annotation str or an id",
            )
