"""Validators: which values fit, as immutable values made by `v`."""

from .compound import VArray, VRecord, VUnion
from .constructors import Constructors, v
from .literal import VLiteral
from .objects import VObject, checked_fields
from .scalars import VAny, VBoolean, VBytes, VCommitTs, VFloat64, VId, VInt64, VInteger, VNull, VString
from .validator import Notes, Validator

__all__ = [
    "Constructors",
    "Notes",
    "VAny",
    "VArray",
    "VBoolean",
    "VBytes",
    "VCommitTs",
    "VFloat64",
    "VId",
    "VInt64",
    "VInteger",
    "VLiteral",
    "VNull",
    "VObject",
    "VRecord",
    "VString",
    "VUnion",
    "Validator",
    "checked_fields",
    "v",
]
