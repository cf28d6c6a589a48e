"""What a skeleton may say: text, values, loops, and `if` over a value; it chooses between no two meanings."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.Tuple, nodes.Name, nodes.Getattr)


def problems(source: str) -> list[str]:
    """Return what a skeleton holds that it may not hold."""
    tree = Environment(autoescape=False).parse(source)
    return [
        f"line {node.lineno}: {type(node).__name__}"
        for node in tree.find_all(nodes.Node)
        if not isinstance(node, ALLOWED) and not _is_plain_condition(node)
    ]


def _is_plain_condition(node: nodes.Node) -> bool:
    return isinstance(node, nodes.If) and isinstance(node.test, nodes.Name | nodes.Getattr) and not node.elif_


def test_skeletons_decide_nothing(checkout: Path) -> None:
    skeletons = sorted((checkout / "templates").rglob("*.j2"))
    assert skeletons
    found = {str(path.relative_to(checkout)): problems(path.read_text(encoding="utf-8")) for path in skeletons}
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize(
    "source",
    [
        "{{ name | upper }}",
        "{% if kind == 'list' %}x{% endif %}",
        "{{ a if b else c }}",
        "{% set a = 1 %}",
        "{{ f() }}",
    ],
)
def test_a_decision_is_found(source: str) -> None:
    assert problems(source)
