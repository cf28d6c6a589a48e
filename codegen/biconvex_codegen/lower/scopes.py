"""Finds what a name stands for: scopes of modules, imports between them, and the names the outside provides."""

from collections.abc import Iterable

from ..frontend.expressions import Attribute, Call, Expr, Name
from ..frontend.facts import (
    Binding,
    Change,
    Class,
    Evaluated,
    Facts,
    Function,
    Import,
    Statement,
    Surroundings,
    TypeStatement,
)
from ..ir.reserved import PYTHON_BUILTINS
from .symbols import Builtin, Defined, External, Generated, Library, Module, Symbol, Unresolved

_GENERATED_MODULES = frozenset({"api", "data_model", "server"})


class Project:
    """All modules of the project by dotted path, and the names that each of them binds."""

    def __init__(self, modules: Iterable[Facts], source: str) -> None:
        self._source = tuple(source.split("/"))
        self._modules: dict[tuple[str, ...], Facts] = {}
        self._packages: set[tuple[str, ...]] = set()
        self._names: dict[str, dict[str, tuple[Statement, ...]]] = {}
        self._calls: dict[str, dict[str, Evaluated]] = {}
        self._order: dict[str, dict[str, int]] = {}
        for facts in modules:
            path = module_path(facts.path)
            self._modules[path] = facts
            self._packages.update(path[:length] for length in range(len(path) + 1))

    def module(self, path: tuple[str, ...]) -> Facts | None:
        """Return the module of a dotted path from the project's folder, or None."""
        return self._modules.get(path)

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
        bindings = [each for each in self.statements(facts, name) if _binds(each)]
        order = self._order.get(facts.path)
        if order is None:
            order = self._order[facts.path] = {each.id: place for place, each in enumerate(facts.statements)}
        return bindings[0] if bindings and order[bindings[0].id] > order.get(running, len(order)) else None

    def method_call(self, facts: Facts, name: str) -> Evaluated | None:
        """Return the first statement of a module that calls a method on a name and drops what it returns."""
        calls = self._calls.get(facts.path)
        if calls is None:
            calls = self._calls[facts.path] = {}
            for statement in facts.statements:
                if isinstance(statement, Evaluated) and isinstance(statement.value, Call):
                    calls.setdefault(_root_name(statement.value.function), statement)
        return calls.get(name)

    def resolve(self, facts: Facts, name: str, _seen: frozenset[tuple[str, str]] = frozenset()) -> Symbol:
        """Return what a name stands for at the end of a module; the last of several bindings."""
        if (facts.path, name) in _seen:
            return Unresolved(name)
        seen = _seen | {(facts.path, name)}
        bindings = [each for each in self.statements(facts, name) if _binds(each)]
        if bindings:
            match bindings[-1]:
                case Import() as imported:
                    return self._imported(facts, imported, seen)
                case Binding() | TypeStatement() | Function() | Class() as definition:
                    return Defined(facts, definition)
                case _:
                    return Unresolved(name)
        found = self._through_stars(facts, name, seen)
        if found is not None:
            return found
        if name in PYTHON_BUILTINS:
            return Builtin(name)
        return Unresolved(name, facts.failed, tuple(sorted(each for each in self._names[facts.path] if each != "*")))

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

    def _through_stars(self, facts: Facts, name: str, seen: frozenset[tuple[str, str]]) -> Symbol | None:
        """Return what the last star import with such a name gives; one that may have any name comes after the others.

        No such import is believed to have a name of Python's builtins.
        """
        possible: Symbol | None = None
        for star in reversed(self.statements(facts, "*")):
            target = self._target(facts, star) if isinstance(star, Import) else Unresolved(name)
            if name.startswith("_") or not _may_have(target, name):
                continue
            found = self._member(target, name, seen)
            match found:
                case Unresolved():
                    pass
                case External() | Generated(module="data_model"):
                    possible = possible or found
                case _:
                    return found
        return None if name in PYTHON_BUILTINS else possible

    def _imported(self, facts: Facts, imported: Import, seen: frozenset[tuple[str, str]]) -> Symbol:
        target = self._target(facts, imported)
        if imported.name is None:
            if imported.alias == imported.module.partition(".")[0]:
                return self._absolute((imported.alias,))
            return target
        return self._member(target, imported.name, seen)

    def _target(self, facts: Facts, imported: Import) -> Symbol:
        """Return the module that an import names."""
        parts = tuple(imported.module.split(".")) if imported.module else ()
        if not imported.level:
            return self._absolute(parts)
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
                    found = self.resolve(facts, name, seen)
                    if not isinstance(found, Unresolved | Builtin):
                        return found
                inside = self._inside((*symbol.path, name))
                if not isinstance(inside, Unresolved):
                    return inside
                known = () if facts is None else tuple(sorted(self._names[facts.path]))
                return Unresolved(name, facts is not None and facts.failed, known)
            case Generated():
                if not symbol.module:
                    return Generated(name, "")
                return Generated(symbol.module, f"{symbol.name}.{name}" if symbol.name else name)
            case Library():
                return Library(_public_name(f"{symbol.name}.{name}" if symbol.name else name))
            case External():
                return External(f"{symbol.name}.{name}")
            case Unresolved():
                return symbol
            case _:
                return Unresolved(name)


