"""What Python refuses of classes where they stand: options and fields of dataclasses, members that are bound twice."""

from collections.abc import Iterator

from ..diagnostics import Code, Related, did_you_mean
from ..frontend.expressions import Call, Constant, Expr, Keyword, Subscript
from ..frontend.facts import Class, Facts, Member
from ..source import At
from .evaluate import Evaluator
from .evaluation import Frame
from .lineage import Lineage
from .report import Report
from .scopes import Project
from .symbols import External, Symbol
from .values import Dict, Items, described

_DATACLASS = External("dataclasses.dataclass")
_FIELD = External("dataclasses.field")
_KEYWORDS_FOLLOW = External("dataclasses.KW_ONLY")
_OF_THE_CLASS = (External("typing.ClassVar"), External("typing_extensions.ClassVar"))
_OPTIONS = (
    *("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot"),
)
"""The options of a dataclass (Python 3.11 to 3.14)."""


def report_twice(module: Facts, statement: Class, lineage: Lineage, report: Report) -> None:
    """Report what the body of a class binds twice, where each is a field or a member."""
    kind = lineage.kind(module, statement)
    first: dict[str, Member] = {}
    for member in statement.members if kind is not None else ():
        is_constant = member.value is not None and not member.name.startswith("_")
        if not (is_constant if kind == "enum" else member.annotation is not None):
            continue
        before = first.setdefault(member.name, member)
        if before is not member:
            message = f'"{member.name}" is bound twice in "{statement.name}"'
            related = (Related(At(statement.id, before.node), "first bound here"),)
            at, help_ = At(statement.id, member.node), "give one of them another name"
            report.add(Code.DUPLICATE_NAME, message, at, help_=help_, related=related)


class Dataclasses:
    """Looks through dataclasses; the private state of one lowering."""

    def __init__(self, project: Project, lineage: Lineage, evaluator: Evaluator, report: Report) -> None:
        self._project = project
        self._lineage = lineage
        self._evaluator = evaluator
        self._report = report

    def check(self, module: Facts, statement: Class) -> None:
        """Report what raises at the definition of a dataclass; nothing for any other class."""
        options = self._options(module, statement)
        if options is None:
            return
        for keyword in options:
            if keyword.name is not None and keyword.name not in _OPTIONS:
                meant = did_you_mean(keyword.name, _OPTIONS)
                help_ = f'write "{meant}="' if meant else "remove it"
                message = f'dataclass takes no argument "{keyword.name}"'
                self._report.add(Code.INVALID_CALL, message, At(statement.id, keyword.node), help_=help_)
        self._order(module, statement)
        self._shared(module, statement)

    def _options(self, module: Facts, statement: Class) -> tuple[Keyword, ...] | None:
        """Return the options of a dataclass; None for any other class."""
        for each in statement.decorators:
            if self._project.symbol(module, each.function if isinstance(each, Call) else each) == _DATACLASS:
                return each.keywords if isinstance(each, Call) else ()
        return None

    def _order(self, module: Facts, statement: Class) -> None:
        """Report a field without a default behind one that has one: as arguments they stand in the same order."""
        fields: dict[str, tuple[Class, Member, bool]] = {}
        for home, each in self._lineage.of(module, statement):
            options = self._options(home, each)
            if options is None or any(keyword.name in (None, "kw_only", "init") for keyword in options):
                return
            for member in self._positional(home, each):
                fields[member.name] = (each, member, self._has_default(home, each, member))
        before: Member | None = None
        for owner, member, has_default in fields.values():
            if has_default:
                before = before or member
            elif before is not None and owner is statement:
                message = f'"{member.name}" of "{statement.name}" has no default, and a field before it has one'
                help_ = "move it up, or give it a default"
                self._report.add(Code.INVALID_CALL, message, At(statement.id, member.node), help_=help_)
                return

    def _positional(self, module: Facts, statement: Class) -> Iterator[Member]:
        """Yield the fields of a class that are arguments by position."""
        for member in statement.members:
            if member.annotation is None:
                continue
            symbol = self._outermost(module, member.annotation)
            if symbol == _KEYWORDS_FOLLOW:
                return
            options = self._field(module, member.value) or ()
            is_by_name = any(keyword.name in (None, "kw_only", "init") for keyword in options)
            if symbol not in _OF_THE_CLASS and not is_by_name:
                yield member

    def _outermost(self, module: Facts, annotation: Expr) -> Symbol | None:
        return self._project.symbol(module, annotation.value if isinstance(annotation, Subscript) else annotation)

    def _field(self, module: Facts, value: Expr | None) -> tuple[Keyword, ...] | None:
        """Return the options of `field(...)`; None for any other value."""
        if isinstance(value, Call) and self._project.symbol(module, value.function) == _FIELD:
            return value.keywords
        return None

    def _has_default(self, module: Facts, statement: Class, member: Member) -> bool:
        options = self._field(module, member.value)
        if options is not None:
            return any(keyword.name in ("default", "default_factory") for keyword in options)
        # What only binds a name of the class counts as well.
        others = (each for each in statement.members if each.name == member.name)
        return any(each.value is not None for each in others)

    def _shared(self, module: Facts, statement: Class) -> None:
        """Report a default that all instances would share, and that can change."""
        frame = Frame.of(module, statement.id)
        for member in statement.members:
            if member.annotation is None or member.value is None or isinstance(member.value, Constant):
                continue
            if self._outermost(module, member.annotation) in _OF_THE_CLASS:
                continue
            value = self._evaluator.quietly(frame, member.value)
            if isinstance(value, Dict) or (isinstance(value, Items) and value.kind == "list"):
                message = f'the default of "{member.name}" is {described(value)}, and all that are made share it'
                at, help_ = At(statement.id, member.value.node), "write field(default_factory=...)"
                self._report.add(Code.INVALID_CALL, message, at, help_=help_)
