"""What `[tool.biconvex]` may say, and where its mistakes are reported."""

import os
from pathlib import Path

import pytest

from biconvex_codegen.config import Config, Lint, find_project, installed, read_config
from biconvex_codegen.config.toml_places import entries
from biconvex_codegen.config.versions import is_requirement, satisfies
from biconvex_codegen.diagnostics.located import locate
from biconvex_codegen.source import Span


def found(root: Path, text: str) -> list[str]:
    """Return the diagnostics of a `pyproject.toml` in short: what each marks, its code and its message."""
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    reading = read_config(root)
    assert (reading.config is None) is bool(reading.diagnostics)
    lines = reading.text.split("\n")
    return [
        f"{each.span.line}:{lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]}"
        f" {each.code.value}: {each.message}"
        for each in locate(reading.diagnostics, reading.places)
    ]


def config(root: Path, text: str) -> Config:
    assert found(root, text) == []
    read = read_config(root).config
    assert read is not None
    return read


@pytest.mark.parametrize(
    "text", ["", "[project]\nname = 'shop'\n", "[tool.biconvex]\n", "[tool.ruff]\nindent-width = 2\n"]
)
def test_every_key_is_optional(tmp_path: Path, text: str) -> None:
    assert config(tmp_path, text) == Config(tmp_path)


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
[tool.biconvex]
source = "src/backend/"
outputs = ["ir", "python"]
sql = ["postgres"]
typescript = "web/src/backend"
wire_names = "as-written"
required-version = ">=0"

[tool.biconvex.lint]
ignore = ["missing-return-type"]
"""
    assert config(tmp_path, text) == Config(
        tmp_path,
        "src/backend",
        ("ir", "python"),
        ("postgres",),
        "web/src/backend",
        "as-written",
        ">=0",
        Lint(None, ("missing-return-type",)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[tool.biconvex]\nsorce = "app"', '2:sorce unknown-config-key: there is no key "sorce"'),
        ('tool.biconvex."sorce" = "app"', '1:"sorce" unknown-config-key: there is no key "sorce"'),
        (
            f"[tool.biconvex]\nsource = 0x{'f' * 5000}",
            f'2:0x{"f" * 5000} invalid-config: "source" must be text in quotes',
        ),
        ("[tool]\nbiconvex = { source = 1 }", '2:1 invalid-config: "source" must be text in quotes'),
        (
            '# the backend\n[tool.biconvex]\nsource = "../elsewhere" # outside',
            (
                '3:"../elsewhere" invalid-config: "source" must be a folder inside the project, '
                'named like a Python package, such as "backend"'
            ),
        ),
        (
            '[tool.biconvex]\nsource = "."',
            (
                '2:"." invalid-config: "source" must be a folder inside the project, '
                'named like a Python package, such as "backend"'
            ),
        ),
        (
            '[tool.biconvex]\nsql = [\n  "sqlite", # the default\n  "mysql",\n]',
            '4:"mysql" invalid-config: "sql" must be one of "sqlite" or "postgres"',
        ),
        ('[tool.biconvex]\noutputs = "sql"', '2:"sql" invalid-config: "outputs" must be a list in brackets'),
        (
            '[tool.biconvex]\ntypescript = "/srv/web"',
            (
                '2:"/srv/web" invalid-config: "typescript" must be a folder relative to the project, with "/", '
                'such as "web/src/backend"'
            ),
        ),
        (
            '[tool.biconvex]\ntypescript = "../web"',
            '2:"../web" invalid-config: "typescript" leads outside the repository: ../web',
        ),
        (
            '[tool.biconvex]\ntypescript = "backend/_generated/ts"',
            (
                '2:"backend/_generated/ts" invalid-config: '
                '"typescript" lies inside the source folder: backend/_generated/ts'
            ),
        ),
        (
            '[tool.biconvex]\ntypescript = "web/.."',
            '2:"web/.." invalid-config: "typescript" holds the source folder: .',
        ),
        (
            '[tool.biconvex]\ntypescript = ".git/web"',
            '2:".git/web" invalid-config: "typescript" lies inside the folder of git: .git/web',
        ),
        (
            '[tool.biconvex]\ntypescript = "web\\u0000"',
            (
                '2:"web\\u0000" invalid-config: "typescript" must be a folder relative to the project, with "/", '
                'such as "web/src/backend"'
            ),
        ),
        (
            '[tool.biconvex.lint]\nignore = ["missing-return-typ"]',
            '2:"missing-return-typ" invalid-config: "lint.ignore" names no diagnostic',
        ),
        (
            '[tool.biconvex.lint]\nignore = ["unknown-table"]',
            '2:"unknown-table" invalid-config: "lint.ignore" names an error; only warnings can be chosen',
        ),
        ("[tool.biconvex]\nlint = 3", '2:3 invalid-config: "lint" must be a table'),
        ('[tool]\nbiconvex = "yes"', '2:"yes" invalid-config: "tool.biconvex" must be a table'),
        (
            '[tool.biconvex]\nwire_names = "snake"',
            '2:"snake" invalid-config: "wire_names" must be one of "camel" or "as-written"',
        ),
        (
            '[tool.biconvex]\nrequired-version = "new"',
            '2:"new" invalid-config: "required-version" must be a version or version clauses, such as ">=0.1,<0.2"',
        ),
        ("[tool.biconvex]\nsource = ", "2: invalid-config: pyproject.toml is not valid TOML: invalid value"),
        (
            '[tool.biconvex]\n<<<<<<< HEAD\nsource = "a"\n=======\nsource = "b"\n>>>>>>> other\n',
            "2:<<<<<<< HEAD merge-conflict: this file holds a merge conflict",
        ),
    ],
)
def test_a_mistake_is_reported_at_its_key_or_value(tmp_path: Path, text: str, expected: str) -> None:
    assert found(tmp_path, text) == [expected]
    assert found(tmp_path, "\n\n" + text.replace("\n", "\r\n")) == [f"{int(expected[0]) + 2}{expected[1:]}"]


def test_toml_that_is_nested_too_deeply(tmp_path: Path) -> None:
    assert found(tmp_path, f"lint = {'[' * 5000}") == ["1: invalid-config: pyproject.toml is nested too deeply"]


def test_toml_that_ends_too_early_is_marked_on_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.biconvex\n", encoding="utf-8")
    reading = read_config(tmp_path)
    [broken] = locate(reading.diagnostics, reading.places)
    assert broken.message == "pyproject.toml is not valid TOML: expected ']' at the end of a table declaration"
    assert broken.span == Span("pyproject.toml", 1, 15, 1, 15)


def test_a_folder_is_read_without_its_detours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.biconvex]\ntypescript = "./web/../app//src/"')
    config = read_config(tmp_path).config
    assert config is not None
    assert config.typescript == "app/src"


def test_mistakes_are_reported_together(tmp_path: Path) -> None:
    assert len(found(tmp_path, '[tool.biconvex]\nsource = 1\nsorce = 1\nlint.ignroe = []\nsql = ["a", "b"]')) == 5


def test_another_version_is_reported_alone(tmp_path: Path) -> None:
    text = '[tool.biconvex]\nrequired-version = ">=99.1"\nkey-of-the-future = true'
    assert found(tmp_path, text) == [
        f'2:">=99.1" version-mismatch: this is biconvex {installed()}, and the project asks for >=99.1'
    ]
    diagnostic = read_config(tmp_path).diagnostics[0]
    assert diagnostic.help == 'run: pip install "biconvex>=99.1"'


def test_the_repository_may_be_larger_than_the_project(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    server = tmp_path / "server"
    server.mkdir()
    assert config(server, '[tool.biconvex]\ntypescript = "../web/src"').typescript == "../web/src"
    assert len(found(server, '[tool.biconvex]\ntypescript = "../../web/src"')) == 1
    assert len(found(server, f'[tool.biconvex]\ntypescript = "{"../" * 40}web"')) == 1


def test_not_utf8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe[")
    reading = read_config(tmp_path)
    assert [each.message for each in reading.diagnostics] == ["pyproject.toml is not UTF-8"]


def test_the_project_is_the_nearest_folder_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "backend" / "rooms"
    inner.mkdir(parents=True)
    assert find_project(inner) is None
    (tmp_path / "pyproject.toml").touch()
    (inner / "pyproject.toml").mkdir()
    assert find_project(inner) == tmp_path
    monkeypatch.chdir(inner)
    assert find_project(Path(os.curdir)) == tmp_path


def test_places_of_all_ways_to_write_a_key() -> None:
    text = """\