_LIBRARY_MODULES = frozenset(
    {"crons", "database", "errors", "pagination", "refs", "routing", "schema", "server", "validators", "values"}
)


# What a star import takes from the library, and from the generated modules whose names are the same in every app.
LIBRARY_NAMES = frozenset(
    (
        *("COMMIT_TS", "UNSET", "AnyOf", "BiconvexError", "CommitTs", "ConvexError", "Int64", "PaginationOpts"),
        *("PaginationResult", "Request", "Response", "Unset", "UserIdentity", "any_of", "cron_jobs", "define_schema"),
        *("define_table", "http_router", "v"),
    )
)
SERVER_NAMES = frozenset(
    (
        *("query", "mutation", "action", "internal_query", "internal_mutation", "internal_action", "http_action"),
        *("QueryCtx", "MutationCtx", "ActionCtx", "DatabaseReader", "DatabaseWriter", "VectorSearch"),
    )
)
_STARRED = {"server": SERVER_NAMES, "api": frozenset({"api", "internal"})}


def _may_have(target: Symbol, name: str) -> bool:
    """Tell whether a star import of a module can give a name, as far as its kind says."""
    match target:
        case Library(name=""):
            return name in LIBRARY_NAMES
        case Generated(module=module, name=""):
            return module not in _STARRED or name in _STARRED[module]
        case _:
            return True


def _public_name(name: str) -> str:
    """Forget the module of the library that a public name was taken from: `validators.v` is `v`."""
    module, _, rest = name.partition(".")
    return rest if module in _LIBRARY_MODULES and rest else name


def module_path(path: str) -> tuple[str, ...]:
    """Return the dotted path of a file, from the project's folder; a package's `__init__.py` is the package."""
    parts = tuple(path.removesuffix(".py").split("/"))
    return parts[:-1] if parts[-1] == "__init__" else parts


def package_path(path: str) -> tuple[str, ...]:
    """Return the dotted path of the package that a file belongs to, from the project's folder."""
    return tuple(path.split("/"))[:-1]


def _root_name(expression: Expr) -> str:
    """Return the name whose method a callee is; empty for a plain name and anything else."""
    while isinstance(expression, Attribute):
        expression = expression.value
        if isinstance(expression, Name):
            return expression.name
    return ""


def _binds(statement: Statement) -> bool:
    return not isinstance(statement, Change | Evaluated)


def _by_name(facts: Facts) -> dict[str, tuple[Statement, ...]]:
    names: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        if getattr(statement, "within", None) in (Surroundings.FUNCTION, Surroundings.CLASS):
            continue
        match statement:
            case Import():
                names.setdefault("*" if statement.name == "*" else statement.alias, []).append(statement)
            case Evaluated():
                pass
            case _:
                names.setdefault(statement.name, []).append(statement)
    return {name: tuple(statements) for name, statements in names.items()}
