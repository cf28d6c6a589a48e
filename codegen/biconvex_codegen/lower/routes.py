"""HTTP routes: the calls of `http.route(...)` in `routes.py`, and the HTTP actions that answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics import Code, Related
from ..frontend.expressions import Call, Expr
from ..frontend.facts import Evaluated, Facts
from ..ir.nodes import Function, HttpAction, Route
from ..source import At, Part
from .annotations import Annotations
from .calls import Given, Signature, bind, called_name, refuse_spread
from .evaluate import Evaluator
from .evaluation import Frame
from .registries import ROUTES, entries
from .report import Report
from .symbols import Defined, Unresolved
from .values import Poison, Text, Value, described

_FORM = 'http.route(path="/webhook", method="POST", handler=webhook)'
_ROUTE = Signature("http.route", _FORM, keyword_only=("path", "path_prefix"), required_keywords=("method", "handler"))


@dataclass(frozen=True, slots=True)
class LoweredRoutes:
    """The routes in the order of the source, and the links to where they stand."""

    routes: tuple[Route, ...]
    links: Mapping[At, At]


class RouteLowering:
    """Lowers the module `routes.py`; the private state of one lowering."""

    def __init__(
        self,
        module: Facts,
        handlers: Mapping[str, Function | HttpAction],
        annotations: Annotations,
        evaluator: Evaluator,
        report: Report,
    ) -> None:
        self._module = module
        self._handlers = handlers
        self._annotations = annotations
        self._evaluator = evaluator
        self._report = report
        self._routes: list[Route] = []
        self._links: dict[At, At] = {}
        self._met: dict[str, int] = {}

    def lower(self) -> LoweredRoutes:
        """Return the routes that the module declares under the name `http`."""
        for statement, method, call in entries(self._module, ROUTES, self._report):
            if method.name == "route":
                self._route(statement, call)
            else:
                message = f'a router has no method "{method.name}"'
                at = At(statement.id, method.name_node)
                self._report.add(Code.INVALID_ROUTE, message, at, help_=f"write {_FORM}")
        return LoweredRoutes(tuple(self._routes), self._links)

    def _route(self, statement: Evaluated, call: Call) -> None:
        frame = Frame(self._module, statement.id)
        at = At(statement.id, call.node)
        refuse_spread(frame.owner, call, self._report)
        handlers: list[Expr] = []
        keywords: list[tuple[str, At, Value]] = []
        for keyword in call.keywords:
            place = At(frame.owner, keyword.node)
            if keyword.name == "handler":
                handlers.append(keyword.value)
                keywords.append(("handler", place, Poison(place)))
            elif keyword.name is not None:
                keywords.append((keyword.name, place, self._evaluator.evaluate(frame, keyword.value)))
        positional = tuple(self._evaluator.evaluate(frame, argument) for argument in call.args)
        given = Given(at, called_name(frame.owner, call), positional, tuple(keywords))
        bound = bind(_ROUTE, given, self._report)
        if bound is not None and _has_one_path(given, self._report):
            self._bound(frame, bound, handlers[0])

    def _bound(self, frame: Frame, bound: Mapping[str, Value], handler: Expr) -> None:
        is_prefix = "path_prefix" in bound
        path, method = bound["path_prefix" if is_prefix else "path"], bound["method"]
        answering = self._handler(frame, handler)
        for value, what in ((path, "the path of a route"), (method, "the method of a route")):
            if not isinstance(value, Text | Poison):
                message = f"{what} is {described(value)}, not a string"
                self._report.add(Code.INVALID_ROUTE, message, value.at, help_="write it in quotes")
        if answering is None or not isinstance(path, Text) or not isinstance(method, Text):
            return
        name = f"{method.text} {path.text}{'*' if is_prefix else ''}"
        count = self._met[name] = self._met.get(name, 0) + 1
        id_ = f"routes/{name}" if count == 1 else f"routes/{name}#{count}"
        self._links[At(id_)] = self._links[At(id_, Part.PATH)] = path.at
        self._links[At(id_, Part.METHOD)] = method.at
        self._links[At(id_, Part.TARGET)] = At(frame.owner, handler.node)
        self._routes.append(Route(id_, path.text, is_prefix, method.text, answering))

    def _handler(self, frame: Frame, expression: Expr) -> str | None:
        """Return the id of the HTTP action that a name stands for, or None after a report."""
        at = At(frame.owner, expression.node)
        match self._annotations.symbol(frame, expression):
            case Defined(statement=statement):
                found = self._handlers.get(statement.id)
                if isinstance(found, HttpAction):
                    return found.id
                if statement.id in self._report.blamed:
                    return None
                message = f'"{statement.name}" is no HTTP action'
                self._report.add(Code.INVALID_ROUTE, message, at, help_="decorate it with @http_action")
            case Unresolved() as unresolved:
                self._annotations.report_unresolved(frame, expression, unresolved)
            case _:
                message = "a route is answered by an HTTP action of the project"
                self._report.add(Code.INVALID_ROUTE, message, at, help_="name a function under @http_action")
        return None


def _has_one_path(given: Given, report: Report) -> bool:
    """Say whether a route has a path or a prefix, after a report of both and of neither."""
    paths = given.places_of(("path", "path_prefix"))
    if not paths:
        message = "a route has a path or a prefix, and this one has neither"
        report.add(Code.INVALID_ROUTE, message, given.name_at, help_='add path="/webhook", or path_prefix="/files/"')
    elif len(paths) > 1:
        message = "a route has either a path or a prefix, not both"
        related = (Related(paths[0], "the first one"),)
        report.add(Code.INVALID_ROUTE, message, paths[1], help_="remove one of them", related=related)
    return len(paths) == 1
