"""Documents of the apps in `apps`, valid and not, and the order in which Convex's rules put them."""

import math
from collections.abc import Iterable, Sequence

from .documents import MISSING, Document, Int64, Rank, Scalar, Value, at, rank, sort_key

SAMPLES: dict[str, list[Value]] = {
    "text": ["b", "", "a", "Z", "é", "\U0001f600", "\uffff", "aa"],
    "level": [0.0, -1.5, math.inf, -math.inf, 1e300, 5e-324, 2.0, 10.0],
    "count": [0.0, -3.0, 9007199254740991.0, -9007199254740991.0],
    "total": [Int64(5), Int64(-5), Int64(-(2**63)), Int64(2**63 - 1)],
    "at": [Int64(1), Int64(0)],
    "open": [True, False],
    "raw": [b"\0\1", b"", b"\0", b"\xff", b"a"],
    "nothing": [None],
    "state": ["on", "off"],
    "grade": [1e300, 2.5, 0.0, 1.0],
    "code": [Int64(0), Int64(-(2**63)), Int64(2**63 - 1)],
    "yes": [True],
    "half": [0.5, 3.0, -1.0],
    "whole": [7.0, -1.0],
    "mixed": ["a", 2.0, "", -5.0, 10.0],
    "list": [["b"], [], ["a", "b"], ["a"], [""], ["ab"]],
    "record": [{"b": 0.0}, {}, {"a": 1.0}, {"a": 1.0, "b": 2.0}, {"aa": -1.0}, {"": math.inf}, {"b": 0.0, "aa": 1.0}],
    "inner": [{"name": "x", "size": 2.0}, {"name": "x"}, {"name": "x", "size": None}, {"name": "w", "size": -2.0}],
    "any": [
        True, "s", None, 1.0, Int64(3), -1.0, Int64(-3), b"s", [], {}, [None], {"a": None}, -math.inf, math.inf, [1.0],
        [Int64(1)], {"a": {"b": "c"}}, b"\0", b"", b"\0\0", [b"\0", b""], [b"", b"\0"], False, {"a": 1.0, "b": 1.0}, "",
    ],
    "never": [],
}  # fmt: skip
"""Values of each type in `EVERY_TYPE`, in no order."""

NUMBER_OF_READINGS = 2 * len(SAMPLES["any"])

ORDERS = {
    "by_meta_unit": "meta.unit",
    "by_meta_label": "meta.label",
    "by_meta_note": "meta.note",
    "by_meta_remark": "meta.remark",
    "by_meta_scale": "meta.scale",
    "by_meta_null": "meta.null",
    "by_meta_source_id": "meta.source.id",
    "by_extra_a_b": "extra.a.b",
    "by_extra": "extra",
}
"""Indexes of the table of series over one path each."""


def reading(choice: int) -> dict[str, Value]:
    """Return a document of the table of readings; different choices have different values."""
    document: dict[str, Value] = {}
    for name, values in SAMPLES.items():
        if not values:
            document |= {f"{name}Either": None} if choice % 2 else {}
            continue
        value = values[choice % len(values)]
        document |= {name: value, f"{name}OrNull": None if choice % 3 == 1 else value}
        document |= {f"{name}Maybe": value} if choice % 3 else {}
        document |= {f"{name}Either": None if choice % 4 == 1 else value} if choice % 4 else {}
    return document


def series() -> list[dict[str, Value]]:
    """Return documents of the table of series; no two collide in a unique index."""
    return [one_series(number) for number in range(24)]


def one_series(number: int) -> dict[str, Value]:
    meta: dict[str, Value] = {"unit": ("kg", "m", "")[number % 3], "scale": float(number * 7 % 5 - 2)}
    meta |= {"note": None if number % 3 == 0 else f"note{number % 4}"}
    meta |= {} if number % 2 else {"label": f"label{number}"}
    meta |= ({}, {"remark": None}, {"remark": f"remark{number}"})[number % 3]
    meta |= {} if number % 4 else {"null": "null"}
    source: list[Value] = [{"id": "x"}, {"id": "5"}, "plain", {"id": 7.0}]
    meta["source"] = source[number % 4]
    extra: list[Value] = [{"a": {"b": float(number)}}, {"a": "x"}, None, "text", {"a": {"b": [Int64(number)]}}]
    document: dict[str, Value] = {
        "serial": f"s{number}",
        "count": None if number % 2 else float(number),
        "gone": None,
        "tags": ["t"],
        "meta": meta,
        "extra": {"key": f"key{number}"} if number % 7 == 0 else extra[number % 5],
        "text": f"Sensor number{number} in Zürich",
    }
    document |= ({}, {"open": None}, {"open": True}, {"open": False})[number % 4]
    document |= ({}, {"either": None}, {"either": float(number)}, {"either": f"e{number}"})[number % 4]
    return document | ({} if number % 3 else {"level": float(number % 6) + 0.5, "raw": bytes([number])})


