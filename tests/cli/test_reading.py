"""Which files are modules, and what becomes of bytes that are no text."""

import os
from pathlib import Path

import pytest

from biconvex_codegen.cli.decode import decode
from biconvex_codegen.cli.modules import is_source, list_modules
from biconvex_codegen.cli.reading import Loader, read_sources
from biconvex_codegen.config import Config
from biconvex_codegen.pipeline import Options, analyse
from biconvex_codegen.source import SourceFile, Span, UnreadableFile
from tests.cli.conftest import Gen
from tests.cli.projects import make_project


@pytest.mark.parametrize(
    "name",
    ["orders.py", "__init__.py", "testing.py", "contest.py", "latest_test_results.py", "my-module.py", "test.py"],
)
def test_modules(name: str) -> None:
    assert is_source(name)


@pytest.mark.parametrize(
    "name",
    ["test_orders.py", "orders_test.py", "conftest.py", ".hidden.py", "orders.pyi", "py"],
)
def test_no_modules(name: str) -> None:
    assert not is_source(name)


def test_folders_that_are_passed_over(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {
            "backend/orders.py": "",
            "backend/billing/__init__.py": "",
            "backend/billing/invoices.py": "",
            "backend/tests/test_orders.py": "",
            "backend/_generated/api.py": "",
            "backend/_private/secrets.py": "",
            "backend/_helpers.py": "from ._generated.server import QueryCtx\n",
            "backend/_generated/more/api.py": "from _generated import x\nasync def f(): ...\n",
            "backend/__pycache__/orders.py": "",
            "backend/.venv/lib.py": "",
            "backend/folder.py/inside.py": "",
            "elsewhere/more.py": "",
        },
    )
    (tmp_path / "backend" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "backend" / "billing" / "loop").symlink_to(tmp_path / "backend")
    (tmp_path / "backend" / "alias.py").symlink_to(tmp_path / "elsewhere" / "more.py")
    sources = read_sources(tmp_path, list_modules(tmp_path, "backend").files)
    assert [file.path for file in sources.files] == [
        "backend/alias.py",
        "backend/billing/__init__.py",
        "backend/billing/invoices.py",
        "backend/folder.py/inside.py",
        "backend/linked/more.py",
        "backend/orders.py",
    ]
    assert sources.unreadable == ()


REGISTERING = (
    "from ._generated.server import QueryCtx, query\n\n@query\nasync def count(ctx: QueryCtx) -> int:\n    return 1\n"
)


def test_private_files_are_read_for_functions_that_hide_there(project: Path, gen: Gen) -> None:
    (project / "backend" / "_drafts.py").write_text(REGISTERING)
    (project / "backend" / "_broken.py").write_bytes(b"\xff")
    (project / "backend" / "_unfinished.py").write_text("def broken(:\n")
    (project / "backend" / "_lib").mkdir()
    (project / "backend" / "_lib" / "__init__.py").write_text(REGISTERING.replace("._gen", ".._gen"))
    (project / "backend" / "test_drafts.py").write_text(REGISTERING)
    result = gen("--output-format", "concise")
    assert result.code == 0
    assert [line.split("] ")[0] for line in result.out.splitlines()] == [
        "backend/_drafts.py:4:11: warning[hidden-function",
        "backend/_lib/__init__.py:4:11: warning[hidden-function",
    ]
    assert "2 functions" in result.err


def test_what_is_no_file_is_reported_and_never_opened(tmp_path: Path) -> None:
    make_project(tmp_path, {"backend/orders.py": ""})
    os.mkfifo(tmp_path / "backend" / "pipe.py")
    (tmp_path / "backend" / "gone.py").symlink_to("nowhere.py")
    (tmp_path / "backend" / "round.py").symlink_to("round.py")
    sources = read_sources(tmp_path, list_modules(tmp_path, "backend").files)
    assert [(each.span.path, each.message) for each in sources.unreadable] == [
        ("backend/gone.py", '"backend/gone.py" cannot be read: no such file or directory'),
        ("backend/pipe.py", '"backend/pipe.py" is not a file'),
        ("backend/round.py", '"backend/round.py" cannot be read: too many levels of symbolic links'),
    ]


