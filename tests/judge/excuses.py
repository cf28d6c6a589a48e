"""Where the compiler and Python may differ, and why: kinds of mistakes that only one of the two can see."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from biconvex_codegen.diagnostics import Code, Diagnostic
from biconvex_codegen.source import Span

from .written import Texts, is_bound_twice, is_in_a_body, stands_beside_validators, uses_others


class Unseen(NamedTuple):
    """A diagnostic, by its code and a pattern of its message, where Python imports and exports without a word.

    `where` says of which places of an app it holds.
    """

    code: Code
    message: str
    reason: str
    where: Callable[[Texts, Span], bool] = lambda _app, _span: True


class Unsaid(NamedTuple):
    """What Python raises, as a pattern, where the compiler finds nothing; `where` says in which lines of an app."""

    error: str
    reason: str
    where: Callable[[Texts, str, int], bool]


OF_BODIES = (Code.ARGUMENT_MISMATCH, Code.DUPLICATE_NAME, Code.INVALID_CALL, Code.UNKNOWN_FUNCTION)
IN_A_BODY = "what a function does, only its caller sees"
LAST_WINS = "Python keeps the last of several"
BOUND_AGAIN = "Python reads an annotation before its name is bound again"
BESIDE = "beside an explicit validator Python reads no annotation"
CLASSES = "no import makes the classes of the generated code"
CONTEXTS = "Python looks at no annotation of a context"
PACKAGES = "which packages there are, no text says"
REGISTRY = "never looked at|looked for in|binds no name|is bound to something else|is declared inside"
REGISTRIES = "what is filled by calls is a value like any other"
NOTES = "the library keeps notes and options as they are given"

UNSEEN = (
    Unseen(Code.DUPLICATE_NAME, "", LAST_WINS),
    Unseen(Code.DUPLICATE_TABLE, "", LAST_WINS),
    Unseen(Code.DUPLICATE_FUNCTION, "", LAST_WINS),
    Unseen(Code.WIRE_NAME_CLASH, "the module|is a function, and a module", "a module knows nothing of those beside it"),
    Unseen(Code.WIRE_NAME_CLASH, "in references", "no import makes the references of the generated code"),
    Unseen(Code.CLASS_NAME_CLASH, "", CLASSES),
    Unseen(Code.RESERVED_NAME, "class", CLASSES),
    Unseen(Code.INVALID_NAME, "the class name", CLASSES),
    Unseen(Code.INVALID_REGISTRATION, "registers inside|another decorator", "Python registers wherever it comes by"),
    Unseen(Code.INVALID_REGISTRATION, "stands above, and nothing here", "Python registers nothing, and says nothing"),
    Unseen(Code.INVALID_REGISTRATION, "gets a .*Ctx, not a|takes a context first, and .* is none", CONTEXTS),
    Unseen(Code.ARGUMENT_MISMATCH, "and its validator", BESIDE),
    Unseen(Code.ARGUMENT_MISMATCH, "the default of", "Python checks no default"),
    Unseen(Code.ARGUMENT_MISMATCH, 'takes no argument "\\w+_"', "a reference takes a name with and without underscore"),
    Unseen(Code.UNSUPPORTED_ANNOTATION, "", BESIDE, stands_beside_validators),
    Unseen(Code.UNSUPPORTED_ANNOTATION, "", BOUND_AGAIN, is_bound_twice),
    Unseen(Code.INVALID_CRON, "no year has a day|is no (minute|hour|day|month)", "the library counts the fields alone"),
    Unseen(Code.INVALID_CRON, REGISTRY, REGISTRIES),
    Unseen(Code.INVALID_ROUTE, REGISTRY, REGISTRIES),
    Unseen(Code.INVALID_CALL, '"(unique|deprecated|renamed_from|doc|staged)" is', NOTES),
)
"""The mistakes of one token that Python does not see."""
UNSEEN_IN_CASES = (
    *UNSEEN,
    Unseen(Code.UNSUPPORTED_ANNOTATION, "an int is no type|a list is no type", "only Python 3.11 looks into Annotated"),
    Unseen(Code.NOT_STATIC, "", "Python runs it, and the compiler does not guess"),
    Unseen(Code.INVALID_NAME, "the module name", "the length of a name of a module matters on the wire"),
    Unseen(Code.INVALID_REGISTRATION, "own __init__.py", "a name is missing where one is needed, on the wire"),
    Unseen(Code.LIMIT_EXCEEDED, "levels|required fields|tables|arguments of", "the library counts indexes alone"),
)
"""Those of the cases, which show what is no slip of one token as well."""
UNSAID = (
    Unsaid("ModuleNotFoundError: No module named '(?!backend\\b|biconvex\\b|_generated\\b)", PACKAGES, uses_others),
    Unsaid(
        "AttributeError|ImportError|TypeError|ValueError",
        "what other packages have and take, no text says",
        uses_others,
    ),
)


def reason_of_diagnostic(diagnostic: Diagnostic, app: Texts, span: Span, unseen: Sequence[Unseen]) -> str | None:
    """Return why Python need not see what a diagnostic says of a place in an app, or None."""
    if diagnostic.code in OF_BODIES and is_in_a_body(app, span):
        return IN_A_BODY
    fitting = (
        each
        for each in unseen
        if each.code is diagnostic.code and re.search(each.message, diagnostic.message) and each.where(app, span)
    )
    return next((each.reason for each in fitting), None)


def reason_of_error(error: str, app: Texts, path: str, line: int) -> str | None:
    """Return why the compiler need not say what Python raises in a line of an app, or None."""
    fitting = (each for each in UNSAID if re.match(each.error, error) and each.where(app, path, line))
    return next((each.reason for each in fitting), None)
