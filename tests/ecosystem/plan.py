"""What both writings of an app have in common: its files, and the Python names of all that the facts name.

The wire has camelCase, and identifiers are snake_case; an app most of whose names are not camelCase, or that has an
underscore in a module's path, is written with `wire_names = "as-written"`.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from biconvex import __all__ as library
from biconvex_codegen.ir.expand import PAGINATION_OPTIONS
from biconvex_codegen.ir.naming import reference_name, row_class_name, without_underscore
from biconvex_codegen.ir.reserved import PYTHON_BUILTINS, PYTHON_KEYWORDS, SYSTEM_CLASS_NAMES
from biconvex_codegen.ir.types import ObjectType

from .compare import text_of
from .facts import AppFacts, FunctionFacts, ModuleFacts
from .forced import forced
from .names import free, identifier, pascal, snake, usable, wire_name
from .variety import happens

IMPORTED = frozenset(
    {
        *library, "action", "api", "ActionCtx", "Annotated", "Any", "crons", "dataclass", "http", "http_action",
        "internal", "internal_action", "internal_mutation", "internal_query", "Literal", "mutation", "MutationCtx",
        "NotRequired", "query", "QueryCtx", "schema", "ScheduledFunctionId", "StorageId", "StrEnum", "TypeAlias",
        "TypedDict", "Validator",
    }
)  # fmt: skip
"""Names that a module of either writing may import, and so gives to nothing of its own."""

_TEST = re.compile(r"test_.*|.*_test|conftest|_.*")
_PAGE = text_of(PAGINATION_OPTIONS)
_SUFFIXES = ("", "Id", "Fields", "Patch")


@dataclass(frozen=True, slots=True)
class FunctionPlan:
    """A function, its name in Python, and those of its parameters; some names need to be said in the decorator."""

    facts: FunctionFacts
    handler: str
    needs_name: bool
    parameters: tuple[str, ...]
    needs_args: bool

    @property
    def context(self) -> str:
        """The name of the first parameter, which gets the context."""
        return next(name for name in ("ctx", "context", "ctx_") if name not in self.parameters)


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """A module: its dotted path below the source folder, its file, its functions, and handlers of HTTP actions."""

    facts: ModuleFacts
    python: tuple[str, ...]
    file: str
    functions: tuple[FunctionPlan, ...]
    http_actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """An app as both writings name it; `rows` are the classes of tables, `docs` those that have to be said."""

    app: AppFacts
    changes: tuple[str, ...]
    source: str
    camel: bool
    rows: dict[str, str]
    docs: dict[str, str]
    modules: tuple[ModulePlan, ...]

    @property
    def taken(self) -> frozenset[str]:
        """The names that no module gives to anything of its own: imports, classes of tables, handlers."""
        classes = {f"{row}{suffix}" for row in self.rows.values() for suffix in _SUFFIXES}
        handlers = {each.handler for module in self.modules for each in module.functions}
        handlers |= {handler for module in self.modules for _, handler in module.http_actions}
        return frozenset({*IMPORTED, *classes, *handlers, *PYTHON_BUILTINS, *PYTHON_KEYWORDS})

    def root_file(self, name: str) -> str:
        """Return the file of a module at the root: a package where a folder of the app has its name."""
        is_folder = any(each.python[0] == name and len(each.python) > 1 for each in self.modules)
        return f"{name}/__init__.py" if is_folder else f"{name}.py"

    def helper(self, *wishes: str) -> str:
        """Return a name for a module of helpers that no module of the app has."""
        roots = {each.python[0] for each in self.modules} | {"schema", "crons", "routes"}
        return next(name for wish in (*wishes, f"shared_{wishes[0]}") if (name := wish) not in roots)


def planned(facts: AppFacts) -> Plan:
    """Return the plan of an app."""
    found = forced(facts)
    app = found.app
    camel = _is_camel(app)
    spelt: list[str] = []
    app = replace(app, modules=tuple(_spelt(each, app.name, spelt, camel=camel) for each in app.modules))
    rows, docs = _rows(app)
    classes = {f"{row}{suffix}" for row in rows.values() for suffix in _SUFFIXES}
    modules = tuple(_module(each, app, classes, camel=camel) for each in app.modules)
    changes = [*found.changes, *spelt]
    changes += (
        f"{old.path}:{name}: the HTTP action is {wire}"
        for old, new in zip(app.modules, modules, strict=True)
        for name, (wire, _) in zip(old.http_actions, new.http_actions, strict=True)
        if name != wire
    )
    written = replace(app, modules=tuple(each.facts for each in modules))
    return Plan(written, tuple(changes), "backend", camel, rows, docs, modules)


def _is_camel(app: AppFacts) -> bool:
    if any("_" in module.path.lstrip("_") for module in app.modules):
        return False
    names = [name for module in app.modules for each in module.functions for name in _names(each)]
    return sum(identifier(name, camel=True) is None for name in names) * 3 <= len(names)


def _names(function: FunctionFacts) -> Iterator[str]:
    yield function.name
    yield from (each.name for each in function.args.fields) if function.args else ()


def _rows(app: AppFacts) -> tuple[dict[str, str], dict[str, str]]:
    """Return the class of each table, and those that `doc=` says: singular, or to be told apart."""
    rows: dict[str, str] = {}
    docs: dict[str, str] = {}
    for table in app.tables:
        default = row_class_name(table.name)
        one = _singular(default) if happens(50, "doc", app.name, table.name) else default
        others = (f"{pascal(table.name)}Row", *(f"{pascal(table.name)}Row{number}" for number in range(2, 99)))
        later = {row_class_name(each.name) for each in app.tables if each.name not in rows and each is not table}
        rows[table.name] = next(name for name in (one, default, *others) if _is_free(name, rows.values(), later))
        if rows[table.name] != default:
            docs[table.name] = rows[table.name]
    return rows, docs


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def _is_free(name: str, rows: Iterable[str], later: AbstractSet[str]) -> bool:
    """Say whether a table can have this class beside those of others, in whatever case a file system keeps them."""
    own = {f"{name}{suffix}" for suffix in _SUFFIXES}
    theirs = {f"{row}{suffix}" for row in (*rows, *later) for suffix in _SUFFIXES}
    is_usable = usable(name) == name and name not in IMPORTED and not own & SYSTEM_CLASS_NAMES
    return is_usable and not own & theirs


def _module(module: ModuleFacts, app: AppFacts, classes: AbstractSet[str], *, camel: bool) -> ModulePlan:
    python = tuple(_module_name(each, depth, camel=camel) for depth, each in enumerate(module.path.split("/")))
    is_folder = any(each.path.startswith(f"{module.path}/") for each in app.modules)
    taken = {*IMPORTED, *classes, *PYTHON_BUILTINS}
    functions: list[FunctionPlan] = []
    for function in module.functions:
        references = {reference_name(each.handler) for each in functions}
        functions.append(_function(function, taken, references, app.name, camel=camel))
        taken.add(functions[-1].handler)
    http_actions: list[tuple[str, str]] = []
    for name in module.http_actions:
        handler = identifier(name, camel=camel, taken=taken) or free(snake(name), taken)
        taken.add(handler)
        http_actions.append((wire_name(handler, camel=camel), handler))
    file = "/".join(python) + ("/__init__.py" if is_folder else ".py")
    as_written = replace(module, http_actions=tuple(wire for wire, _ in http_actions))
    return ModulePlan(as_written, python, file, tuple(functions), tuple(http_actions))


def _module_name(segment: str, depth: int, *, camel: bool) -> str:
    """Return the name of a module or folder that registers functions under this name."""
    reserved = {"schema", "auth_config"} if depth == 0 else set[str]()
    names = [identifier(segment, camel=camel, taken=reserved), segment, f"{segment}_"]
    found = (name for name in names if name is not None and not _TEST.fullmatch(name) and name not in reserved)
    return next(name for name in found if wire_name(name, camel=camel) == segment and name not in PYTHON_KEYWORDS)


def _function(
    function: FunctionFacts, taken: AbstractSet[str], references: AbstractSet[str], app: str, *, camel: bool
) -> FunctionPlan:
    """Return the plan of a function; `references` are the names by which those before it are called."""
    handler = identifier(function.name, camel=camel, taken=taken)
    is_camel = camel and handler == function.name != snake(function.name)
    is_hidden = handler is not None and handler.startswith("__")  # Python looks for protocols by such names
    if handler is None or is_camel or is_hidden or reference_name(handler) in references:
        bare = snake(function.name).strip("_") or "call"
        handler = free(bare if bare.isidentifier() and usable(bare) == bare else f"do_{bare}", {*taken, *references})
    wires = [each.name for each in function.args.fields] if function.args else []
    parameters = tuple(each for each in _parameters(wires, app, camel=camel) if each is not None)
    needs_args = _is_page_elsewhere(function) or any(
        wire_name(parameter, camel=camel) != wire for parameter, wire in zip(parameters, wires, strict=True)
    )
    needs_name = wire_name(handler, camel=camel) != function.name
    return FunctionPlan(function, handler, needs_name, parameters, needs_args)


def _spelt(module: ModuleFacts, app: str, changes: list[str], *, camel: bool) -> ModuleFacts:
    """Return a module each of whose arguments some parameter can stand for: `from` has none beside `from_`."""
    functions: list[FunctionFacts] = []
    for function in module.functions:
        fields = list(function.args.fields) if function.args else []
        while wire := _unspelt([each.name for each in fields], app, camel=camel):
            other = free(f"{wire}2", {each.name for each in fields})
            changes.append(f"{module.path}:{function.name}: the argument {wire} is {other}")
            fields = [replace(each, name=other) if each.name == wire else each for each in fields]
        functions.append(replace(function, args=function.args and ObjectType(tuple(fields))))
    return replace(module, functions=tuple(functions))


def _unspelt(wires: list[str], app: str, *, camel: bool) -> str | None:
    """Return the first argument that no parameter can stand for; None where there is none."""
    parameters = _parameters(wires, app, camel=camel)
    return next((wire for wire, parameter in zip(wires, parameters, strict=True) if parameter is None), None)


def _is_page_elsewhere(function: FunctionFacts) -> bool:
    """Say whether options of a page have another name: those that are annotated as such are `paginationOpts`."""
    fields = function.args.fields if function.args else ()
    return any(text_of(each.type) == _PAGE and each.name != "paginationOpts" for each in fields)


def _parameters(wires: list[str], app: str, *, camel: bool) -> list[str | None]:
    """Return the parameter that stands for each argument; None for one that has none."""
    found: list[str | None] = []
    for wire in wires:
        plain = identifier(wire, camel=camel, taken={each for each in found if each})
        wishes = [plain, wire, f"{wire}_"]
        if plain in PYTHON_BUILTINS and happens(50, "builtin", app, wire):
            wishes.insert(0, f"{plain}_")
        fits = (each for each in wishes if each and each not in found and _key(each, wires, camel=camel) == wire)
        found.append(next((each for each in fits if each.isidentifier() and each not in PYTHON_KEYWORDS), None))
    return found


def _key(parameter: str, wires: list[str], *, camel: bool) -> str | None:
    """Return the key of `args=` that a parameter stands for."""
    for name in (parameter, wire_name(parameter, camel=camel), without_underscore(parameter)):
        if name in wires:
            return name
    return None
