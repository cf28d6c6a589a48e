"""Writes an app of a given size, the same for the same numbers: what a company's backend looks like, many times over.

python benchmarks/make_app.py OUT --tables 300 --functions 3000 --modules 300
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

AREAS = (
    "accounts", "billing", "bookings", "calendar", "campaigns", "catalog", "claims", "courses", "delivery", "devices",
    "events", "fleet", "grants", "hiring", "inventory", "kitchen", "legal", "library", "loyalty", "maintenance",
    "media", "payroll", "projects", "purchasing", "quality", "research", "sales", "security", "support", "travel",
)  # fmt: skip
NOUNS = (
    "Account", "Approval", "Asset", "Budget", "Comment", "Contract", "Customer", "Document", "Invoice", "Item", "Lot",
    "Message", "Note", "Order", "Payment", "Report", "Request", "Review", "Task", "Ticket",
)  # fmt: skip

VALIDATORS = '''"""Validators that the tables of every area share."""

from biconvex import v

status = v.union(v.literal("draft"), v.literal("open"), v.literal("done"), v.literal("archived"))

address = v.object({
    "street": v.string(),
    "city": v.string(),
    "country": v.string(),
    "location": v.optional(v.object({"latitude": v.number(), "longitude": v.number()})),
})

audit = {
    "createdAt": v.number(),
    "updatedAt": v.number(),
    "createdBy": v.string(),
}
'''

SCHEMA_HEAD = '''"""The tables of every area."""

from biconvex import define_schema, define_table, v

from .validators import address, audit, status

schema = define_schema({
'''

TABLE = Template("""    "$table": define_table({
        **audit,
        #: What people see in lists.
        "title": v.string(),
        "ownerId": v.string(),
        "status": status,
        "amount": v.int64(),
        "quantity": v.integer(),
        "tags": v.array(v.string()),
        "parentId": v.optional(v.id("$parent")),
        "relatedIds": v.array(v.id("$related")),
        "shipTo": v.optional(v.union(address, v.null())),
        "labels": v.record(v.string(), v.string()),
        "isArchived": v.boolean(),
$extra_fields    }, doc="$name")
    .index("by_owner", ["ownerId", "updatedAt"])
    .index("by_status", ["status"])$extra_indexes,