def in_order(documents: Sequence[Document], path: str) -> list[int]:
    """Return the numbers of documents in the order of what stands at a path; missing comes first, then by number."""

    def place(number: int) -> tuple[Rank, int]:
        found = at(documents[number], path)
        return (rank(found[0]) if found else MISSING, number)

    return sorted(range(len(documents)), key=place)


ANSWERS: Iterable[dict[str, Value]] = (
    {"kind": "text", "value": "Yes", "by": None},
    {"kind": "text", "value": "Yes", "by": "ada", "note": "sure"},
    {"kind": "number", "value": 1.5},
    {"kind": "number", "value": 1.5, "by": "ada", "limit": 3.0},
    {"kind": "flag", "value": True, "limit": 0.5},
    {"kind": "flag", "value": True, "limit": 0.5, "by": None},
    {"kind": "flag", "value": True, "limit": 0.5, "by": "ada"},
    {"kind": "silent", "by": None, "tags": ["quiet"]},
    {"kind": "skipped"},
)
"""Documents of the table of answers, which is a union."""

WRONG_ANSWERS: Iterable[dict[str, Value]] = (
    {"kind": "text", "value": 1.5, "by": None},
    {"kind": "text", "value": "Yes"},
    {"kind": "text", "value": "Yes", "by": None, "limit": 1.0},
    {"kind": "text", "by": None},
    {"kind": "number", "value": 1.5, "by": None},
    {"kind": "number", "value": 1.5, "limit": 0.5},
    {"kind": "number", "value": 1.5, "note": "sure"},
    {"kind": "flag", "value": "Yes", "limit": 1.0},
    {"kind": "flag", "value": True},
    {"kind": "silent", "by": "ada", "tags": []},
    {"kind": "silent", "tags": []},
    {"kind": "silent", "by": None},
    {"kind": "skipped", "by": None},
    {"kind": "skipped", "tags": []},
    {"kind": "other", "by": None},
)
"""Documents that are each wrong in one way for the variant that they name."""

WRONG_CELLS: tuple[tuple[str, Scalar], ...] = (
    ("text", None),
    ("count", 2**53),
    ("countMaybe", -(2**53)),
    ("nothing", 0),
    ("state", "maybe"),
    ("stateEither", ""),
    ("grade", 2.0),
    ("code", 1),
    ("yes", 0),
    ("half", 0.25),
    ("half", 1e300),
    ("mixed", "true"),
    ("list", "{}"),
    ("record", "[]"),
    ("record", "1"),
    ("inner", "null"),
    ("inner", '"text"'),
    ("any", "{not json"),
    ("neverMaybe", 1),
)
"""Columns of a reading and what they do not hold, as SQLite takes it."""


META: dict[str, Value] = {"unit": "kg", "note": None, "scale": 1.0, "source": "plain"}

DUPLICATES: list[tuple[dict[str, Value], bool]] = [
    ({"serial": "s1"}, True),
    ({"open": True, "meta": {**META, "label": "a"}}, True),
    ({"open": None, "meta": {**META, "label": "a"}}, False),
    ({"open": True, "meta": META}, False),
    ({"either": "a"}, True),
    ({"either": 1.0}, True),
    ({"either": None}, False),
    ({"extra": {"key": [1.0]}}, True),
    ({"extra": {"key": None}}, False),
    ({"extra": {}}, False),
]
"""What two series have in common, and whether a unique index then refuses the second."""

FILTERS: dict[str, list[int]] = {
    "=open=missing": [0, 4, 8, 12, 16, 20],
    "=open=null": [1, 5, 9, 13, 17, 21],
    "=count=null": list(range(1, 24, 2)),
    "=count:4": [4],
    "=level=missing": [number for number in range(24) if number % 3],
    "=raw:0f": [15],
    "=gone=null": list(range(24)),
    "=empty=missing": list(range(24)),
    "=meta.remark=missing": list(range(0, 24, 3)),
    f"=meta.remark:{sort_key(None).hex()}": list(range(1, 24, 3)),
    f"=meta.remark:{sort_key('remark5').hex()}": [5],
    f"=either:{sort_key(2.0).hex()}": [2],
    f"=tags:{sort_key(['t']).hex()}": list(range(24)),
}
"""Tokens of filters that are the same in both dialects, and the numbers of the series that they find."""
