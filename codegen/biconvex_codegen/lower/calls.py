"""Binds the arguments of a call to the parameters of something known: which was given, missing, or too much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Code, did_you_mean
from ..frontend.expressions import Attribute, Call
from ..source import At
from .report import Report
from .values import Nothing, Value

NONE_IS_ABSENT = frozenset(
    {
        *("args", "deprecated", "doc", "hours", "minute_utc", "minutes", "name", "path", "path_prefix", "renamed_from"),
        *("returns", "seconds"),
    }
)
"""The options that are None in the library where they are not given."""
_NOTES = ("doc", "deprecated", "renamed_from")


@dataclass(frozen=True, slots=True)
class Given:
    """The evaluated arguments of one call, and the name that is called; `holes` where a part of them is unknown."""

    at: At
    name_at: At
    positional: tuple[Value, ...]
    keywords: tuple[tuple[str, At, Value], ...]
    holes: bool = False

    def places_of(self, names: Sequence[str]) -> list[At]:
        """Return the places of those keywords of several that are given, in the order of the call."""
        return [at for name, at, value in self.keywords if name in names and not _is_absent(name, value)]


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a function of the library: those that may be positional, and those by keyword alone.

    `form` is a call of it as it should be, `several` what to write for more arguments than it takes; `positional_only`
    are required, and have no keyword.
    """

    name: str
    form: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    keyword_only: tuple[str, ...] = ()
    required_keywords: tuple[str, ...] = ()
    positional_only: tuple[str, ...] = ()
    rest: bool = False
    several: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """The parameters that may be given by name."""
        return (*self.required, *self.optional, *self.keyword_only, *self.required_keywords)


def called_name(owner: str, call: Call) -> At:
    """Return the place of the name that a call calls: behind the last dot, if there is one."""
    function = call.function
    return At(owner, function.name_node if isinstance(function, Attribute) else function.node)


def bind(signature: Signature, given: Given, report: Report) -> Mapping[str, Value] | None:
    """Return the arguments by parameter, or None after reporting why they do not fit."""
    by_keyword = (*signature.required, *signature.optional)
    positional = (*signature.positional_only, *by_keyword)
    bound: dict[str, Value] = dict(zip(positional, given.positional, strict=False))
    if len(given.positional) > len(positional) and not signature.rest:
        _too_many(signature, given, len(positional), report)
        return None
    allowed = signature.options
    for name, at, value in given.keywords:
        if name in signature.positional_only:
            message = f'{signature.name} takes "{name}" by position alone'
            report.add(Code.INVALID_CALL, message, at, help_=f"write {signature.form}")
            return None
        if name not in allowed:
            meant = did_you_mean(name, allowed)
            named = {each for each, _, _ in given.keywords}
            is_lost = any(each not in bound and each not in named for each in positional[: _needed(signature)])
            known = f"write {signature.form}" if is_lost else _known(signature, name, allowed)
            help_ = f'write "{meant}="' if meant else known
            report.add(Code.INVALID_CALL, f'{signature.name} takes no argument "{name}"', at, help_=help_)
            return None
        if name in bound:
            report.add(Code.INVALID_CALL, f'{signature.name} gets "{name}" twice', at, help_="remove one of them")
            return None
        if not _is_absent(name, value):
            bound[name] = value
    required = (*signature.positional_only, *signature.required, *signature.required_keywords)
    missing = [name for name in required if name not in bound]
    if missing and not given.holes:
        message = f'{signature.name} needs the argument "{missing[0]}"'
        report.add(Code.INVALID_CALL, message, given.name_at, help_=f"write {signature.form}")
    return None if missing else bound


def _needed(signature: Signature) -> int:
    return len(signature.positional_only) + len(signature.required)


def _is_absent(name: str, value: Value) -> bool:
    return isinstance(value, Nothing) and name in NONE_IS_ABSENT


def refuse_spread(owner: str, call: Call, report: Report) -> None:
    """Report `**options` in a call whose arguments must be read one by one."""
    for keyword in call.keywords:
        if keyword.name is None:
            message = "what ** gives cannot be known without running it"
            report.add(Code.NOT_STATIC, message, At(owner, keyword.node), help_="write name=value")


def _too_many(signature: Signature, given: Given, count: int, report: Report) -> None:
    word = "no arguments" if not count else "one argument" if count == 1 else f"{count} arguments"
    if signature.several or signature.required_keywords:
        help_ = f"write {signature.several or signature.form}"
    else:
        help_ = f'give "{signature.keyword_only[0]}" by keyword' if signature.keyword_only else "remove it"
    suffix = " by position" if signature.keyword_only or signature.required_keywords else ""
    report.add(Code.INVALID_CALL, f"{signature.name} takes {word}{suffix}", given.positional[count].at, help_=help_)


def _known(signature: Signature, name: str, allowed: tuple[str, ...]) -> str:
    if name in _NOTES and signature.name.startswith("v."):
        return f"write v.field({signature.form}, {name}=...)"
    if not allowed:
        return "remove it"
    return f"{signature.name} takes {', '.join(allowed)}"
