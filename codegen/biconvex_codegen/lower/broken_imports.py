"""Imports of what is not there: modules, and names of modules; whoever uses what they bind stays silent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import Code, did_you_mean, misspelt_part
from ..frontend.facts import IMPORTED_MODULE, IMPORTED_NAME, Facts, Import
from ..source import At
from .library_names import GENERATED_MODULES, GENERATED_NAMES, LIBRARY_MODULES, LIBRARY_NAMES, generated_home
from .modules import Modules
from .report import Report
from .rows import MadeOfRow
from .scopes import Project
from .symbols import Generated, Library, Module, Symbol, Unresolved

_OF_A_ROW = ("Id", "Fields", "Patch", "Indexes", "Search", "Vectors")


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with one import: a sentence, where, the step that mends it, and what is not there.

    `meant` is the name that a misspelt one was meant to be, `row` the name where it is one of the data model.
    """

    message: str
    at: At
    help: str
    missing: str
    meant: str | None = None
    row: str | None = None


class BrokenImports:
    """The imports of a project that are wrong; the private state of one lowering: the rows, once they are known."""

    def __init__(self, project: Project, naming: Modules) -> None:
        self._project = project
        self._naming = naming
        self._rows: frozenset[str] | None = None
        self._made: Mapping[str, MadeOfRow] = {}
        self._of: dict[str, tuple[Broken, ...]] = {}

    def know_rows(self, rows: Iterable[str], made: Mapping[str, MadeOfRow]) -> None:
        """Judge the names of the data model from now on, by those that it has and what it makes of each row."""
        self._rows = frozenset(rows)
        self._made = made
        self._of.clear()

    @property
    def missing_rows(self) -> frozenset[str]:
        """The names that modules import from the data model and that it does not have."""
        broken = (each for module in self._project.all for each in self.of(module))
        return frozenset(each.row for each in broken if each.row is not None)

    def report(self, report: Report) -> None:
        """Report what modules import and what is not there: each module and each name once."""
        for module in self._project.all:
            for each in self.of(module):
                report.add(Code.UNKNOWN_NAME, each.message, each.at, help_=each.help, mistake=each.missing)

    def of(self, module: Facts) -> tuple[Broken, ...]:
        """Return what is wrong with the imports of a module."""
        found = self._of.get(module.path)
        if found is None:
            found = self._of[module.path] = tuple(self._found(module))
        return found

    def _found(self, module: Facts) -> Iterator[Broken]:
        modules: set[str] = set()
        for statement in module.statements:
            # Inside an `if` or a `try` an import may be meant to fail.
            if not isinstance(statement, Import) or not statement.within.is_certain:
                continue
            target = self._project.target(module, statement)
            found = self._missing_module(module, statement, target)
            if found is None:
                found = self._missing_name(module, statement, target)
            elif found.missing in modules:
                continue  # another name of the same import
            else:
                modules.add(found.missing)
            if found is not None:
                yield found

    def _missing_module(self, module: Facts, statement: Import, target: Symbol) -> Broken | None:
        at = At(statement.id, IMPORTED_MODULE)
        match target:
            case Unresolved(name=name):
                return Broken(f'there is no module "{name}"', at, self._module_help(module, name), name)
            case Generated(module=name) if name not in GENERATED_MODULES:
                meant = did_you_mean(name, GENERATED_NAMES)
                help_ = f'did you mean "{meant}"?' if meant else f"import from {', '.join(GENERATED_NAMES)}"
                return Broken(f'there is no module "_generated.{name}"', at, help_, name)
            case Library(name=name) if name and name.partition(".")[0] not in LIBRARY_MODULES:
                meant = did_you_mean(name, LIBRARY_MODULES)
                help_ = f'did you mean "biconvex.{meant}"?' if meant else "import from biconvex"
                return Broken(f'there is no module "biconvex.{name}"', at, help_, name)
            case _:
                return None

    def _module_help(self, module: Facts, wanted: str) -> str:
        _, generated, rest = wanted.partition("_generated")
        depth = self._naming.depth(module)
        if generated and depth >= 0:
            return f"write from {'.' * (depth + 1)}_generated{rest} import ..."
        _, meant = misspelt_part(wanted, (*self._project.modules, "biconvex"))
        return f'did you mean "{meant}"?' if meant else "correct the path, or create the module"

    def _missing_name(self, module: Facts, statement: Import, target: Symbol) -> Broken | None:
        name = statement.name
        if name is None or name == "*":
            return None
        owner, known = self._names(target, name)
        if known is None or name in known:
            return None
        meant = did_you_mean(name, known)
        message, at = f'{owner} has no "{name}"', At(statement.id, IMPORTED_NAME)
        if (home := self._home(module, target, name)) is not None:
            return Broken(message, at, f"write from {home} import {name}", f"{owner} {name}")
        if target == Generated("data_model", ""):
            row = _row(name)
            help_ = f'did you mean "{meant}"?' if meant else f'name the rows of a table: define_table(..., doc="{row}")'
            return Broken(message, at, help_, f"row {row}", meant, name)
        other = "import a name that is there"
        if isinstance(target, Module):
            other += ", or define it there"
        help_ = f'did you mean "{meant}"?' if meant else other
        return Broken(message, at, help_, f"{owner} {name}", meant)

    def _home(self, module: Facts, target: Symbol, name: str) -> str | None:
        """Return where the library or a generated module has a name that another one of them was asked for."""
        if not isinstance(target, Library | Generated):
            return None
        if name in LIBRARY_NAMES:
            return "biconvex"
        home = generated_home(name, self._rows or frozenset[str]())
        depth = self._naming.depth(module)
        return None if home is None or depth < 0 else f"{'.' * (depth + 1)}_generated.{home}"

    def _names(self, target: Symbol, name: str) -> tuple[str, frozenset[str] | None]:
        """Return what something is called and the names that it has; None where it has the one, or may have it."""
        match target:
            case Library(name=""):
                return "biconvex", LIBRARY_NAMES | LIBRARY_MODULES
            case Generated(module="data_model", name=""):
                of_rows = (f"{row}{ending}" for row, made in self._made.items() for ending in made.endings)
                is_made = any(name.startswith(row) and each.has(name[len(row) :]) for row, each in self._made.items())
                return "the data model", None if is_made or self._rows is None else self._rows.union(of_rows)
            case Generated(module="", name=""):
                return "_generated", GENERATED_MODULES
            case Generated(module=module, name="") if module in GENERATED_NAMES:
                return f"_generated.{module}", GENERATED_NAMES[module]
            case Module(path=path):
                return f'the module "{".".join(path)}"', self._names_of_module(target, name)
            case _:
                return "", None

    def _names_of_module(self, module: Module, name: str) -> frozenset[str] | None:
        facts = self._project.module(module.path)
        if facts is None or self._project.statements(facts, name) or self._project.statements(facts, "__getattr__"):
            return None
        found = self._project.attribute(module, name)
        return frozenset(found.known) if isinstance(found, Unresolved) and not found.poisoned else None


def _row(name: str) -> str:
    """Return the row that a name of the data model is of, so that a missing row is missing once."""
    suffix = next((each for each in _OF_A_ROW if name.endswith(each)), "")
    return name.removesuffix(suffix)
