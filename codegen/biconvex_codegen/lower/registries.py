"""What `crons.py` and `routes.py` fill by calls: bound once under its name, called in statements, and nowhere else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Code, Related
from ..frontend.expressions import Attribute, Call, Expr, Name, walk
from ..frontend.facts import Binding, Change, Class, Evaluated, Facts, Function, Import, Surroundings
from ..source import At, Part
from .annotations import Annotations
from .changes import expressions_of
from .evaluation import Frame
from .modules import Modules
from .report import Report
from .scopes import Bound, Project, bindings_of
from .symbols import Builtin, Defined, Generated, Library, Module


@dataclass(frozen=True, slots=True)
class Registry:
    """One of the two: the name of its module, its own, what makes it, what one entry is, and how that is written.

    `methods` are those that make an entry.
    """

    module: str
    name: str
    maker: str
    code: Code
    entry: str
    form: str
    methods: frozenset[str]


_SCHEDULES = frozenset({"cron", "daily", "hourly", "interval", "monthly", "weekly"})
CRONS = Registry("crons", "crons", "cron_jobs", Code.INVALID_CRON, "cron job", "crons.interval(...)", _SCHEDULES)
ROUTES = Registry("routes", "http", "http_router", Code.INVALID_ROUTE, "route", "http.route(...)", frozenset({"route"}))


def report_registries(
    modules: Sequence[Facts], project: Project, naming: Modules, annotations: Annotations, report: Report
) -> None:
    """Report what looks like entries of a registry, and is never looked at."""
    for registry in (CRONS, ROUTES):
        home = next((each for each in modules if naming.is_root(each, registry.module)), None)
        if home is not None and not home.failed:
            _Home(home, registry, annotations, report).judge(project)
        for module in modules:
            if naming.is_inside(module) and module is not home and not naming.is_test(module):
                for at in _elsewhere(module, home, registry, project, annotations):
                    message = f"{registry.entry}s are looked for in {naming.root_path(registry.module)} alone"
                    report.add(registry.code, message, at, help_="move it there")


def entries(module: Facts, registry: Registry, report: Report) -> Iterator[tuple[Evaluated, Attribute, Call]]:
    """Yield the statements of a registry's module that call its methods; one inside something else is reported."""
    for statement in module.statements:
        match statement:
            case Evaluated(value=Call(function=Attribute(value=Name(name=name)) as method) as call) if (
                name == registry.name
            ):
                if statement.within is Surroundings.MODULE:
                    yield statement, method, call
                else:
                    _inside(statement.within, At(statement.id, method.node), registry, report)
            case Change(name=name, within=Surroundings.FUNCTION | Surroundings.CLASS) if name == registry.name:
                _inside(statement.within, At(statement.id), registry, report)
            case _:
                pass


def _inside(within: Surroundings, at: At, registry: Registry, report: Report) -> None:
    message = f"this {registry.entry} is declared inside {within.value}"
    report.add(registry.code, message, at, help_="move it to module level")


