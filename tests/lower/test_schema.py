"""What the schema is worth: Python's own operations on constants, validators and tables, known without running it."""
# ruff: noqa: E501  one case a line

import pytest

from biconvex_codegen.ir.types import (
    ArrayType,
    BooleanType,
    Field,
    IdType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    StringType,
    Type,
    UnionType,
)

from .sources import HEAD, built, found, schema_source


def text(value: str) -> LiteralType:
    return LiteralType(LiteralKind.STRING, value)


@pytest.mark.parametrize(
    ("before", "expression", "expected"),
    [
        ("", "v.string()", StringType()),
        ("", "v.float64()", NumberType()),
        ("", "v.nullable(v.string())", UnionType((StringType(), NullType()))),
        ("", "v.union()", UnionType(())),
        ("", "v.literal(1)", LiteralType(LiteralKind.NUMBER, "1.0")),
        ("", "v.literal(-0.0)", LiteralType(LiteralKind.NUMBER, "-0.0")),
        ("", "v.literal(True)", LiteralType(LiteralKind.BOOLEAN, "true")),
        ("", "v.literal(Int64(5))", LiteralType(LiteralKind.INT64, "5")),
        ("", "v.id('notes')", IdType("notes")),
        ("", "v.record(v.string(), v.array(v.boolean()))", RecordType(StringType(), ArrayType(BooleanType()))),
        ('STATES = ["open", "done"]\n', "v.union(*[v.literal(s) for s in STATES])", UnionType((text("open"), text("done")))),
        ('STATES = {"a": 1, "b": 2}\n', "v.union(*(v.literal(f'{k}{n}') for k, n in STATES.items()))", UnionType((text("a1"), text("b2")))),
        ("", "v.union(*[v.literal(n) for n in range(2)])", UnionType((LiteralType(LiteralKind.NUMBER, "0.0"), LiteralType(LiteralKind.NUMBER, "1.0")))),
        ("", "v.union(*[v.literal(s.upper()) for s in sorted(['b', 'a'])])", UnionType((text("A"), text("B")))),
        ("def listed(of):\n    return v.array(of)\n", "listed(v.string())", ArrayType(StringType())),
        ("def listed(of=v.string()):\n    'Doc.'\n    return v.array(of)\n", "listed()", ArrayType(StringType())),
        ("base = v.object({'a': v.string(), 'b': v.number()})\n", "base.pick('a')", ObjectType((Field("a", StringType()),))),
        ("base = v.object({'a': v.string(), 'b': v.number()})\n", "base.omit('a')", ObjectType((Field("b", NumberType()),))),
        ("base = v.object({'a': v.string()})\n", "base.partial()", ObjectType((Field("a", StringType(), optional=True),))),
        ("base = v.object({'a': v.string()})\n", "base.extend({'a': v.number()})", ObjectType((Field("a", NumberType()),))),
        ("base = v.object({'a': v.string()})\n", "v.object({**base.fields, 'b': v.null()})", ObjectType((Field("a", StringType()), Field("b", NullType())))),
        ("import biconvex as bx\n", "bx.v.string()", StringType()),
        ("from biconvex import v as is_\n", "is_.string()", StringType()),
    ],
)  # fmt: skip
def test_an_expression_is_worth_what_python_says(before: str, expression: str, expected: Type) -> None:
    result, places = built(schema_source(f'{{"value": {expression}}}', before))
    assert found(result, places) == []
    assert result.app.schema is not None
    document = result.app.schema.tables[0].document
    assert isinstance(document, ObjectType)
    assert document.fields[0].type == expected


