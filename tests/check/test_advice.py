"""What is suggested in place of what cannot be: something that can, where there is such a thing."""

import pytest

from biconvex_codegen.check.identifiers import advice
from biconvex_codegen.diagnostics import Code
from tests.compiled import analysed

RULE = 'use at most 64 letters, digits and "_", and begin with a letter'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("blog-posts", 'rename it "blog_posts"'),
        ("first name ", 'rename it "first_name"'),
        ("café", 'rename it "cafe"'),
        ("größe", 'rename it "grosse"'),
        ("2fa_codes", RULE),
        ("__", RULE),
        ("", RULE),
        ("日本", RULE),
        ("a" * 65, RULE),
    ],
)
def test_a_name_that_is_near(name: str, expected: str) -> None:
    assert advice(name) == expected


def advised(table: str) -> str | None:
    """Return the help for what is wrong with the one table of a schema."""
    head = "from biconvex import define_schema, define_table, v\n"
    files = {"backend/schema.py": f'{head}schema = define_schema({{"users": define_table({table})}})\n'}
    (problem,) = (each for each in analysed(files).diagnostics if each.code.severity.value == "error")
    return problem.help


FIELDS = '"size": v.number(), "text": v.string(), "kind": v.literal("a"), "near": v.array(v.number())'


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f'{{{FIELDS}}}).search_index("s", search_field="size"', "search a field that holds text: kind, text"),
        ('{"size": v.number()}).search_index("s", search_field="size"', "search a field that holds text"),
        (
            f'{{{FIELDS}}}).vector_index("s", vector_field="text", dimensions=8',
            "index a field that is v.array(v.number()): near",
        ),
        (f'{{{FIELDS}}}).index("by_tixt", ["tixt"]', 'did you mean "text"?'),
        (f'{{{FIELDS}}}).index("by_word", ["word"]', "name one of its fields: kind, near, size, text"),
        (f'{{{FIELDS}}}).index("by_text", "text"', 'write ["text"]'),
        (f'{{{FIELDS}}}, doc="Blog post"', 'name its rows: define_table(..., doc="BlogPost")'),
        (f'{{{FIELDS}}}, doc="None"', 'name its rows: define_table(..., doc="NoneRow")'),
        (
            "{" + ", ".join(f'"a{number}": v.number()' for number in range(10, 24)) + '}).index("b", ["b"]',
            "name one of its fields: a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, ...",
        ),
    ],
)
def test_what_a_table_has(table: str, expected: str) -> None:
    assert advised(table) == expected


@pytest.mark.parametrize(
    ("validator", "expected"),
    [
        ("v.str()", "write v.string()"),
        ("v.int()", "write v.integer()"),
        ("v.float()", "write v.number()"),
        ("v.list()", "write v.array(...)"),
        ("v.nmber()", 'did you mean "v.number"?'),
        ("int", "write v.integer()"),
        ("[v.string()]", "write v.array(...)"),
        ("(v.string(),)", "remove the comma behind it"),
        ("v.union([v.string(), v.null()])", "give its validators one by one, or behind *"),
        ('v.literal(["open", "closed"])', "write a literal for each, in v.union(...)"),
        ('v.id("user")', 'did you mean "users"?'),
        ('v.id("people")', "add the table to the schema"),
        ('v.id("old people")', "name a table of the schema"),
        ('v.id("_people")', "name a table of the schema"),
        ("v.nullable(v.optional(v.string()))", "write v.optional(v.nullable(...))"),
        ("v.array(v.optional(v.string()))", "remove v.optional, or use v.nullable"),
    ],
)
def test_a_validator_in_place_of_what_is_none(validator: str, expected: str) -> None:
    assert advised(f'{{"text": {validator}}}') == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('search_index("s", "text")', 'write .search_index("search_text", search_field="text")'),
        ('index("s", ["text"], True)', 'give "unique" by keyword'),
        ('index("s", {"fields": ["text"]})', 'write ["field"]'),
        ("idnex()", 'did you mean "index"?'),
        ("by_text()", "use one of index, search_index, vector_index"),
    ],
)
def test_a_call_in_place_of_what_is_none(call: str, expected: str) -> None:
    assert advised(f"{{{FIELDS}}}).{call[:-1]}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("from biconvex import query", "write from .._generated.server import query"),
        ("from biconvex import User", "write from .._generated.data_model import User"),
        ("from .._generated.server import internal", "write from .._generated.api import internal"),
        ("from .._generated.data_model import Int64", "write from biconvex import Int64"),
        ("from biconvex import whatever", "import a name that is there"),
        ("from ..schema import tables", "import a name that is there, or define it there"),
    ],
)
def test_an_import_in_place_of_one_from_elsewhere(line: str, expected: str) -> None:
    head = "from biconvex import define_schema, define_table, v\n"
    files = {
        "backend/schema.py": f'{head}schema = define_schema({{"users": define_table({{}}, doc="User")}})\n',
        "backend/rooms/__init__.py": "",
        "backend/rooms/users.py": f"{line}\n",
    }
    (problem,) = (each for each in analysed(files).diagnostics if each.code.severity.value == "error")
    assert problem.help == expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("string", "write str"),
        ("number", "write float, or int"),
        ("boolean | None", "write bool"),
        ("strr", 'did you mean "str"?'),
        ("lst[str]", 'did you mean "list"?'),
        ("Contxt", 'did you mean "Context"?'),
        ("Whatever", "define it, or import it, at module level"),
        ("Set[str]", "use list"),
        ("set[str]", "use list"),
    ],
)
def test_an_annotation_in_place_of_one_that_is_none(annotation: str, expected: str) -> None:
    lines = (
        "from typing import Set",
        "from ._generated.server import QueryCtx as Context, query",
        "@query",
        f"async def count(ctx: Context, *, text: {annotation}) -> int: ...",
    )
    files = {"backend/__init__.py": "", "backend/texts.py": "".join(f"{line}\n" for line in lines)}
    (problem,) = (each for each in analysed(files).diagnostics if each.code.severity.value == "error")
    assert problem.help == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("schema.py", "move it to another module"),
        ("auth_config.py", "move it to another module"),
        ("_helpers.py", "move it to a module whose name does not begin with an underscore"),
    ],
)
def test_where_a_hidden_function_can_stand(path: str, expected: str) -> None:
    lines = (
        "from biconvex import define_schema",
        "from ._generated.server import QueryCtx, query",
        "schema = define_schema({})",
        "@query",
        "async def count(ctx: QueryCtx) -> int: ...",
    )
    files = {"backend/__init__.py": "", f"backend/{path}": "".join(f"{line}\n" for line in lines)}
    assert [each.help for each in analysed(files).diagnostics if each.code is Code.HIDDEN_FUNCTION] == [expected]
