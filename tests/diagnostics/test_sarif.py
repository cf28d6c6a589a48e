"""Logs of SARIF against its schema: the part of version 2.1.0 that they use, written down as strict models."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located
from biconvex_codegen.diagnostics.pages import summary
from biconvex_codegen.diagnostics.render import sarif
from biconvex_codegen.source import Span
from tests.diagnostics.hostile import DIAGNOSTICS, ODD, STALE

Level = Literal["none", "note", "warning", "error"]
Positive = Annotated[int, Field(ge=1)]
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-F]{2}"
# A reference of RFC 3986 that is relative, as GitHub wants it.
Uri = Annotated[str, Field(pattern=rf"^(?:{_CHARACTER})(?:/|{_CHARACTER})*$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Message(Strict):
    text: str
    markdown: str | None = None


class Configuration(Strict):
    level: Level


class Rule(Strict):
    id: str
    short_description: Message = Field(alias="shortDescription")
    help: Message | None = None
    default_configuration: Configuration = Field(alias="defaultConfiguration")


class Driver(Strict):
    name: str
    version: str
    rules: list[Rule]


class Tool(Strict):
    driver: Driver


class ArtifactLocation(Strict):
    uri: Uri
    base: Literal["%SRCROOT%"] = Field(alias="uriBaseId")


class Region(Strict):
    start_line: Positive = Field(alias="startLine")
    start_column: Positive | None = Field(None, alias="startColumn")
    end_line: Positive | None = Field(None, alias="endLine")
    end_column: Positive | None = Field(None, alias="endColumn")


class PhysicalLocation(Strict):
    artifact: ArtifactLocation = Field(alias="artifactLocation")
    region: Region | None = None


class Location(Strict):
    id: Annotated[int, Field(ge=-1)] = -1
    physical: PhysicalLocation = Field(alias="physicalLocation")
    message: Message | None = None


class Result(Strict):
    rule_id: str = Field(alias="ruleId")
    level: Level
    message: Message
    locations: Annotated[list[Location], Field(min_length=1, max_length=1)]
    related: list[Location] = Field([], alias="relatedLocations")


class Base(Strict):
    description: Message


class Run(Strict):
    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"] = Field(alias="columnKind")
    bases: dict[str, Base] = Field(alias="originalUriBaseIds")
    results: list[Result]


class Log(Strict):
    schema_: str = Field(alias="$schema")
    version: Literal["2.1.0"]
    runs: list[Run]


def run_of(text: str) -> Run:
    (run,) = Log.model_validate_json(text).runs
    return run


def test_a_log_is_of_the_schema_and_every_rule_is_there() -> None:
    run = run_of(sarif.render(DIAGNOSTICS, STALE, version="1.2.3", prefix="api/"))
    rules = [rule.id for rule in run.tool.driver.rules]
    assert len(set(rules)) == len(rules)
    assert {result.rule_id for result in run.results} == set(rules)
    assert len(run.results) == len(DIAGNOSTICS) + len(STALE)
    assert run.column_kind == "unicodeCodePoints"
    for result in run.results:
        places = [location.model_dump_json() for location in result.related]
        assert len(set(places)) == len(places)


def test_a_run_that_finds_nothing_has_no_results() -> None:
    run = run_of(sarif.render((), version="1.2.3"))
    assert (run.results, run.tool.driver.rules, run.tool.driver.version) == ([], [], "1.2.3")


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_a_rule_is_the_page_of_a_code(code: Code) -> None:
    located = Located(code, "a problem", Span("backend/schema.py", 2, 3, 2, 5))
    (rule,) = run_of(sarif.render([located], version="1")).tool.driver.rules
    assert (rule.id, rule.default_configuration.level) == (code.value, code.severity.value)
    assert rule.short_description.text == summary(code)
    assert rule.help is not None
    assert rule.help.text.startswith(f"# {code.value}\n")


def test_places_are_of_the_repository() -> None:
    located = Located(Code.UNKNOWN_NAME, "a problem", Span(ODD, 2, 3, 4, 5), help="mend it")
    (result,) = run_of(sarif.render([located], version="1", prefix="api/")).results
    place = result.locations[0].physical
    assert place.artifact.uri == "api/backend/50%25%20gr%C3%B6%C3%9Fe%2C%3A%3Aerror%3A%3A%1B%5B2J.py"
    assert place.region == Region(startLine=2, startColumn=3, endLine=4, endColumn=5)
    assert result.message.text == "a problem\nhelp: mend it"