class _Home:
    """The module of a registry; the private state of one judgement."""

    def __init__(self, module: Facts, registry: Registry, annotations: Annotations, report: Report) -> None:
        self._module = module
        self._registry = registry
        self._annotations = annotations
        self._report = report

    def judge(self, project: Project) -> None:
        """Report a name that is bound not at all, twice, or to something else, and what is done with it beside."""
        registry = self._registry
        bindings = bindings_of(project.statements(self._module, registry.name))
        others = [each for each in _made(self._module, registry, self._annotations) if each.name != registry.name]
        for other in others:
            message = f'"{other.name}" is never looked at: this module must bind "{registry.name}"'
            help_ = f'rename it to "{registry.name}"'
            self._report.add(registry.code, message, At(other.id, Part.NAME), help_=help_)
            self._report.excused.add((self._module.path, registry.name))
        for binding in bindings[1:]:
            related = (Related(At(bindings[0].id, Part.NAME), "first bound here"),)
            message = f'"{registry.name}" is bound twice'
            help_ = "give one of them another name"
            at = At(binding.id, Part.NAME)
            self._report.add(Code.DUPLICATE_NAME, message, at, help_=help_, related=related)
        if bindings:
            self._bound(bindings[0])
        stray = list(_otherwise(self._module, registry))
        for at in stray if bindings else ():
            message = f'what becomes of "{registry.name}" here is never looked at'
            self._report.add(registry.code, message, at, help_=f"write {registry.form} as a statement of its own")
        for owner, at in _to_others(self._module, registry, project):
            help_ = f"write {registry.form}"
            self._report.add(registry.code, f'"{owner}" takes no {registry.entry}s', at, help_=help_)
        is_folder = self._module.path.endswith("/__init__.py")  # of modules, which may have no entries at all
        if not (is_folder or bindings or others or any(entries(self._module, registry, Report())) or stray):
            message = f'this module binds no name "{registry.name}"'
            at = At(f"{self._module.path}:")
            self._report.add(registry.code, message, at, help_=f"write {registry.name} = {registry.maker}()")

    def _bound(self, binding: Bound) -> None:
        registry, at = self._registry, At(binding.id, Part.NAME)
        if not _is_made(self._module, binding, registry, self._annotations):
            message = f'"{registry.name}" is bound to something else than {registry.maker}()'
            self._report.add(registry.code, message, at, help_=f"write {registry.name} = {registry.maker}()")
        elif binding.within is not Surroundings.MODULE:
            message = f'"{registry.name}" is bound inside {binding.within.value}'
            self._report.add(registry.code, message, at, help_="bind it at module level")
        elif isinstance(binding, Binding) and isinstance(binding.value, Call):
            call = binding.value
            for node in (*(each.node for each in call.args), *(each.node for each in call.keywords)):
                message = f"{registry.maker} takes no arguments"
                self._report.add(Code.INVALID_CALL, message, At(binding.id, node), help_="remove it")


def _made(module: Facts, registry: Registry, annotations: Annotations) -> Iterator[Binding]:
    for statement in module.statements:
        if isinstance(statement, Binding) and _is_made(module, statement, registry, annotations):
            yield statement


def _is_made(module: Facts, binding: Bound, registry: Registry, annotations: Annotations) -> bool:
    match binding:
        case Binding(value=Call() as call):
            return annotations.symbol(Frame(module, binding.id), call.function) == Library(registry.maker)
        case _:
            return False


def _otherwise(module: Facts, registry: Registry) -> Iterator[At]:
    """Yield where a registry's name stands for anything but an entry."""
    for statement in module.statements:
        for expression in expressions_of(statement):
            own: Expr | None = None
            match statement, expression:
                case Binding(name=registry.name), _:
                    continue
                case Evaluated(), Call(function=Attribute(value=Name() as own)):
                    pass
                case _:
                    pass
            for each in walk(expression):
                if isinstance(each, Name) and each.name == registry.name and each is not own:
                    yield At(statement.id, each.node)


def _to_others(module: Facts, registry: Registry, project: Project) -> Iterator[tuple[str, At]]:
    """Yield what entries are given to that is certainly no registry, and where it stands."""
    for statement in module.statements:
        match statement:
            case Evaluated(value=Call(function=Attribute(value=Name(name=name) as owner, name=method))) if (
                name != registry.name and method in registry.methods
            ):
                symbol = project.resolve(module, name)
                is_defined = isinstance(symbol, Defined) and isinstance(symbol.statement, Function | Class)
                if is_defined or isinstance(symbol, Builtin | Generated | Library):
                    yield name, At(statement.id, owner.node)
            case _:
                pass


def _elsewhere(
    module: Facts, home: Facts | None, registry: Registry, project: Project, annotations: Annotations
) -> Iterator[At]:
    """Yield where another module makes a registry, or fills the one of its home."""
    for made in _made(module, registry, annotations):
        yield At(made.id, Part.NAME)
    imports = (each for each in module.statements if isinstance(each, Import))
    names = {each.alias for each in imports if home is not None and _brings(module, each, home, project)}
    for statement in module.statements if names else ():
        if isinstance(statement, Evaluated) and _called(statement.value) in names:
            yield At(statement.id)


def _called(expression: Expr) -> str:
    """Return the name at the root of what is called, as `crons` of `crons.crons.interval(...)`."""
    if not isinstance(expression, Call):
        return ""
    called = expression.function
    while isinstance(called, Attribute):
        called = called.value
    return called.name if isinstance(called, Name) else ""


def _brings(module: Facts, imported: Import, home: Facts, project: Project) -> bool:
    """Say whether an import brings the registry of its home, or that module."""
    target = project.target(module, imported)
    found = target if imported.name is None else project.attribute(target, imported.name)
    return any(isinstance(each, Module) and project.module(each.path) is home for each in (target, found))