@pytest.mark.parametrize(
    ("before", "expression", "code", "at"),
    [
        ("", "v.strng()", "invalid-validator", "strng"),
        ("", "v.array()", "invalid-call", "array"),
        ("", "v.array(v.optional(v.string()))", "invalid-validator", "v.optional(v.string())"),
        ("", "v.array('x')", "invalid-validator", "'x'"),
        ("", "v.literal(None)", "invalid-validator", "None"),
        ("", "v.id(5)", "invalid-validator", "5"),
        ("", "missing", "unknown-name", "missing"),
        ("import os\n", "v.literal(os.environ['X'])", "not-static", "os.environ"),
        ("import random\n", "v.literal(random.choice('ab'))", "not-static", "random.choice"),
        ("", "v.literal(1 if True else 2)", "not-static", "1 if True else 2"),
        ("from .shared import nothing\n", "nothing", "unknown-name", "nothing"),
    ],
)
def test_what_cannot_be_is_reported_at_the_smallest_expression(
    before: str, expression: str, code: str, at: str
) -> None:
    files = schema_source(f'{{"value": {expression}}}', before)
    result, places = built({**files, "backend/shared.py": HEAD})
    [(reported, span)] = found(result, places)
    line = files["backend/schema.py"].split("\n")[span.line - 1]
    assert (reported, line[span.column - 1 : span.end_column - 1]) == (code, at)


@pytest.mark.parametrize(
    ("after", "code", "line"),
    [
        ("fields = {}\n", "duplicate-name", 3),
        ('fields["title"] = v.string()\n', "not-static", 3),
        ("fields |= {}\n", "not-static", 3),
        ("del fields\n", "not-static", 3),
        ("if True:\n    fields = {}\n", "duplicate-name", 4),
        ("for fields in []:\n    pass\n", "not-static", 3),
        ('fields.update({"title": v.string()})\n', "not-static", 3),
    ],
)
def test_a_name_of_the_schema_is_bound_once_and_never_changed(after: str, code: str, line: int) -> None:
    result, places = built(schema_source("fields", f"fields = {{'body': v.string()}}\n{after}"))
    [(reported, span)] = found(result, places)
    assert (reported, span.line) == (code, line)


@pytest.mark.parametrize(
    ("before", "expected"),
    [("a = b\nb = a\n", "unknown-name"), ("a = a\n", "circular-definition")],
)
def test_a_circle_is_one_error(before: str, expected: str) -> None:
    result, places = built(schema_source('{"value": a}', before))
    assert [code for code, _ in found(result, places)] == [expected]


@pytest.mark.parametrize(
    "before",
    [
        "".join(f"a{n + 1} = a{n} + a{n}\n" for n in range(40)).join(['a0 = "xx"\n', "a = a40\n"]),
        "a = [n for n in range(10**9)]\n",
        "def again(x):\n    return again(x)\na = again(1)\n",
        "a = 'x' * 10**12\n",
        "a = [0] * 10**12\n",
        "a = [x for x in range(3000) for y in range(3000)]\n",
    ],
)
def test_evaluation_has_a_budget(before: str) -> None:
    result, places = built(schema_source('{"value": v.literal(a)}', before))
    assert [code for code, _ in found(result, places)] == ["evaluation-too-large"]


def test_tables_come_from_other_modules() -> None:
    files = {
        "backend/schema.py": f'{HEAD}from .model import notes as n\nfrom backend import model\nschema = define_schema({{"notes": n, "tags": model.tags}})\n',
        "backend/model/__init__.py": "from .tables import notes\nfrom .tables import tags as tags\n",
        "backend/model/tables.py": f'{HEAD}notes = define_table({{"title": v.string()}}, doc="Note")\ntags = define_table({{}}).index("by_none", [])\n',
    }
    result, places = built(files)
    assert found(result, places) == []
    assert result.app.schema is not None
    assert [(table.name, table.class_name) for table in result.app.schema.tables] == [
        ("notes", "Note"),
        ("tags", "Tags"),
    ]


def test_a_broken_module_hides_no_other_mistake() -> None:
    files = {
        "backend/schema.py": f'{HEAD}from .broken import title\nschema = define_schema({{"notes": define_table({{"t": title, "x": v.strin()}})}})\n',
        "backend/broken.py": "def (\n",
    }
    result, places = built(files)
    assert [code for code, _ in found(result, places)] == ["invalid-validator"]
