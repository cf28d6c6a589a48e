"""Where the compiler and Python may differ, and why: kinds of mistakes that only one of the two can see."""

import re
from typing import NamedTuple

from biconvex_codegen.diagnostics import Code, Diagnostic


class Unseen(NamedTuple):
    """A diagnostic, by its code and a pattern of its message, where Python imports and exports without a word."""

    code: Code
    message: str
    reason: str


class Unsaid(NamedTuple):
    """What Python raises, as a pattern, where the compiler finds nothing."""

    error: str
    reason: str


LAST_WINS = "Python keeps the last of several"
RUNS = "Python runs it, and the compiler does not guess"
BESIDE = "beside an explicit validator Python reads no annotation"
CLASSES = "no import makes the classes of the generated code"
REGISTRY = "never looked at|looked for in|binds no name|is bound to something else|is declared inside"
REGISTRIES = "what is filled by calls is a value like any other"
NOTES = "the library keeps notes and options as they are given"

UNSEEN = (
    Unseen(Code.DUPLICATE_NAME, "", LAST_WINS),
    Unseen(Code.DUPLICATE_TABLE, "", LAST_WINS),
    Unseen(Code.DUPLICATE_FUNCTION, "", LAST_WINS),
    Unseen(Code.WIRE_NAME_CLASH, "the module|is a function, and a module", "a module knows nothing of those beside it"),
    Unseen(Code.CLASS_NAME_CLASH, "", CLASSES),
    Unseen(Code.RESERVED_NAME, "class", CLASSES),
    Unseen(Code.INVALID_NAME, "the class name", CLASSES),
    Unseen(Code.INVALID_NAME, "the module name", "the length of a name of a module matters on the wire"),
    Unseen(Code.INVALID_REGISTRATION, "registers inside|another decorator", "Python registers wherever it comes by"),
    Unseen(Code.INVALID_REGISTRATION, "gets a .*Ctx, not a", "Python looks at no annotation of a context"),
    Unseen(Code.ARGUMENT_MISMATCH, "and its validator", BESIDE),
    Unseen(Code.ARGUMENT_MISMATCH, "the default of", "Python checks no default"),
    Unseen(Code.UNSUPPORTED_ANNOTATION, "this is no annotation that is known", BESIDE),
    Unseen(Code.NOT_STATIC, "", RUNS),
    Unseen(Code.INVALID_CRON, "no year has a day|is no (minute|hour|day|month)", "the library counts the fields alone"),
    Unseen(Code.INVALID_CRON, REGISTRY, REGISTRIES),
    Unseen(Code.INVALID_ROUTE, REGISTRY, REGISTRIES),
    Unseen(Code.INVALID_REGISTRATION, "own __init__.py", "a name is missing where one is needed, on the wire"),
    Unseen(Code.LIMIT_EXCEEDED, "levels|required fields|tables|arguments of", "the library counts indexes alone"),
    Unseen(Code.INVALID_CALL, '"(unique|deprecated|renamed_from|doc|staged)" is', NOTES),
)
UNSAID = (
    Unsaid(
        "ModuleNotFoundError: No module named '(?!backend\\.|biconvex\\.)", "which packages there are, no text says"
    ),
)


def is_unseen(diagnostic: Diagnostic) -> bool:
    """Say whether Python need not see what a diagnostic says."""
    return any(
        each.code is diagnostic.code and re.search(each.message, diagnostic.message) is not None for each in UNSEEN
    )


def is_unsaid(error: str) -> bool:
    """Say whether the compiler need not say what Python raises."""
    return any(re.match(each.error, error) is not None for each in UNSAID)