""")
CONTENT_FIELD = '        "content": v.string(),\n'
CONTENT_INDEX = '\n    .search_index("search_content", search_field="content", filter_fields=["ownerId", "status"])'
VECTOR_FIELD = '        "embedding": v.optional(v.array(v.float64())),\n'
VECTOR_INDEX = (
    '\n    .vector_index("by_embedding", vector_field="embedding", dimensions=768, filter_fields=["ownerId"])'
)

MODULE_HEAD = Template('''"""What clients and the clock may do with $nouns of $area."""

from dataclasses import dataclass
from typing import Literal, TypedDict

from biconvex import ConvexError, Int64, PaginationOpts, PaginationResult

from .._generated.api import internal
from .._generated.data_model import $imports
from .._generated.server import (
    ActionCtx,
    MutationCtx,
    QueryCtx,
    action,
    internal_mutation,
    internal_query,
    mutation,
    query,
)

Status = Literal["draft", "open", "done", "archived"]
MONTH = 30 * 24 * 60 * 60 * 1000


class Totals(TypedDict):
    """Figures of one owner."""

    count: int
    amount: float
    newest: float | None


@dataclass
class Line:
    """One line of a new $noun."""

    text: str
    quantity: int
    tags: list[str]
    note: str | None = None
''')

FUNCTIONS = (
    ("list", '''
@query
async def $function(ctx: QueryCtx, *, owner_id: str) -> list[$name]:
    """Return the newest of one owner."""
    return await ctx.db.$table.index.by_owner.eq("ownerId", owner_id).order("desc").take(100)
'''),
    ("get_by_id", '''
@query
async def $function(ctx: QueryCtx, *, id_: ${name}Id) -> $name:
    """Return one; raises when there is none."""
    found = await ctx.db.$table.get(id_)
    if found is None:
        raise ConvexError({"code": "NOT_FOUND", "id": id_})
    return found
'''),
    ("page", '''
@query
async def $function(ctx: QueryCtx, *, status: Status, pagination_opts: PaginationOpts) -> PaginationResult[$name]:
    """Return those of one status, a page at a time."""
    return await ctx.db.$table.index.by_status.eq("status", status).paginate(pagination_opts)
'''),
    ("create", '''
@mutation
async def $function(
    ctx: MutationCtx,
    *,
    title: str,
    amount: Int64,
    lines: list[Line],
    status: Status = "draft",
    lead: ${name}Id | None = None,
) -> ${name}Id:
    """Create one that belongs to the caller."""
    identity = await ctx.auth.get_user_identity()
    if identity is None:
        raise ConvexError("UNAUTHORIZED")
    if lead is not None and await ctx.db.$table.get(lead) is None:
        raise ConvexError("UNKNOWN_LEAD")
    return await ctx.db.$table.insert({
        "title": title,
        "ownerId": identity.subject,
        "status": status,
        "amount": amount,
        "quantity": sum(line.quantity for line in lines),
        "tags": sorted({tag for line in lines for tag in line.tags}),
        "relatedIds": [],
        "labels": {},
        "isArchived": False,
        "createdAt": ctx.now,
        "updatedAt": ctx.now,
        "createdBy": identity.subject,$content
    })
'''),
    ("update", '''
@mutation
async def $function(
    ctx: MutationCtx, *, id_: ${name}Id, title: str | None = None, tags: list[str] | None = None
) -> None:
    """Change the title or the tags."""
    patch: ${name}Patch = {"updatedAt": ctx.now}
    if title is not None:
        patch["title"] = title
    if tags is not None:
        patch["tags"] = tags
    await ctx.db.$table.patch(id_, patch)
'''),
    ("remove", '''
@mutation
async def $function(ctx: MutationCtx, *, id_: ${name}Id) -> bool:
    """Delete one; says whether there was one."""
    if await ctx.db.$table.get(id_) is None:
        return False
    await ctx.db.$table.delete(id_)
    return True
'''),
    ("archive_old", '''
@internal_mutation
async def $function(ctx: MutationCtx, *, before: float | None = None, limit: int = 50) -> int:
    """Archive what nobody has touched for a month; returns how many."""
    border = ctx.now - MONTH if before is None else before
    done = await ctx.db.$table.index.by_status.eq("status", "done").take(limit)
    old = [each for each in done if each["updatedAt"] < border]
    for each in old:
        await ctx.db.$table.patch(each["_id"], {"isArchived": True, "status": "archived"})
    return len(old)
'''),
    ("totals", '''
@internal_query
async def $function(ctx: QueryCtx, *, owner_id: str) -> Totals:
    """Add up what one owner has."""
    owned = await ctx.db.$table.index.by_owner.eq("ownerId", owner_id).collect()
    newest = max((each["updatedAt"] for each in owned), default=None)
    return {"count": len(owned), "amount": float(sum(each["amount"] for each in owned)), "newest": newest}
'''),
    ("report", '''
@action
async def $function(ctx: ActionCtx, *, owner_id: str, language: Literal["de", "en", "fr"] = "en") -> str:
    """Say in one line what one owner has."""
    totals = await ctx.run_query(internal.$module.$totals(owner_id=owner_id))
    return f"[{language}] {totals['count']}: {totals['amount']:.2f}"
'''),
    ("import_lines", '''
@mutation
async def $function(ctx: MutationCtx, *, lines: list[Line], labels: dict[str, str], target: ${name}Id | None) -> Totals:
    """Take lines over from elsewhere; returns what they add up to."""
    if target is not None:
        await ctx.db.$table.patch(target, {"labels": labels, "quantity": sum(line.quantity for line in lines)})
    return {"count": len(lines), "amount": 0.0, "newest": ctx.now if lines else None}
'''),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """One table: its number, the area it belongs to, and the name of one row."""

    number: int

    @property
    def area(self) -> str:
        """The folder of its functions."""
        return AREAS[self.number % len(AREAS)]

    @property
    def noun(self) -> str:
        """What a row is called inside its area."""
        series, which = divmod(self.number // len(AREAS), len(NOUNS))
        return NOUNS[which] + (str(series + 1) if series else "")

    @property
    def name(self) -> str:
        """What a row is called in the whole app."""
        return self.area.capitalize() + self.noun

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.area + self.noun + "s"

    @property
    def has_content(self) -> bool:
        """Whether rows hold a text that is searched."""
        return self.number % 5 == 0

    @property
    def has_vector(self) -> bool:
        """Whether rows hold a vector that is searched."""
        return self.number % 25 == 0


def app(tables: int, functions: int, modules: int) -> Iterator[tuple[str, str]]:
    """Yield each file of the app: its path and its text."""
    subjects = [Subject(number) for number in range(max(tables, modules))]
    yield "pyproject.toml", '[project]\nname = "company"\nversion = "0.1.0"\n\n[tool.biconvex]\nsource = "backend"\n'
    yield "backend/__init__.py", ""
    yield "backend/validators.py", VALIDATORS
    yield "backend/schema.py", schema(subjects[:tables])
    for area in AREAS[:modules]:
        yield f"backend/{area}/__init__.py", ""
    for number in range(modules):
        share = functions * (number + 1) // modules - functions * number // modules
        own = subjects[number:tables:modules] or [subjects[number % tables]]
        yield (
            f"backend/{subjects[number].area}/{module_name(subjects[number])}.py",
            module(subjects[number], own, share),
        )


def schema(subjects: list[Subject]) -> str:
    """Return the text of `schema.py`."""
    return SCHEMA_HEAD + "".join(table(subject, subjects) for subject in subjects) + "})\n"


def table(subject: Subject, subjects: list[Subject]) -> str:
    """Return the text of one table."""
    return TABLE.substitute(
        table=subject.table,
        name=subject.name,
        parent=subject.table,
        related=subjects[(subject.number * 7 + 3) % len(subjects)].table,
        extra_fields=CONTENT_FIELD * subject.has_content + VECTOR_FIELD * subject.has_vector,
        extra_indexes=CONTENT_INDEX * subject.has_content + VECTOR_INDEX * subject.has_vector,
    )


def module_name(subject: Subject) -> str:
    """Return the name of the module that is about a table."""
    return subject.noun.lower() + "s"


def module(home: Subject, own: list[Subject], functions: int) -> str:
    """Return the text of one module: its share of the functions, over the tables that it looks after."""
    used = own[: -(-functions // len(FUNCTIONS))]
    imports = ", ".join(sorted(name + end for name in {each.name for each in used} for end in ("", "Id", "Patch")))
    texts = [MODULE_HEAD.substitute(area=home.area, noun=home.noun.lower(), nouns=module_name(home), imports=imports)]
    texts.extend(function(home, own, number) for number in range(functions))
    return "".join(texts)


def function(home: Subject, own: list[Subject], number: int) -> str:
    """Return the text of one function of a module."""
    turn, kind = divmod(number, len(FUNCTIONS))
    subject = own[turn % len(own)]
    verb, text = FUNCTIONS[kind]
    values = {
        "function": function_name(verb, turn),
        "name": subject.name,
        "table": subject.table,
        "module": f"{home.area}.{module_name(home)}",
        "totals": function_name("totals", turn),
        "content": '\n        "content": "",' if subject.has_content else "",
    }
    return "\n" + Template(text).substitute(values)


def function_name(verb: str, turn: int) -> str:
    """Return the name of a handler; from the second time on it says which time it is."""
    return f"{verb}_{turn + 1}" if turn else verb + "_" * (verb == "list")


def write(folder: Path, *, tables: int, functions: int, modules: int) -> None:
    """Write the app into a folder."""
    for path, text in app(tables, functions, modules):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the numbers and write the app."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder to write into")
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--functions", type=int, default=300)
    parser.add_argument("--modules", type=int, help="default: one for ten functions")
    arguments = parser.parse_args()
    modules = arguments.modules or max(1, arguments.functions // 10)
    write(arguments.out, tables=arguments.tables, functions=arguments.functions, modules=modules)


if __name__ == "__main__":
    main()
