"""What the compiler advises for schemas that are written as in other languages, or nearly right."""

import pytest

from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

SCHEMA = """from typing import TypedDict

from biconvex import define_schema, define_table, v


class User(TypedDict):
    name: str


text = v.string()
schema = {value}
"""


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ('define_schema({"users": User})', "write define_table(User)"),
        ("define_schema(users=define_table(User))", 'write define_schema({"users": define_table(...)})'),
        ('define_schema({"users": define_table(name=text)})', 'write define_table({"name": v.string()})'),
        ("v.object(name=text)", 'write v.object({"name": v.string()})'),
        ("v.string(doc='the name')", "write v.field(v.string(), doc=...)"),
        ("v.array(text, deprecated='yes')", "write v.field(v.array(v.string()), deprecated=...)"),
        ('v.union("open", "closed")', 'write v.literal("open")'),
        ("v.array(True)", "write v.literal(True)"),
        ('v.literal("open", "closed")', 'write v.union(v.literal("a"), v.literal("b"))'),
        ("v.enum()", 'write v.union(v.literal("a"), v.literal("b"))'),
        ("v.list(text)", "write v.array(...)"),
        ("v.datetime()", "write v.number(): milliseconds since 1970"),
        ("v.strng()", 'did you mean "v.string"?'),
        ("text.nullable()", "write v.nullable(...) around it"),
        ("text | None", "write v.nullable(...)"),
        ("text | v.null()", "write v.union(...)"),
        ("{'a': text} + {'b': text}", "join dicts by `|`"),
        ("[1] | [2]", "join lists by `+`"),
        ("'a' + 1", "write an f-string"),
        ("'a%s' % 1", "write an f-string"),
        ("defineSchema({})", 'did you mean "define_schema"?'),
    ],
)
def test_advice(value: str, advice: str) -> None:
    analysis = analyse([SourceFile("backend/schema.py", SCHEMA.format(value=value))])
    assert advice in [each.help for each in analysis.diagnostics]
