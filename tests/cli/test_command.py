"""The command as a process: usage, exit codes, streams, colours, pipes, signals, and errors of its own."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from biconvex_codegen.config import installed
from tests.cli.conftest import Gen
from tests.cli.projects import ORDERS, SCHEMA, TABLE, process_environment, run_gen, run_gen_in_a_gone_folder

COMMAND = [sys.executable, "-m", "biconvex_codegen"]


def test_version_and_help(project: Path) -> None:
    assert run_gen(project, "--version").out == f"biconvex {installed()}\n"
    shown = run_gen(project, "--help", environment={"COLUMNS": "200"})
    assert shown.code == 0
    for option in ("--check", "--exit-non-zero-on-change", "--list", "--output-format", "--project", "--version"):
        assert option in shown.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--chek",),
        ("somewhere",),
        ("--output-format", "xml"),
        ("--output-format",),
        ("--check", "--list"),
        ("--check", "--exit-non-zero-on-change"),
        ("--project", "no/such/folder"),
        ("--project", "x" * 300),
    ],
)
def test_usage_errors_are_exit_2_on_standard_error(project: Path, gen: Gen, arguments: tuple[str, ...]) -> None:
    result = gen(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err
    assert not (project / "backend" / "_generated").exists()


@pytest.mark.parametrize("arguments", [(), ("--check",), ("--exit-non-zero-on-change",), ("--list",)])
def test_what_needs_no_parser_is_the_same_with_one(project: Path, gen: Gen, arguments: tuple[str, ...]) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    plain = gen(*arguments)
    shutil.rmtree(project / "backend" / "_generated", ignore_errors=True)
    assert gen(*arguments, "--output-format", "full") == plain


def test_without_a_project(tmp_path: Path) -> None:
    result = run_gen(tmp_path)
    assert result.code == 2
    assert result.out == (
        "error[missing-project]: there is no pyproject.toml in this folder or above it\n"
        " --> pyproject.toml:1:1\n"
        "help: run `gen init` to start a project here, or name one by --project\n"
        "\n"
        "`gen explain missing-project` says more\n"
    )
    assert run_gen(tmp_path, "--output-format", "json").json["diagnostics"][0]["code"] == "missing-project"


HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("call", ["gen", "gen --check", "gen --list", *(hook["entry"] for hook in HOOKS)])
def test_a_call_of_all_day_imports_no_parser_and_no_validation(project: Path, call: str) -> None:
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{TABLE}")
    script = "import sys; from biconvex_codegen.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *call.split()[1:]],
        cwd=project,
        env=process_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"typer", "pydantic", "biconvex"}.isdisjoint(done.stdout.splitlines()[-1].split())


def test_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    result = run_gen_in_a_gone_folder(tmp_path, "--output-format", "concise")
    assert (result.code, result.out.split("] ")[0]) == (2, "pyproject.toml:1:1: error[missing-project")


def test_the_project_is_found_upward_and_by_option(project: Path, tmp_path: Path) -> None:
    assert run_gen(project / "backend").code == 0
    assert run_gen(tmp_path, "--check", "--project", "shop").code == 0
    assert run_gen(tmp_path, "--check", "--project", "shop/pyproject.toml").code == 0


def test_another_required_version_stops_before_anything_is_read(project: Path, gen: Gen) -> None:
    (project / "pyproject.toml").write_text('[tool.biconvex]\nrequired-version = ">=99"\nfuture = 1\n')
    (project / "backend" / "orders.py").write_text("def broken(:\n")
    result = gen()
    assert result.code == 2
    assert result.out == (
        f"error[version-mismatch]: this is biconvex {installed()}, and the project asks for >=99\n"
        " --> pyproject.toml:2:20\n"
        "  |\n"
        '2 | required-version = ">=99"\n'
        "  |                    ^^^^^^\n"
        'help: run: pip install "biconvex>=99"\n'
        "\n"
        "`gen explain version-mismatch` says more\n"
    )


def test_a_mistake_in_the_configuration(project: Path, gen: Gen) -> None:
    (project / "pyproject.toml").write_text('[tool.biconvex]\noutput = ["sql"]\n')
    result = gen("--output-format", "concise")
    assert (result.code, result.out) == (
        2,
        'pyproject.toml:2:1: error[unknown-config-key] there is no key "output"\n',
    )


def test_a_missing_source_folder(project: Path, gen: Gen) -> None:
    (project / "pyproject.toml").write_text('[tool.biconvex]\nsource = "server"\n')
    result = gen()
    assert result.code == 2
    assert result.out.startswith('error[missing-source]: there is no folder "server"\n --> server:1:1\nhelp: create ')


def test_an_app_without_schema_and_functions(project: Path, gen: Gen) -> None:
    (project / "backend" / "schema.py").unlink()
    (project / "backend" / "orders.py").unlink()
    result = gen("--output-format", "concise")
    assert result.code == 0
    assert [line.split(" ")[:2] for line in result.out.splitlines()] == [
        ["backend:1:1:", "warning[missing-schema]"],
        ["backend:1:1:", "warning[no-functions]"],
    ]


def test_standard_output_is_json_alone(project: Path, gen: Gen) -> None:
    (project / "backend" / "schema.py").write_text(SCHEMA.replace('"customers")', '"\\x1b[31m\\n::error::\\u202e")'))
    result = gen("--output-format", "json")
    assert result.code == 2
    assert result.out.isascii()
    assert result.out.replace("\n", "").isprintable()
    assert result.json["diagnostics"][0]["path"] == "backend/schema.py"
    assert result.err == "1 error; nothing was written\n"


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_names_cannot_forge_lines(project: Path, gen: Gen, output_format: str) -> None:
    (project / "backend" / "schema.py").write_text(SCHEMA.replace('"customers")', '"\\x1b[31m\\n::error::\\u202e")'))
    (project / "backend" / "a\nb\x1b.py").write_text("def broken(:\n")
    result = gen("--output-format", output_format)
    assert result.code == 2
    assert all(line.isprintable() and not line.lstrip().startswith("::") for line in result.out.split("\n"))


def test_in_a_pipe_there_is_no_colour_and_no_progress(project: Path) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    result = run_gen(project)
    assert "\x1b" not in result.out + result.err
    assert "\r" not in result.out + result.err
    coloured = run_gen(project, environment={"FORCE_COLOR": "1"})
    assert "\x1b[1;33mwarning[missing-return-type]" in coloured.out
    assert "\x1b" not in run_gen(project, environment={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out


def on_terminal(project: Path, **environment: str) -> str:
    """Return what the command writes to a terminal."""
    mine, theirs = pty.openpty()
    with subprocess.Popen(
        COMMAND, cwd=project, stdout=theirs, stderr=theirs, env=process_environment({"TERM": "xterm", **environment})
    ):
        os.close(theirs)
        read = b""
        while True:
            try:
                chunk = os.read(mine, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not chunk:
                break
            read += chunk
    os.close(mine)
    return read.decode()


def test_on_a_terminal_there_is_colour_and_progress_that_is_wiped_out(project: Path) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    shown = on_terminal(project)
    assert "\x1b[1;33mwarning[missing-return-type]" in shown
    assert "\r\x1b[Kcompiling 3 modules" in shown
    assert shown.rindex("\r\x1b[K") > shown.rindex("comparing")
    plain = on_terminal(project, NO_COLOR="1")
    assert "\x1b[1;33m" not in plain
    assert "warning[missing-return-type]" in plain


def test_a_closed_pipe_is_no_error(project: Path) -> None:
    (project / "backend" / "orders.py").write_text("def broken(:\n")
    with subprocess.Popen(
        COMMAND, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=process_environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        # With or without a buffer: the summary may come before the pipe is found closed.
        assert process.stderr.read() in ("", "1 error; nothing was written\n")
    assert process.returncode == 141


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_was_never_open_is_no_error(project: Path, closed: str) -> None:
    script = f'exec "$0" -m biconvex_codegen {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable],
        cwd=project,
        env=process_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (project / "backend" / "_generated" / "api.py").exists()


def test_an_encoding_without_the_character(project: Path) -> None:
    (project / "backend" / "schema.py").write_text(SCHEMA.replace('"customers")', '"顧客")'))
    result = run_gen(project, environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert result.code == 2
    assert 'there is no table "\\u9867\\u5ba2"' in result.out


def test_interrupted(project: Path) -> None:
    # A process in the background of a script inherits that Ctrl-C is ignored; a person's terminal does not ignore it.
    slow = "import signal, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    slow += "from biconvex_codegen import pipeline\n"
    slow += "def analyse(*_):\n    print('ready', flush=True)\n    time.sleep(60)\npipeline.analyse = analyse\n"
    slow += "import sys\nfrom biconvex_codegen.cli import main\nsys.exit(main([]))\n"
    with subprocess.Popen(
        [sys.executable, "-c", slow],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=process_environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "interrupted\n")


def broken_compiler(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from biconvex_codegen import pipeline\n"
    code += "def analyse(*_):\n    raise KeyError('a\\n\\x1b[31mb')\npipeline.analyse = analyse\n"
    code += "import sys\nfrom biconvex_codegen.cli import main\nsys.exit(main([]))\n"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=process_environment(environment),
    )


def test_an_internal_error_is_a_short_report(project: Path) -> None:
    done = broken_compiler(project)
    assert (done.returncode, done.stdout) == (70, "")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("internal error: KeyError: ")
    assert len(lines) < 10
    assert "  at cli/compile.py:" in done.stderr
    assert "File an issue" in lines[-1]
    assert "Traceback" not in done.stderr
    assert all(line.isprintable() for line in lines)
    assert "Traceback" in broken_compiler(project, BICONVEX_TRACEBACK="1").stderr


def test_list(project: Path, gen: Gen) -> None:
    result = gen("--list")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "functions (2)\n"
        "  query     public  api.orders.ofCustomer  (customerId)\n"
        "  mutation  public  api.orders.place       (customerId, total, note?)\n"
        "\n"
        "tables (2)\n"
        "  customers  name, email\n"
        "  orders     customerId, total, note  indexes: by_customer\n"
    )
    assert not (project / "backend" / "_generated").exists()


def test_list_as_json(project: Path, gen: Gen) -> None:
    (project / "backend" / "crons.py").write_text(
        "from biconvex import cron_jobs\nfrom ._generated.api import internal\n"
        "from ._generated.server import MutationCtx, internal_mutation\n\n"
        "@internal_mutation\nasync def clean_up(ctx: MutationCtx) -> None:\n    pass\n\n"
        "crons = cron_jobs()\ncrons.daily('clean up', internal.crons.clean_up(), hour_utc=3, minute_utc=5)\n"
    )
    (project / "backend" / "routes.py").write_text(
        "from biconvex import Request, Response, http_router\n"
        "from ._generated.server import ActionCtx, http_action\n\n"
        "@http_action\nasync def hook(ctx: ActionCtx, request: Request) -> Response:\n    return Response()\n\n"
        "http = http_router()\nhttp.route(path_prefix='/hooks/', method='POST', handler=hook)\n"
    )
    found = gen("--list", "--output-format", "json").json
    assert found["functions"] == [
        {"path": "crons:cleanUp", "kind": "mutation", "visibility": "internal", "arguments": []},
        {
            "path": "orders:ofCustomer",
            "kind": "query",
            "visibility": "public",
            "arguments": [{"name": "customerId", "optional": False}],
        },
        {
            "path": "orders:place",
            "kind": "mutation",
            "visibility": "public",
            "arguments": [
                {"name": "customerId", "optional": False},
                {"name": "total", "optional": False},
                {"name": "note", "optional": True},
            ],
        },
    ]
    assert found["tables"][1] == {
        "name": "orders",
        "fields": ["customerId", "total", "note"],
        "indexes": ["by_customer"],
    }
    assert found["routes"] == [{"method": "POST", "path": "/hooks/*", "handler": "routes:hook"}]
    assert found["crons"] == [{"name": "clean up", "schedule": "daily at 03:05 UTC", "target": "crons:cleanUp"}]
    assert gen("--list").out.endswith(
        "routes (1)\n  POST  /hooks/*  routes:hook\n\ncrons (1)\n  clean up  daily at 03:05 UTC  crons:cleanUp\n"
    )


def test_a_mistake_is_listed_as_such(project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").write_text("def broken(:\n")
    assert gen("--list").code == 2
