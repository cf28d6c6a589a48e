"""Whether a name has one value: bound once, by a statement of the module itself, along all imports that lead to it."""

from dataclasses import dataclass

from ..diagnostics import Code, Related
from ..frontend.facts import Change, Facts, Import, Statement, Surroundings
from ..source import At, Part
from .report import Report
from .scopes import Bound, Project, bindings_of
from .symbols import Defined, Module, Symbol

_LIVE = (Surroundings.MODULE, Surroundings.TYPE_CHECKING)


@dataclass(frozen=True, slots=True)
class Found:
    """What a name of a module stands for, and the statement that binds it; None for what comes from elsewhere.

    `is_steady` is false where it has no one value, after a report.
    """

    symbol: Symbol
    binding: Bound | None
    is_steady: bool


class Bindings:
    """Looks up names whose values count; the private state of one lowering: what was found before.

    `failed_imports` are the ids of imports that were reported already.
    """

    def __init__(self, project: Project, failed_imports: frozenset[str]) -> None:
        self._project = project
        self._failed_imports = failed_imports
        self._found: dict[tuple[str, str], Found] = {}

    def look_up(self, module: Facts, name: str, report: Report) -> Found:
        """Return what a name of a module stands for, after a report at whatever gives it another value."""
        return self._look_up(module, name, report, frozenset())

    def _look_up(self, module: Facts, name: str, report: Report, seen: frozenset[tuple[str, str]]) -> Found:
        key = (module.path, name)
        found = self._found.get(key)
        if found is None:
            found = self._fresh(module, name, report, seen | {key})
            if found.is_steady:
                self._found[key] = found
        return found

    def _fresh(self, module: Facts, name: str, report: Report, seen: frozenset[tuple[str, str]]) -> Found:
        statements = self._project.statements(module, name)
        bindings = bindings_of(statements)
        live = tuple(each for each in bindings if each.within is not Surroundings.TYPE_CHECKING) or bindings
        binding = live[-1] if live else None
        symbol = self._project.resolve(module, name) if binding is None else self._project.bound(module, binding)
        stars = self._stars(module, name)
        star = stars[-1] if stars else None
        is_steady = (
            self._once(module, name, live, stars, report)
            and self._unchanged(name, symbol, statements, report)
            and (binding is None or _at_module_level(name, binding, report))
            and (isinstance(symbol, Module) or self._origin(module, name, binding or star, report, seen))
        )
        return Found(symbol, binding, is_steady)

    def _stars(self, module: Facts, name: str) -> tuple[Import, ...]:
        """Return the star imports of a module that certainly bring a name."""
        stars = (each for each in self._project.statements(module, "*") if isinstance(each, Import))
        return tuple(star for star in stars if isinstance(self._project.starred(module, star, name), Defined))

    def _once(
        self, module: Facts, name: str, bindings: tuple[Bound, ...], stars: tuple[Import, ...], report: Report
    ) -> bool:
        """Report the last of several statements that bind a name, unless they are imports of one thing.

        Of star imports alone the last one counts, as in Python.
        """
        if len(bindings) + len(stars) < 2 or not bindings:
            return True
        several = sorted((*bindings, *stars), key=lambda each: self._project.order(module)[each.id])
        meant = [
            self._project.starred(module, each, name) if each in stars else self._project.bound(module, each)
            for each in several
            if isinstance(each, Import)
        ]
        if len(meant) == len(several) and all(each == meant[0] for each in meant):
            return True
        first, last = At(several[0].id, Part.NAME), At(several[-1].id, Part.NAME)
        message = f'"{name}" is bound twice, and its value is needed'
        related = (Related(first, "first bound here"),)
        report.add(Code.DUPLICATE_NAME, message, last, help_="give one of them another name", related=related)
        return False

    def _unchanged(self, name: str, symbol: Symbol, statements: tuple[Statement, ...], report: Report) -> bool:
        # What is changed behind a module's name is a name of that module; what a call changes, its value says.
        of_module = isinstance(symbol, Module)
        changes = [
            each
            for each in statements
            if isinstance(each, Change) and each.how != "call" and not (each.attributes and of_module)
        ]
        for change in changes:
            report_change(name, symbol, change, report)
        return not changes

    def _origin(
        self, module: Facts, name: str, binding: Bound | None, report: Report, seen: frozenset[tuple[str, str]]
    ) -> bool:
        """Follow an import to the name that it brings, and say whether that one is steady."""
        if not isinstance(binding, Import) or binding.name is None:
            return True
        if binding.id in self._failed_imports:
            return False
        target = self._project.target(module, binding)
        wanted = name if binding.name == "*" else binding.name
        facts = self._project.module(target.path) if isinstance(target, Module) else None
        if facts is None:
            return True
        if (facts.path, wanted) in seen:
            return _in_a_circle(wanted, binding, report)
        return self._look_up(facts, wanted, report, seen).is_steady


def report_change(name: str, symbol: Symbol, change: Change, report: Report) -> None:
    """Report a statement that changes a name, or what it stands for, whose value is needed."""
    message = f'this {change.how} changes "{name}", whose value must be known without running it'
    related = (Related(At(symbol.statement.id, Part.NAME), "bound here"),) if isinstance(symbol, Defined) else ()
    help_ = "bind it once, to its final value"
    report.add(Code.NOT_STATIC, message, At(change.id), help_=help_, related=related)


def _at_module_level(name: str, binding: Bound, report: Report) -> bool:
    if binding.within in _LIVE:
        return True
    message = f'"{name}" is bound inside {binding.within.value}, and its value is needed'
    report.add(Code.NOT_STATIC, message, At(binding.id, Part.NAME), help_="bind it once, at module level")
    return False


def _in_a_circle(name: str, binding: Import, report: Report) -> bool:
    message = f'"{name}" is imported in a circle, and defined nowhere in it'
    report.add(Code.CIRCULAR_DEFINITION, message, At(binding.id, Part.NAME), help_="define it in one of the modules")
    return False
