"""Diagnostics and stale files as a log of SARIF 2.1.0, for code scanning; its rules are the pages of diagnostics."""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from ...source import Span
from ..codes import Code
from ..located import Located, LocatedNote
from ..pages import page, summary
from .escape import escape
from .json import JSON
from .stale import Stale

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_STALE = "stale-output"


def render(
    diagnostics: Sequence[Located],
    stale: Sequence[Stale] = (),
    *,
    version: str,
    prefix: str = "",
    indent: int | None = 2,
) -> str:
    """Return the log of one run; `prefix` leads from the repository to the project, `api/` or nothing.

    `version` is the compiler's own. A log lists the rules of its results alone. Without an indent it is one line.
    """
    found = {each.code for each in diagnostics}
    rules = [*(_rule(code) for code in Code if code in found), *([_stale_rule()] if stale else [])]
    results: list[JSON] = [_result(each, prefix) for each in diagnostics]
    results += [_stale_result(each, prefix) for each in stale]
    driver: JSON = {"name": "biconvex", "version": version, "rules": rules}
    run: JSON = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the root of the repository"}}},
        "results": results,
    }
    log: JSON = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=indent) + "\n"


def _rule(code: Code) -> JSON:
    text = page(code)
    return {
        "id": code.value,
        "shortDescription": {"text": summary(code)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _stale_rule() -> JSON:
    sentence = "A generated file is not as the source says."
    return {"id": _STALE, "shortDescription": {"text": sentence}, "defaultConfiguration": {"level": "error"}}


def _result(diagnostic: Located, prefix: str) -> JSON:
    advice = "" if diagnostic.help is None else f"\nhelp: {escape(diagnostic.help)}"
    found: dict[str, JSON] = {
        "ruleId": diagnostic.code.value,
        "level": diagnostic.code.severity.value,
        "message": {"text": f"{escape(diagnostic.message)}{advice}"},
        "locations": [_location(diagnostic.span, prefix)],
    }
    if diagnostic.related:
        found["relatedLocations"] = _related(diagnostic.related, prefix)
    return found


def _related(notes: Iterable[LocatedNote], prefix: str) -> JSON:
    return [
        {"id": number, **_location(note.span, prefix), "message": {"text": escape(note.message)}}
        for number, note in enumerate(dict.fromkeys(notes), start=1)
    ]


def _stale_result(stale: Stale, prefix: str) -> JSON:
    region: dict[str, JSON] = {} if stale.line is None else {"region": {"startLine": stale.line}}
    place: JSON = {"physicalLocation": {"artifactLocation": _file(stale.path, prefix), **region}}
    return {"ruleId": _STALE, "level": "error", "message": {"text": escape(stale.message)}, "locations": [place]}


def _location(span: Span, prefix: str) -> dict[str, JSON]:
    region: JSON = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": _file(span.path, prefix), "region": region}}


def _file(path: str, prefix: str) -> JSON:
    # What the system calls a file may be no Unicode.
    return {"uri": quote(f"{prefix}{path}", errors="surrogatepass"), "uriBaseId": _ROOT}
