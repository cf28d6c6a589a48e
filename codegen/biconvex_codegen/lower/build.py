"""All of lowering in one place: facts of all modules become the app, its places, and what was found wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..diagnostics import Code, Diagnostic
from ..frontend.facts import Facts
from ..ir.nodes import App, Schema
from ..ir.reserved import SYSTEM_CLASS_NAMES
from ..ir.types import ShapeType, Type
from ..source import At, Places
from .annotations import Annotations
from .broken_imports import BrokenImports
from .changes import report_changes
from .classes import Classes
from .crons import CronLowering
from .doubtful import doubtful
from .enums import Enums
from .evaluate import Evaluator
from .functions import FunctionLowering
from .generics import Generics
from .hidden import report_hidden
from .import_order import report_import_circles
from .input_types import input_types
from .misplaced import report_misplaced
from .modules import Modules
from .named_types import NamedTypes
from .rebound import report_rebound, report_rebound_decorators
from .reference_arguments import ReferenceArguments
from .references import References
from .refused import report_refused
from .registries import report_registries
from .report import Report
from .routes import RouteLowering
from .rows import class_names, made_of_rows
from .schema import data_model, evaluate_schema, lower_schema
from .scopes import Project
from .specialised import Specialised
from .unbound import report_unbound
from .unknown_names import UnknownNames
from .uses import Uses
from .values import SchemaValue


@dataclass(frozen=True, slots=True)
class Built:
    """The app as lowered, where its nodes stand, and what was found wrong on the way."""

    app: App
    places: Places
    diagnostics: tuple[Diagnostic, ...]


def build(modules: Sequence[Facts], source: str, *, camel: bool) -> Built:
    """Lower all modules; `source` is the folder of the backend, `camel` turns identifiers into camelCase."""
    ordered = tuple(sorted(modules, key=lambda facts: facts.path))
    report = Report()
    project = Project(ordered, source)
    naming = Modules(source, camel=camel)
    broken = BrokenImports(project, naming)
    unknown = UnknownNames(project, broken)
    module = next((each for each in ordered if naming.is_root(each, "schema")), None)
    failed_imports = frozenset[str]() if module is None else report_import_circles(module, project, report)
    evaluator = Evaluator(project, failed_imports, unknown, report)
    value = None if module is None else evaluate_schema(module, project, evaluator, report)
    if module is None:
        _missing_schema(source, report)
    model = data_model(value)
    is_complete = _is_complete(value, ordered)
    unknown.know_rows(model)
    if is_complete:
        broken.know_rows(model, made_of_rows(value))
    broken.report(report)
    generics = Generics(project)
    named = NamedTypes(model, broken.missing_rows, report, is_complete=is_complete)
    annotations = Annotations(project, evaluator, report, named, generics)
    classes = Classes(annotations, evaluator, generics, Enums(project, evaluator, report), naming, report)
    annotations.class_type = classes.class_type
    annotations.functional_type = classes.functional_type
    annotations.specialised = Specialised(annotations, generics, classes.specialised, report).lower
    report_misplaced(ordered, naming, report)
    report_registries(ordered, project, naming, annotations, report)
    report_hidden(ordered, naming, annotations, report)
    links: dict[At, At] = {}
    schema: Schema | None = None
    if value is not None:
        lowered = lower_schema(value, classes)
        schema = lowered.schema
        links.update(lowered.links)
        named.know_inputs(input_types(schema))
    functions = FunctionLowering(annotations, evaluator, naming, report)
    registered = functions.lower(ordered)
    links.update(registered.links)
    app = App(schema, (), registered.functions, registered.http_actions)

    def shape(type_: ShapeType) -> Type:
        return classes.shape(type_).type

    failed = doubtful(ordered, functions.by_statement, naming, annotations, report)
    arguments = ReferenceArguments(evaluator, shape, report)
    references = References(registered.functions, annotations, arguments, failed, report)
    for module in ordered:
        if naming.is_root(module, "crons"):
            crons = CronLowering(module, references, annotations, evaluator, report).lower()
            links.update(crons.links)
            app = replace(app, crons=crons.crons)
        if naming.is_root(module, "routes"):
            routes = RouteLowering(module, functions.by_statement, annotations, evaluator, report).lower()
            links.update(routes.links)
            app = replace(app, routes=routes.routes)
    Uses(functions.by_statement, references, arguments, annotations, report).check(ordered, naming)
    report_changes(ordered, project, evaluator, report)
    links.update(classes.links)
    for module in ordered:
        report_rebound(module, functions.by_statement, project, report)
        if naming.registers(module):
            report_rebound_decorators(module, project, report)
        if not naming.is_test(module):
            report_unbound(module, project, unknown, report)
    report_refused(ordered, project, naming, annotations, evaluator, report)
    _no_functions(app, ordered, source, report)
    return Built(replace(app, shapes=tuple(classes.shapes)), Places({}, links), report.diagnostics)


def _missing_schema(source: str, report: Report) -> None:
    help_ = f"write {source}/schema.py with schema = define_schema({{...}})"
    report.add(Code.MISSING_SCHEMA, f"{source} has no schema.py: documents are not checked", At(source), help_=help_)


def _is_complete(value: SchemaValue | None, modules: tuple[Facts, ...]) -> bool:
    """Say whether all names of the data model are known, so that another one is a mistake of whoever uses it."""
    if any(module.failed for module in modules):
        return False
    if value is None:
        return True
    # A name that can be no class, or that is taken, is a mistake of the table's: the class may be meant under any name.
    names = list(class_names(value).values())
    are_free = len(set(names)) == len(names) == len(value.tables) and SYSTEM_CLASS_NAMES.isdisjoint(names)
    return value.rows_known and are_free and all(map(str.isidentifier, names))


def _no_functions(app: App, modules: tuple[Facts, ...], source: str, report: Report) -> None:
    if app.functions or app.http_actions or any(module.failed for module in modules) or report.has_errors:
        return
    message = f"{source} registers no function: the api is empty"
    report.add(Code.NO_FUNCTIONS, message, At(source), help_="decorate an async function with @query")
