"""The schema as text: tables with their indexes, some of them in modules of their own.

`define` gives what `define_table` gets: a dict of validators, a validator, or a class.
"""

import json
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from .facts import TableFacts
from .names import free, snake, usable
from .plan import Plan
from .source_text import Module
from .variety import happens

Define = Callable[[TableFacts, Module], str]


def schema_modules(plan: Plan, define: Define, others: AbstractSet[str]) -> Iterator[Module]:
    """Yield the modules of the schema: one a table for some, and `schema.py`; `others` are names of validators."""
    folder = plan.helper("tables", "table_definitions")
    schema = Module(plan, ("schema",), "schema.py")
    entries: list[str] = []
    taken = {*plan.taken, *others, "schema"}
    for table in plan.app.tables:
        if len(plan.app.tables) > 3 and happens(40, "module", plan.app.name, table.name):
            name = free(usable(snake(table.name)), taken)
            taken.add(name)
            module = Module(plan, (folder, name), f"{folder}/{name}.py")
            module.add(f"{name} = {_table(plan, table, module, define)}")
            yield module
            written = schema.own(module.python, name)
        else:
            written = _table(plan, table, schema, define)
        entries.append(f"{json.dumps(table.name)}: {written}")
    options = "" if plan.app.validation else ", schema_validation=False"
    schema.add(f"schema = {schema.library('define_schema')}({{{', '.join(entries)}}}{options})")
    yield schema


def _table(plan: Plan, table: TableFacts, module: Module, define: Define) -> str:
    doc = f", doc={json.dumps(plan.docs[table.name])}" if table.name in plan.docs else ""
    parts = [f"{module.library('define_table')}({define(table, module)}{doc})"]
    parts += (
        f".index({json.dumps(index.name)}, {json.dumps(index.fields)}{_staged(index.staged)})"
        for index in table.indexes
    )
    for search in table.search_indexes:
        options = f"search_field={json.dumps(search.search_field)}{_filters(search.filter_fields)}"
        parts.append(f".search_index({json.dumps(search.name)}, {options}{_staged(search.staged)})")
    for vector in table.vector_indexes:
        options = f"vector_field={json.dumps(vector.vector_field)}, dimensions={vector.dimensions}"
        options += _filters(vector.filter_fields)
        parts.append(f".vector_index({json.dumps(vector.name)}, {options}{_staged(vector.staged)})")
    return "(" + "\n".join(parts) + ")" if len(parts) > 1 else parts[0]


def _filters(names: tuple[str, ...]) -> str:
    return f", filter_fields={json.dumps(names)}" if names else ""


def _staged(staged: bool) -> str:
    return ", staged=True" if staged else ""
