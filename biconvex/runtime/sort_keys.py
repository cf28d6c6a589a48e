"""Sort keys: bytes whose order is Convex's order of all values, as docs/sql.md describes them."""

from struct import Struct
from typing import TYPE_CHECKING, Final

from ..values import Int64
from ..wire import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_OF_NULL: Final = b"\x03"

_INTEGER = Struct(">Q")
_DOUBLE = Struct(">d")
_SIGN = 1 << 63
_ALL = (1 << 64) - 1


def sort_key(value: object) -> bytes:
    """Return the sort key of a value in normal form; a whole number of any kind but Int64 is a double."""
    if isinstance(value, str):
        return b"\x10" + _ended(value.encode())
    if value is None:
        return KEY_OF_NULL
    if isinstance(value, bool):
        return b"\x0f" if value else b"\x0e"
    if isinstance(value, Int64):
        return b"\x04" + _INTEGER.pack(value + _SIGN)
    if isinstance(value, int | float):
        return b"\x0d" + _double(float(value))
    if isinstance(value, bytes):
        return b"\x11" + _ended(value)
    if is_array(value):
        return b"\x12" + b"".join(map(sort_key, value)) + b"\0"
    if is_object(value):
        return b"\x15" + _entries({str(name): item for name, item in value.items()}) + b"\0"
    raise TypeError(f"{type(value).__name__} has no sort key")


def _entries(fields: "Mapping[str, object]") -> bytes:
    return b"".join(sort_key(name) + sort_key(fields[name]) for name in sorted(fields))


def _ended(content: bytes) -> bytes:
    return content.replace(b"\0", b"\0\xff") + b"\0"


def _double(number: float) -> bytes:
    (bits,) = _INTEGER.unpack(_DOUBLE.pack(number + 0.0))  # as in what is stored, -0 is 0
    return _INTEGER.pack(bits ^ (_ALL if bits & _SIGN else _SIGN))
