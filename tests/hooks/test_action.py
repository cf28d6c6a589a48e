"""The steps of the GitHub action, run as the scripts that they are: what they exit with, and what they annotate."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.projects import FILES

from .repositories import CHECKOUT, Repository, repository

pytestmark = pytest.mark.slow

EXPRESSION = re.compile(r"\$\{\{ *([\w.]+) *\}\}")
ANNOTATION = re.compile(r"::(?P<level>error|warning) (?P<properties>[^:]*)::(?P<message>.*)")


def steps(made: Repository, project: str = ".", install: str = "false") -> subprocess.CompletedProcess[str]:
    """Run the steps as GitHub would, up to the first that fails, and return the last one."""
    action = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
    defaults = {f"inputs.{name}": str(each["default"]) for name, each in action["inputs"].items()}
    known = {
        **defaults,
        "inputs.project": project,
        "inputs.install": install,
        "github.action_path": str(CHECKOUT),
    }
    done = None
    for step in action["runs"]["steps"]:
        condition = step.get("if")
        assert condition in {None, "inputs.install == 'true'"}
        if condition is not None and install != "true":
            continue
        assert step["shell"] == "bash"
        assert not EXPRESSION.search(step["run"]), "an input reaches a script by its environment alone"
        given = {
            name: EXPRESSION.sub(lambda found: known[found.group(1)], value)
            for name, value in step.get("env", {}).items()
        }
        command = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"])
        done = Repository(made.folder, {**made.environment, **given}).run(*command)
        if done.returncode != 0:
            break
    assert done is not None
    return done


def annotations(text: str) -> list[dict[str, str]]:
    """Return the annotations that GitHub would make of a log: level, properties and message."""
    found: list[dict[str, str]] = []
    for line in text.splitlines():
        match = ANNOTATION.fullmatch(line)
        if match is not None:
            properties = dict(each.split("=", 1) for each in match["properties"].split(","))
            found.append({"level": match["level"], "message": match["message"], **properties})
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Give a repository of a shop."""
    return repository(tmp_path / "shop")


def test_a_clean_tree(shop: Repository) -> None:
    done = steps(shop)
    assert (done.returncode, done.stdout) == (0, "")
    assert "everything is up to date" in done.stderr


def test_a_stale_tree(shop: Repository) -> None:
    shop.change("backend/schema.py", '"total": v.int64(),', '"total": v.number(),')
    shop.git("rm", "--quiet", "backend/_generated/refs/orders.pyi")
    shop.write("backend/_generated/old.pyi", shop.read("backend/_generated/api.pyi"))
    done = steps(shop)
    assert done.returncode == 1
    assert "run: gen" in done.stderr
    by_file = {each["file"]: each for each in annotations(done.stdout)}
    assert len(by_file) == len(done.stdout.splitlines())
    orders = by_file["backend/_generated/tables/orders.pyi"]
    line = shop.read("backend/_generated/tables/orders.pyi").splitlines()[int(orders["line"]) - 1]
    assert "Int64" in line, "the annotation stands at the first line that differs"
    assert orders["message"] == "this output is changed: run `gen`, and commit what it writes"
    assert "line" not in by_file["backend/_generated/refs/orders.pyi"]
    assert "missing" in by_file["backend/_generated/refs/orders.pyi"]["message"]
    assert "orphaned" in by_file["backend/_generated/old.pyi"]["message"]


def test_a_broken_tree(shop: Repository) -> None:
    shop.change("backend/schema.py", 'v.id("customers")', 'v.id("custmers")')
    shop.write("backend/health.py", "def ping(:\n")
    done = steps(shop)
    assert done.returncode == 2
    first, second = annotations(done.stdout)
    assert first == {
        "level": "error",
        "file": "backend/health.py",
        "line": "1",
        "endLine": "1",
        "col": "10",
        "endColumn": "11",
        "title": "biconvex%3A syntax-error",
        "message": "invalid syntax%0Ahelp: mend the syntax; the rest of the app was still read",
    }
    line = shop.read("backend/schema.py").splitlines()[int(second["line"]) - 1]
    assert line[int(second["col"]) - 1 : int(second["endColumn"]) - 1] == '"custmers"'


def test_a_project_below_the_repository(tmp_path: Path) -> None:
    made = repository(tmp_path / "all")
    (tmp_path / "all/services").mkdir()
    for name in ("backend", "pyproject.toml"):
        made.git("mv", name, f"services/{name}")
    made.change("services/backend/schema.py", 'v.id("customers")', 'v.id("custmers")')
    done = steps(made, project="services")
    assert [each["file"] for each in annotations(done.stdout)] == ["services/backend/schema.py"]


def test_text_of_users_forges_no_annotation(tmp_path: Path) -> None:
    table = '"customers": define_table({"x": v.id("a%0A::error::b\\\\n::warning file=x,line=1::c")}),'
    schema = FILES["backend/schema.py"].replace(
        '"customers": define_table({"name": v.string(), "email": v.string()}),', table
    )
    made = repository(tmp_path / "shop")
    made.write("backend/schema.py", schema)
    done = steps(made)
    assert done.returncode == 2
    assert len(annotations(done.stdout)) == len(done.stdout.splitlines())
    assert all(line.startswith("::error file=backend/schema.py,") for line in done.stdout.splitlines())


def test_the_action_installs_its_own_version(shop: Repository, tmp_path: Path) -> None:
    made = shop.run("python", "-m", "venv", str(tmp_path / "environment"))
    assert made.returncode == 0
    path = f"{tmp_path / 'environment/bin'}:{shop.environment['PATH']}"
    alone = {name: value for name, value in shop.environment.items() if name != "PYTHONPATH"}
    done = steps(Repository(shop.folder, {**alone, "PATH": path}), install="true")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "environment/bin/gen").exists()
