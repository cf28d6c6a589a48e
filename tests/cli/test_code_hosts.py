"""What a check prints for code hosts: diagnostics and stale files as annotations of GitHub, and as one log of SARIF."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Gen
from tests.cli.projects import SCHEMA, git

API = Path("backend/_generated/api.py")


@pytest.fixture
def stale(project: Path, gen: Gen) -> Path:
    """Return a project in a folder of a repository, with a changed output, a missing one and a warning."""
    git(project.parent, "init", "--quiet")
    gen()
    text = (project / API).read_text(encoding="utf-8").split("\n")
    (project / API).write_text("\n".join([*text[:2], "changed", *text[3:]]), encoding="utf-8")
    (project / "backend" / "_generated" / "api.pyi").unlink()
    orders = project / "backend" / "orders.py"
    orders.write_text(orders.read_text(encoding="utf-8").replace(" -> OrdersId:", ":"), encoding="utf-8")
    return project


def test_github_shows_a_stale_file_at_the_line_that_differs(stale: Path, gen: Gen) -> None:
    result = gen("--check", "--output-format", "github")
    assert result.code == 1
    lines = result.out.splitlines()
    assert all(line.startswith(("::error file=shop/backend/", "::warning file=shop/backend/")) for line in lines)
    assert lines[0].startswith("::warning file=shop/backend/orders.py,line=13,endLine=13,col=11,endColumn=16,")
    (changed,) = (line for line in lines if f"file=shop/{API}," in line)
    assert changed.startswith(f"::error file=shop/{API},line=3,title=biconvex%3A not up to date::this output is ")
    (missing,) = (line for line in lines if f"file=shop/{API}i," in line)
    assert ",line=" not in missing


def test_sarif_has_stale_files_among_its_results(stale: Path, gen: Gen) -> None:
    result = gen("--check", "--output-format", "sarif")
    assert result.code == 1
    (run,) = json.loads(result.out)["runs"]
    places = {
        (each["ruleId"], place["artifactLocation"]["uri"], place.get("region", {}).get("startLine"))
        for each in run["results"]
        for place in [each["locations"][0]["physicalLocation"]]
    }
    assert places >= {
        ("missing-return-type", "shop/backend/orders.py", 13),
        ("stale-output", f"shop/{API}", 3),
        ("stale-output", f"shop/{API}i", None),
    }


def test_sarif_is_one_log_whatever_is_asked(project: Path, gen: Gen) -> None:
    for arguments, code in (((), 0), (("--check",), 0), (("--list",), 0)):
        result = gen(*arguments, "--output-format", "sarif")
        assert result.code == code
        assert json.loads(result.out)["runs"][0]["results"] == []
    (project / "backend" / "schema.py").write_text(SCHEMA.replace('id("customers")', 'id("customer")'))
    result = gen("--output-format", "sarif")
    assert result.code == 2
    assert [each["ruleId"] for each in json.loads(result.out)["runs"][0]["results"]] == ["unknown-table"]