a = 1
b.c = "x # y"   # a comment
'd e' = '''
]'''
[t."u v".w]
x = [1, [2, 3], {y = "}"}]
z = 1979-05-27 07:32:00
[[many]]
q = { "r" = [ ], s = true }
m = \"\"\"quote "" and \\\"\"\" inside\"\"\"
last = -0.5"""
    shown = {
        ".".join(path): (text[slice(*entry.key)], text[slice(*entry.value)]) for path, entry in entries(text).items()
    }
    assert shown == {
        "a": ("a", "1"),
        "b.c": ("c", '"x # y"'),
        "d e": ("'d e'", "'''\n]'''"),
        "t.u v.w": ("w", '[t."u v".w]'),
        "t.u v.w.x": ("x", '[1, [2, 3], {y = "}"}]'),
        "t.u v.w.x.0": ("1", "1"),
        "t.u v.w.x.1": ("[2, 3]", "[2, 3]"),
        "t.u v.w.x.1.0": ("2", "2"),
        "t.u v.w.x.1.1": ("3", "3"),
        "t.u v.w.x.2": ('{y = "}"}', '{y = "}"}'),
        "t.u v.w.x.2.y": ("y", '"}"'),
        "t.u v.w.z": ("z", "1979-05-27 07:32:00"),
        "many": ("many", "[[many]]"),
        "many.q": ("q", '{ "r" = [ ], s = true }'),
        "many.q.r": ('"r"', "[ ]"),
        "many.q.s": ("s", "true"),
        "many.m": ("m", '"""quote "" and \\""" inside"""'),
        "many.last": ("last", "-0.5"),
    }


@pytest.mark.parametrize(
    ("version", "requirement", "meets"),
    [
        ("0.1.0", "0.1", True),
        ("0.1.0", "==0.1.0", True),
        ("0.1.1", "0.1.0", False),
        ("0.1.1", ">=0.1, <0.2", True),
        ("0.2.0", ">=0.1,<0.2", False),
        ("0.10.0", ">0.9", True),
        ("0.1.4", "~=0.1.2", True),
        ("0.2.0", "~=0.1.2", False),
        ("0.1.4", "==0.1.*", True),
        ("0.2.0", "!=0.1.*", True),
        ("0.1.0", "!=0.1.0", False),
        ("0.2.0rc1", "<0.2.0", True),
        ("0.2.0rc1", ">=0.2.0b2", True),
        ("0.2.0.dev3", "<0.2.0a1", True),
        ("0.1.0", "<=0.1", True),
    ],
)
def test_versions(version: str, requirement: str, meets: bool) -> None:
    assert is_requirement(requirement)
    assert satisfies(version, requirement) is meets


@pytest.mark.parametrize("text", ["", "latest", ">=", "1.x", ">=1,,<2", "^1.2"])
def test_no_versions(text: str) -> None:
    assert not is_requirement(text)
