"""Builds an app from source text alone, for tests of lowering."""

from biconvex_codegen.frontend.extract import extract
from biconvex_codegen.lower.build import Built, build
from biconvex_codegen.source import Places, SourceFile, Span

HEAD = "from biconvex import Int64, UNSET, Unset, define_schema, define_table, v\n"


def built(files: dict[str, str], *, camel: bool = True) -> tuple[Built, Places]:
    """Lower files given by path."""
    extracted = [extract(SourceFile(path, text)) for path, text in files.items()]
    result = build([each.facts for each in extracted], "backend", camel=camel)
    return result, Places.merged([*(each.places for each in extracted), result.places])


def schema_source(fields: str, before: str = "") -> dict[str, str]:
    """Return a project with one table `notes` of these fields, written as a dict display or an expression."""
    return {"backend/schema.py": f'{HEAD}{before}schema = define_schema({{"notes": define_table({fields})}})\n'}


def found(result: Built, places: Places) -> list[tuple[str, Span]]:
    """Return the codes and spans of all errors, warnings about an empty app aside."""
    quiet = {"missing-init", "missing-schema", "no-functions"}
    return [(each.code.value, places.span(each.at)) for each in result.diagnostics if each.code.value not in quiet]
