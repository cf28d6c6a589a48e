"""Whether what a handler hands over is a call of a function, as type checkers would have asked."""

from typing import TYPE_CHECKING

from ..errors import UsageError
from ..refs import Call, Ref
from ..wire import shown

if TYPE_CHECKING:
    from typing import TypeGuard


def _is_call(value: object) -> "TypeGuard[Call[object]]":
    return isinstance(value, Call)


def require_call(call: object) -> "Call[object]":
    """Return a call, or raise for a reference that was not called and for anything else."""
    if _is_call(call):
        return call
    if isinstance(call, Ref):
        raise UsageError(f"{call!r} is a reference: call it, {call!r}(...)")
    raise UsageError(f"{shown(call)} is no call of a function, such as api.documents.list(owner_id=owner)")