def test_a_source_folder_that_cannot_be_read() -> None:
    closed = UnreadableFile('"backend" is a folder that cannot be read', Span("backend", 1, 1, 1, 1), "open it")
    codes = {each.code.value for each in analyse([closed], Options("backend")).diagnostics}
    assert "unreadable-file" in codes


def test_an_import_too_long_for_a_file_is_an_unknown_module(project: Path, gen: Gen) -> None:
    (project / "backend" / "imports.py").write_text(f"from .{'x' * 300} import total\n")
    result = gen("--output-format", "concise")
    assert (result.code, result.out.split("] ")[0]) == (2, "backend/imports.py:1:6: error[unknown-name")


def test_an_unreadable_file_does_not_hide_other_mistakes(project: Path, gen: Gen) -> None:
    (project / "backend" / "latin.py").write_bytes("# sch\xf6n\n".encode("latin-1"))
    (project / "backend" / "broken.py").write_text("def broken(:\n")
    result = gen("--output-format", "concise")
    assert result.code == 2
    assert [line.split("] ")[0] for line in result.out.splitlines()] == [
        "backend/broken.py:1:12: error[syntax-error",
        "backend/latin.py:1:6: error[unreadable-file",
    ]


@pytest.mark.parametrize(
    "raw",
    [b"a = 1\nb = 2\n", b"\xef\xbb\xbfa = 1\nb = 2\n", b"a = 1\r\nb = 2\r\n", b"a = 1\rb = 2\r", b"a = 1\r\nb = 2\n"],
)
def test_the_same_text(raw: bytes) -> None:
    assert decode("backend/orders.py", raw) == SourceFile("backend/orders.py", "a = 1\nb = 2\n")


@pytest.mark.parametrize(
    ("raw", "message", "line", "column"),
    [
        (b"a = 1\nb = '\xc3\xa9\xff'\n", "byte 0xff is not UTF-8", 2, 7),
        (b"\xef\xbb\xbfa = 1\r\n\xff", "byte 0xff is not UTF-8", 2, 1),
        (b"a = 1\nb\0 = 2\n", "the file holds a NUL character", 2, 2),
        ("# -*- coding: latin-1 -*-\na = 'é'\n".encode(), 'the file says that its encoding is "latin-1"', 1, 1),
        ("#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n# é\n".encode(), None, 1, 1),
    ],
)
def test_no_text(raw: bytes, message: str | None, line: int, column: int) -> None:
    outcome = decode("backend/orders.py", raw)
    assert isinstance(outcome, UnreadableFile)
    assert message is None or outcome.message == message
    assert (outcome.span.line, outcome.span.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    ["# coding: utf-8\né = 1\n", "# coding: UTF8\né = 1\n", "# coding: latin-1\n", "a = 1\n# coding: latin-1\n# é"],
)
def test_declarations_that_do_no_harm(text: str) -> None:
    assert decode("backend/orders.py", text.encode()) == SourceFile("backend/orders.py", text)


def test_files_beside_the_source_folder_are_read_on_demand(tmp_path: Path) -> None:
    make_project(
        tmp_path, {"shared/limits.py": "LIMIT = 3\n", "backend/_generated/api.py": "", "backend/orders.py": ""}
    )
    (tmp_path / "shared" / "latin.py").write_bytes(b"\xff")
    load = Loader(Config(tmp_path))
    assert load("shared/limits.py") == SourceFile("shared/limits.py", "LIMIT = 3\n")
    assert load("shared/limits.py") is load("shared/limits.py")
    for path in (
        "shared/no.py",
        "shared",
        "backend/_generated/api.py",
        "../secrets.py",
        "/etc/passwd",
    ):
        assert load(path) is None
    assert isinstance(load("shared/latin.py"), UnreadableFile)


def test_an_unreadable_file_is_the_only_mistake(project: Path, gen: Gen) -> None:
    (project / "backend" / "validators.py").write_bytes(b"from biconvex import v\nROLE = v.literal('caf\xe9')\n")
    (project / "backend" / "schema.py").write_text(
        "from biconvex import define_schema, define_table, v\n"
        "from .validators import ROLE\n"
        'schema = define_schema({"users": define_table({"roles": v.record(ROLE, v.string())})})\n'
    )
    (project / "backend" / "orders.py").unlink()
    result = gen("--output-format", "concise")
    assert result.out == "backend/validators.py:2:22: error[unreadable-file] byte 0xe9 is not UTF-8\n"
