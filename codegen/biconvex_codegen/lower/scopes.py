"""Finds what a name stands for: scopes of modules, imports between them, and the names the outside provides."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from ..frontend.expressions import Attribute, Constant, Expr, Name, Sequence
from ..frontend.facts import (
    Binding,
    Change,
    Evaluated,
    Facts,
    Import,
    Statement,
    Surroundings,
    Use,
)
from ..ir.reserved import PYTHON_BUILTINS
from .library_names import GENERATED_NAMES, LIBRARY_NAMES, public_name
from .paths import module_path, package_path
from .slips import is_slip
from .symbols import Builtin, Defined, Definition, External, Generated, Library, Module, Symbol, Unresolved

# Modules that hand a name on to each other. More would need more frames than the interpreter has: what such a name
# stands for is not looked at, like what comes from outside the project.
_LONGEST_CHAIN = 100

Bound: TypeAlias = Import | Definition
"""A statement that binds a name."""


class Project:
    """All modules of the project by dotted path, and the names that each of them binds."""

    def __init__(self, modules: Iterable[Facts], source: str) -> None:
        self._source = tuple(source.split("/"))
        self._modules: dict[tuple[str, ...], Facts] = {}
        self._packages: set[tuple[str, ...]] = set()
        self._names: dict[str, dict[str, tuple[Statement, ...]]] = {}
        self._order: dict[str, dict[str, int]] = {}
        self._resolved: dict[tuple[str, str], Symbol] = {}
        self._targets: dict[str, Symbol] = {}
        for facts in modules:
            path = module_path(facts.path)
            self._modules[path] = facts
            self._packages.update(path[:length] for length in range(len(path) + 1))

    def module(self, path: tuple[str, ...]) -> Facts | None:
        """Return the module of a dotted path from the project's folder, or None."""
        return self._modules.get(path)

    @property
    def source(self) -> tuple[str, ...]:
        """The dotted path of the source folder, from the project's."""
        return self._source

    @property
    def all(self) -> Iterable[Facts]:
        """All modules."""
        return self._modules.values()

    @property
    def modules(self) -> tuple[str, ...]:
        """The dotted paths of all modules, from the project's folder."""
        return tuple(".".join(path) for path in self._modules)

    def statements(self, facts: Facts, name: str) -> tuple[Statement, ...]:
        """Return the statements of a module that bind or change a name, in the order of the source."""
        names = self._names.get(facts.path)
        if names is None:
            names = self._names[facts.path] = _by_name(facts)
        return names.get(name, ())

    def bound_below(self, facts: Facts, name: str, running: str) -> Statement | None:
        """Return what binds a name first, where that comes after a statement of the same module; else None."""
        bindings = bindings_of(self.statements(facts, name))
        order = self.order(facts)
        return bindings[0] if bindings and order[bindings[0].id] > order.get(running, len(order)) else None

    def order(self, facts: Facts) -> Mapping[str, int]:
        """Return the numbers of a module's statements by their ids, in the order in which they run."""
        order = self._order.get(facts.path)
        if order is None:
            order = self._order[facts.path] = {each.id: place for place, each in enumerate(facts.statements)}
        return order

    def resolve(self, facts: Facts, name: str) -> Symbol:
        """Return what a name stands for at the end of a module; the last of several bindings.

        Type checkers believe what they alone are told under `if TYPE_CHECKING`, and so does everybody here.
        """
        return self._resolve(facts, name, frozenset())

    def _resolve(self, facts: Facts, name: str, before: frozenset[tuple[str, str]]) -> Symbol:
        key = (facts.path, name)
        if key in before:
            return Unresolved(name)
        if len(before) > _LONGEST_CHAIN:
            return External(name)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved_anew(facts, name, before | {key})
            if not before:  # what is found along a circle depends on where it was entered
                self._resolved[key] = found
        return found

    def _resolved_anew(self, facts: Facts, name: str, seen: frozenset[tuple[str, str]]) -> Symbol:
        bindings = bindings_of(self.statements(facts, name))
        if bindings:
            told = [each for each in bindings if each.within is Surroundings.TYPE_CHECKING]
            return self._bound(facts, (told or bindings)[-1], seen)
        found = self._through_stars(facts, name, seen)
        if found is not None:
            return found
        if name in PYTHON_BUILTINS:
            return Builtin(name)
        if facts.path.endswith("/__init__.py") and (*module_path(facts.path), name) in self._modules:
            return Module((*module_path(facts.path), name))  # whoever imported it made it a name of the package
        known = tuple(sorted(each for each in self._names[facts.path] if each != "*"))
        return Unresolved(name, _may_have_any(facts), known)

    def bound(self, facts: Facts, binding: Bound) -> Symbol:
        """Return what one of the statements that bind a name binds it to."""
        return self._bound(facts, binding, frozenset())

    def _bound(self, facts: Facts, binding: Bound, seen: frozenset[tuple[str, str]]) -> Symbol:
        return self._imported(facts, binding, seen) if isinstance(binding, Import) else Defined(facts, binding)

    def target(self, facts: Facts, imported: Import) -> Symbol:
        """Return the module that an import statement names."""
        return self._target(facts, imported)

    def attribute(self, symbol: Symbol, name: str) -> Symbol:
        """Return what `symbol.name` stands for, for a symbol that has names of its own."""
        return self._member(symbol, name, frozenset())

    def symbol(self, facts: Facts, expression: Expr) -> Symbol | None:
        """Return what a dotted name stands for in a module; None for any other expression."""
        match expression:
            case Name():
                return self.resolve(facts, expression.name)
            case Attribute():
                owner = self.symbol(facts, expression.value)
                return None if owner is None else self.attribute(owner, expression.name)
            case _:
                return None

    def starred(self, facts: Facts, star: Import, name: str) -> Symbol | None:
        """Return what a star import of a module gives for a name, or None."""
        return self._starred(facts, star, name, frozenset())

    def _through_stars(self, facts: Facts, name: str, seen: frozenset[tuple[str, str]]) -> Symbol | None:
        """Return what the last star import with such a name gives; one that may have any name comes after the others.

        No such import is believed to have a name of Python's builtins.
        """
        possible: Symbol | None = None
        for star in reversed(self.statements(facts, "*")):
            match self._starred(facts, star, name, seen) if isinstance(star, Import) else None:
                case None:
                    pass
                case External() | Unresolved() | Generated(module="data_model") as found:
                    possible = possible or found
                case found:
                    return found
        return None if name in PYTHON_BUILTINS else possible

    def _starred(self, facts: Facts, star: Import, name: str, seen: frozenset[tuple[str, str]]) -> Symbol | None:
        target = self._target(facts, star)
        if not self._may_have(target, name):
            return None
        if isinstance(target, Unresolved):  # reported where it is imported
            return Unresolved(name, poisoned=True)
        found = self._member(target, name, seen)
        return None if isinstance(found, Unresolved) and not found.poisoned else found

    def _may_have(self, target: Symbol, name: str) -> bool:
        """Tell whether a star import of a module can give a name, as far as its kind and its `__all__` say."""
        match target:
            case Library(name=""):
                return name in LIBRARY_NAMES
            case Generated(module=module, name="") if module in GENERATED_NAMES:
                return name in GENERATED_NAMES[module]
            case Module() if (listed := self._listed(target.path)) is not None:
                return name in listed
            case _:
                return not name.startswith("_")

    def _listed(self, path: tuple[str, ...]) -> frozenset[str] | None:
        """Return the names that a module lists in its `__all__`; None where it does not say, or not for certain."""
        facts = self._modules.get(path)
        match () if facts is None else self.statements(facts, "__all__"):
            case (Binding(value=Sequence(items=items), within=Surroundings.MODULE),):
                texts = [item.text for item in items if isinstance(item, Constant)]
                return frozenset(texts) if len(texts) == len(items) else None
            case _:
                return None

    def _imported(self, facts: Facts, imported: Import, seen: frozenset[tuple[str, str]]) -> Symbol:
        target = self._target(facts, imported)
        if imported.name is None:
            if imported.alias == imported.module.partition(".")[0]:
                return self._absolute((imported.alias,))
            return target
        found = self._member(target, imported.name, seen)
        if isinstance(found, Unresolved) and not found.poisoned:
            # Reported where it is imported, so that whoever uses it stays silent.
            return replace(found, poisoned=imported.within.is_certain)
        return found

    def _target(self, facts: Facts, imported: Import) -> Symbol:
        """Return the module that an import names."""
        found = self._targets.get(imported.id)
        if found is None:
            found = self._targets[imported.id] = self._located(facts, imported)
        return found

    def _located(self, facts: Facts, imported: Import) -> Symbol:
        parts = tuple(imported.module.split(".")) if imported.module else ()
        if not imported.level:
            found = self._absolute(parts)
            ours = (*self._source, *parts[1:]) in self._modules or parts[1:2] == ("_generated",)
            if isinstance(found, External) and is_slip(parts, imported.name, self._source[-1], is_ours=ours):
                return Unresolved(".".join(parts), poisoned=True)
            return found
        package = package_path(facts.path)
        base = package[: len(package) - (imported.level - 1)]
        return self._inside((*base, *parts))

    def _absolute(self, parts: tuple[str, ...]) -> Symbol:
        if parts[0] == "biconvex":
            return Library(".".join(parts[1:]))
        for root in (self._source[:-1], ()):
            found = self._inside((*root, *parts))
            if not isinstance(found, Unresolved):
                return found
            if (*root, parts[0]) in self._packages:
                return found
        return External(".".join(parts))

    def _inside(self, path: tuple[str, ...]) -> Symbol:
        generated = (*self._source, "_generated")
        if path[: len(generated)] == generated:
            rest = path[len(generated) :]
            return Generated(rest[0] if rest else "", ".".join(rest[1:]))
        if path in self._modules or path in self._packages:
            return Module(path)
        # Reported where it is imported, so that whoever uses it stays silent.
        return Unresolved(".".join(path), poisoned=True)

    def _member(self, symbol: Symbol, name: str, seen: frozenset[tuple[str, str]]) -> Symbol:
        match symbol:
            case Module():
                facts = self._modules.get(symbol.path)
                if facts is not None:
                    found = self._resolve(facts, name, seen)
                    if not isinstance(found, Unresolved | Builtin):
                        return found
                inside = self._inside((*symbol.path, name))
                if not isinstance(inside, Unresolved):
                    return inside
                known = () if facts is None else tuple(sorted(self._names[facts.path]))
                return Unresolved(name, facts is not None and _may_have_any(facts), known)
            case Generated():
                if not symbol.module:
                    return Generated(name, "")
                return Generated(symbol.module, f"{symbol.name}.{name}" if symbol.name else name)
            case Library():
                return Library(public_name(f"{symbol.name}.{name}" if symbol.name else name))
            case External():
                return External(f"{symbol.name}.{name}")
            case Unresolved():
                return symbol
            case _:
                return Unresolved(name)


def _may_have_any(facts: Facts) -> bool:
    return facts.failed or facts.asks_for_globals


def bindings_of(statements: Iterable[Statement]) -> tuple[Bound, ...]:
    """Return those of some statements that bind a name of the module."""
    return tuple(each for each in statements if not isinstance(each, Change | Evaluated | Use))


def _by_name(facts: Facts) -> dict[str, tuple[Statement, ...]]:
    names: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        match statement:
            case Import():
                names.setdefault("*" if statement.name == "*" else statement.alias, []).append(statement)
            case Evaluated() | Use():
                pass
            case Change():
                names.setdefault(statement.name, []).append(statement)
            case _ if statement.within not in (Surroundings.FUNCTION, Surroundings.CLASS):
                names.setdefault(statement.name, []).append(statement)
            case _:
                pass
    return {name: tuple(statements) for name, statements in names.items()}
