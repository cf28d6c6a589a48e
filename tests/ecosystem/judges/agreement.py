"""Whether the IR of each writing is what the facts say, and both are the same app, outputs included."""

from ..case import Case
from ..compare import differences, names_of, of_facts, of_ir, regardless_of_order

_SAME = ("schema.postgres.sql", "schema.sqlite.sql", "schema.sqlite.json")
"""The outputs that no name of a writing reaches."""


def as_the_facts(case: Case) -> list[str]:
    """Compare each IR with the facts: with explicit validators in the order of the source, fields and all."""
    facts, annotated = of_facts(case.plan.app), of_ir(case.annotated.app)
    ordered = differences(facts, of_ir(case.explicit.app))
    unordered = differences(regardless_of_order(facts), regardless_of_order(annotated))
    return [*(f"explicit: {each}" for each in ordered), *(f"annotated: {each}" for each in unordered)]


def as_each_other(case: Case) -> list[str]:
    """Compare the names in Python, and those outputs that have to be the same."""
    found = differences(names_of(case.explicit.app), names_of(case.annotated.app))
    for name in _SAME:
        texts = {(each.project.outputs / name).read_text(encoding="utf-8") for each in case.writings.values()}
        if len(texts) > 1:
            found.append(f"{name} is not the same in both writings")
    return found
