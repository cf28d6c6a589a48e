"""The rule for the Python classes of tables: a row, its id, its fields and its patch each have a name of their own."""

import re
from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Table
from ...ir.reserved import PYTHON_KEYWORDS, SYSTEM_CLASS_NAMES
from ...source import At, Part
from .. import identifiers
from ..index import AppIndex

SUFFIXES = ("", "Id", "Fields", "Patch")
"""What is added to the class name of a table for the classes named after it."""


def class_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table with a class whose name is impossible, taken by the system, or taken by another table."""
    taken: dict[str, Table] = {}
    for table in known.tables.values():
        if identifiers.fault(table.name) is not None or table.name.startswith("_"):
            continue
        fault = _fault(table)
        if fault is not None:
            yield fault
            continue
        clash = next(((name, taken[name]) for name in _classes(table) if name in taken), None)
        if clash is not None:
            yield _clash(table, *clash)
        for name in _classes(table):
            taken.setdefault(name, table)


def _classes(table: Table) -> tuple[str, ...]:
    return tuple(f"{table.class_name}{suffix}" for suffix in SUFFIXES)


def _fault(table: Table) -> Diagnostic | None:
    at = At(table.id, Part.VALUE)
    wrong = identifiers.fault(table.class_name)
    if wrong is not None:
        message = f'the class name "{table.class_name}" of the table "{table.name}" {wrong}'
        return Diagnostic(Code.INVALID_NAME, message, at, help=_help(table))
    if table.class_name in PYTHON_KEYWORDS:
        message = f'the rows of "{table.name}" would be the class "{table.class_name}", which is a keyword of Python'
        return Diagnostic(Code.RESERVED_NAME, message, at, help=_help(table))
    system = next((name for name in _classes(table) if name in SYSTEM_CLASS_NAMES), None)
    if system is None:
        return None
    message = f'the table "{table.name}" would have a class "{system}", which the generated package has already'
    return Diagnostic(Code.RESERVED_NAME, message, at, help=_help(table))


def _clash(table: Table, name: str, other: Table) -> Diagnostic:
    return Diagnostic(
        Code.CLASS_NAME_CLASH,
        f'the tables "{other.name}" and "{table.name}" both have a class "{name}"',
        At(table.id, Part.VALUE),
        related=(Related(At(other.id, Part.VALUE), "the other table"),),
        help=_help(table),
    )


def _help(table: Table) -> str:
    words = re.findall(r"[A-Za-z0-9]+", table.class_name)
    near = "".join(word[:1].upper() + word[1:] for word in words).lstrip("0123456789")
    row = near if near and near != table.class_name else "Row" if near.endswith("Row") else f"{near}Row"
    return f'name its rows: define_table(..., doc="{row}")'
