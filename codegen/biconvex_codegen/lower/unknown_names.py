"""Names that nothing binds, or not yet: each is reported once in a module, all that one import would bring together."""

from collections.abc import Iterable

from ..diagnostics import Code, Diagnostic, Related, did_you_mean
from ..frontend.facts import Binding, Class, Facts, Function, Import, Statement, TypeStatement
from ..source import At, Part
from .broken_imports import BrokenImports
from .library_names import LIBRARY_NAMES, generated_home
from .named_types import BUILTIN_TYPES
from .no_types import INSTEAD
from .paths import module_path, package_path
from .report import Report
from .scopes import Project
from .symbols import Symbol, Unresolved
from .values import Known, described

_STANDARD = {
    **dict.fromkeys(("Annotated", "Any", "ClassVar", "Final", "Literal", "NewType", "NotRequired"), "typing"),
    **dict.fromkeys(("Optional", "ReadOnly", "Required", "TypeAlias", "TypedDict", "Union"), "typing"),
    **dict.fromkeys(("Mapping", "MutableMapping", "MutableSequence", "Sequence"), "collections.abc"),
    **dict.fromkeys(("dataclass", "field"), "dataclasses"),
    **dict.fromkeys(("Enum", "IntEnum", "StrEnum", "auto"), "enum"),
}
"""Where names of Python come from that a backend is likely to use."""
_OF_TYPESCRIPT = {
    "Array": "list",
    "Map": "dict",
    "Record": "dict",
    "bigint": "Int64",
    "boolean": "bool",
    "false": "False",
    "null": "None",
    "number": "float, or int",
    "string": "str",
    "true": "True",
    "undefined": "None",
}
"""What is called otherwise in Python."""


class UnknownNames:
    """Reports names that nothing binds; the private state of one lowering: the rows, once they are known."""

    def __init__(self, project: Project, broken: BrokenImports) -> None:
        self._project = project
        self._broken = broken
        self._rows: frozenset[str] = frozenset()

    def know_rows(self, rows: Iterable[str]) -> None:
        """Name the data model from now on where one of its names is not imported."""
        self._rows = frozenset(rows)

    def add(self, module: Facts, symbol: Unresolved, at: At, report: Report) -> None:
        """Report a name that nothing binds, at a place where a module uses it."""
        name = symbol.name
        is_meant = any(name == broken.meant for broken in self._broken.of(module))
        if symbol.poisoned or is_meant or (module.path, name) in report.excused:
            report.blame(at)
            return
        origin = self._origin(module, name, report)
        if origin is not None:
            self._lost(module, name, origin, at, report)
            return
        if name in _OF_TYPESCRIPT:
            help_ = f"write {_OF_TYPESCRIPT[name]}"
        elif meant := did_you_mean(name, (*symbol.known, *LIBRARY_NAMES, *BUILTIN_TYPES)):
            help_ = f'did you mean "{meant}"?'
        else:
            help_ = INSTEAD.get(name, "define it, or import it, at module level")
        message = f'there is no name "{name}" here'
        report.add(Code.UNKNOWN_NAME, message, at, help_=help_, mistake=(module.path, name))

    def _lost(self, module: Facts, name: str, origin: str, at: At, report: Report) -> None:
        """Report all names that one import would bring, at the first of them in the source."""
        order = self._project.order(module)
        names = report.lost.setdefault((module.path, origin), {})
        first = min(names.get(name, at), at, key=lambda place: (order.get(place.id, 0), place.part))
        names[name] = first
        first = min(names.values(), key=lambda place: (order.get(place.id, 0), place.part))
        listed = sorted(names)
        what = f'is no name "{name}"' if len(listed) == 1 else f"are no names {_enumerated(listed)}"
        help_ = f"import {'it' if len(listed) == 1 else 'them'}: from {origin} import {', '.join(listed)}"
        diagnostic = Diagnostic(Code.UNKNOWN_NAME, f"there {what} here", first, help=help_)
        report.put(diagnostic, (module.path, origin))
        report.blame(at)

    def _origin(self, module: Facts, name: str, report: Report) -> str | None:
        """Return the module that a name can be imported from, as the module would write it."""
        if name in LIBRARY_NAMES:
            return "biconvex"
        generated = generated_home(name, self._rows)
        if generated is not None:
            return self._written(module, (*self._project.source, "_generated", generated))
        if name in _STANDARD:
            return _STANDARD[name]
        homes = [facts for facts in self._project.all if facts is not module and _defines(self._project, facts, name)]
        written = [self._written(module, module_path(home.path)) for home in homes]
        # Of several, one that other names are missing from as well.
        likely = [each for each in written if (module.path, each) in report.lost]
        return next(iter(likely if len(written) > 1 else written), None)

    def _written(self, module: Facts, target: tuple[str, ...]) -> str:
        """Return how a module imports another one: absolutely where it does so already, else by dots."""
        imports = (each for each in module.statements if isinstance(each, Import))
        if any(not each.level and each.module.partition(".")[0] == self._project.source[-1] for each in imports):
            return ".".join(target[len(self._project.source) - 1 :])
        package = package_path(module.path)
        shared = 0
        while shared < min(len(package), len(target)) and package[shared] == target[shared]:
            shared += 1
        return "." * (len(package) - shared + 1) + ".".join(target[shared:])


def report_no_member(owner: Symbol, symbol: Unresolved, at: At, report: Report) -> None:
    """Report a name that is no name of a module, at its place behind the dot."""
    if not symbol.poisoned:
        meant = did_you_mean(symbol.name, symbol.known)
        help_ = f'did you mean "{meant}"?' if meant else "name something that it has"
        message = f'{described(Known(at, owner))} has no "{symbol.name}"'
        report.refuse(Code.UNKNOWN_NAME, message, at, help_=help_)


def report_below(name: str, below: Statement, at: At, report: Report) -> None:
    """Report a name that is looked up before the statement that binds it."""
    related = (Related(At(below.id, Part.NAME), "bound here"),)
    message = f'"{name}" is used before it is bound'
    report.add(Code.UNKNOWN_NAME, message, at, help_="move what binds it above this", related=related)


def report_itself(name: str, statement: Statement, at: At, report: Report) -> None:
    """Report a name that is looked up by the very statement that binds it."""
    related = (Related(At(statement.id, Part.NAME), "defined here"),)
    message = f'"{name}" is defined by itself'
    help_ = "write out one of the values"
    report.add(Code.CIRCULAR_DEFINITION, message, at, help_=help_, related=related)


def _defines(project: Project, facts: Facts, name: str) -> bool:
    statements = project.statements(facts, name)
    return any(isinstance(each, Binding | Class | Function | TypeStatement) for each in statements)


def _enumerated(names: list[str]) -> str:
    *others, last = [f'"{name}"' for name in names]
    return f"{', '.join(others)} and {last}"
