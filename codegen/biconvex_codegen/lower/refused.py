"""What Python refuses of modules when it imports them, in statements that nothing of the app needs to know."""

from collections.abc import Container, Iterator, Mapping, Sequence

from ..diagnostics import Code
from ..frontend.expressions import Constant, Expr
from ..frontend.facts import Binding, Class, Evaluated, Facts, Function, Statement, Surroundings, Use
from ..source import At
from .annotations import Annotations
from .evaluate import Evaluator
from .evaluation import Frame
from .lineage import Lineage
from .modules import Modules
from .no_decorators import report_no_decorators
from .refused_classes import Dataclasses, report_twice
from .refused_types import is_quoted, refused_forms
from .report import Report
from .scopes import Project
from .unbound import reads_later
from .values import Poison, Value


def report_refused(
    modules: Sequence[Facts],
    project: Project,
    naming: Modules,
    annotations: Annotations,
    evaluator: Evaluator,
    report: Report,
) -> None:
    """Report what raises at the import of modules; tests may hold what they like."""
    lineage = Lineage(annotations)
    dataclasses = Dataclasses(project, lineage, evaluator, report)
    blamed = report.blamed
    for module in modules:
        if not naming.is_inside(module) or naming.is_test(module):
            continue
        for statement in module.statements:
            if not isinstance(statement, Class | Function) or statement.within is not Surroundings.MODULE:
                continue
            if statement.id not in blamed:
                report_no_decorators(module, statement, project, lineage, evaluator, report)
            if isinstance(statement, Class):
                report_twice(module, statement, lineage, report)
                dataclasses.check(module, statement)
        _values(module, evaluator, blamed, report)
        if not reads_later(module):
            _types(module, project, report)


def _values(module: Facts, evaluator: Evaluator, blamed: Container[str], report: Report) -> None:
    """Report what raises where the values of a module are made, as far as evaluating them is no work of its own."""
    aside, beside = Report(), dict[str, Value]()
    for statement in module.statements:
        if statement.id in blamed or (isinstance(statement, Binding) and statement.id in evaluator.known):
            continue
        for frame, expression in _evaluated(module, statement):
            if isinstance(expression, Constant):
                continue
            evaluator.aside(frame, expression, aside, beside)
            if any(each.code is Code.EVALUATION_TOO_LARGE for each in aside.diagnostics):
                return
    report.take(aside.raising)


def _evaluated(module: Facts, statement: Statement) -> Iterator[tuple[Frame, Expr]]:
    """Yield what is evaluated when a statement of a module runs, annotations aside."""
    if isinstance(statement, Use) or statement.within is not Surroundings.MODULE:
        return
    frame = Frame.of(module, statement.id)
    match statement:
        case Binding(value=value) if value is not None:
            yield frame, value
        case Evaluated(value=value):
            yield frame, value
        case Function():
            yield from ((frame, each.default) for each in statement.parameters if each.default is not None)
        case Class():
            yield from ((frame, each) for each in statement.bases)
            own: Mapping[str, Value] = {name: Poison(At(statement.id)) for name in statement.names}
            inside = Frame(module, statement.id, own, running=statement.id)
            yield from ((inside, each.value) for each in statement.members if each.value is not None)
        case _:
            return


def _types(module: Facts, project: Project, report: Report) -> None:
    """Report forms that Python refuses in annotations that nobody reads."""
    for statement in module.statements:
        for annotation in _annotations(statement):
            if not is_quoted(annotation):
                for each, message, help_ in refused_forms(module, annotation, project):
                    report.add(Code.UNSUPPORTED_ANNOTATION, message, At(statement.id, each.node), help_=help_)


def _annotations(statement: Statement) -> Iterator[Expr]:
    """Yield the annotations that are evaluated when a statement of a module runs."""
    if isinstance(statement, Use) or statement.within is not Surroundings.MODULE:
        return
    match statement:
        case Function():
            yield from (each.annotation for each in statement.parameters if each.annotation is not None)
            yield from () if statement.returns is None else (statement.returns,)
        case Class():
            yield from (each.annotation for each in statement.members if each.annotation is not None)
        case Binding(annotation=annotation) if annotation is not None:
            yield annotation
        case _:
            return
