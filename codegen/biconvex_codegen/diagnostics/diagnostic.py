"""The diagnostic: what is wrong, where, and how to mend it; plain data, rendered elsewhere."""

from dataclasses import dataclass

from ..source import At
from .codes import Code


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the problem, with a few words on how."""

    at: At
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a headline that stands alone, the smallest place at fault, and one imperative step as help."""

    code: Code
    message: str
    at: At
    related: tuple[Related, ...] = ()
    help: str | None = None
