"""Whatever text users write into notes and literals, the output is Python that means it."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biconvex_codegen.backends.python import emit

from .odd_apps import hostile_app
from .test_quoting import HOSTILE, text
from .trees import texts


def _constants(source: str, path: str) -> set[object]:
    tree = compile(source, path, "exec", ast.PyCF_ONLY_AST)
    assert isinstance(tree, ast.Module)
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


@settings(max_examples=60, deadline=None)
@given(st.one_of(text, st.sampled_from(HOSTILE).map(lambda said: f"{said}\n{said}")))
def test_the_output_compiles_and_holds_the_literals(said: str) -> None:
    files = texts(emit(hostile_app(said)))
    for path, source in files.items():
        constants = _constants(source, path)
        if path in {"tables/notes.pyi", "refs/notes.pyi", "shapes/notes.pyi"}:
            assert {said, f"{said}.", "plain"} <= constants
    assert files.keys() == texts(emit(hostile_app("plain"))).keys()


@pytest.mark.parametrize("said", [said for said in HOSTILE if said.strip(" \n")])
def test_the_text_adds_no_statement(said: str) -> None:
    def statements(source: str) -> list[list[str]]:
        """Return the kinds of a module's statements, and of those inside each."""
        return [
            [type(node).__name__ for node in ast.walk(outer) if isinstance(node, ast.stmt)]
            for outer in ast.parse(source).body
        ]

    hostile, calm = texts(emit(hostile_app(said))), texts(emit(hostile_app("calm")))
    assert {path: statements(text) for path, text in hostile.items()} == {
        path: statements(text) for path, text in calm.items()
    }
