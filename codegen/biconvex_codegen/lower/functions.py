"""Registered functions become nodes: names, arguments, results, documentation."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics import Code, Related
from ..frontend.facts import Facts
from ..frontend.facts import Function as FunctionFacts
from ..ir.naming import reference_name
from ..ir.nodes import Function, FunctionKind, HttpAction
from ..ir.types import Notes, Type
from ..source import At, Part
from .agreement import agrees, narrowed
from .annotations import Annotations
from .arguments import ArgumentLowering
from .calls import Given, Signature, bind, called_name, refuse_spread
from .evaluate import Evaluator
from .evaluation import Frame
from .modules import Modules
from .registration import BY_POSITION, Registration, registrations
from .report import Report
from .validators import object_of, validator_of
from .values import Dict, Poison, Text, Validator, Value, described
from .wrong_values import disagreement

_DECORATOR = Signature("a decorator", "@query", keyword_only=("args", "returns", "name"))


@dataclass(frozen=True, slots=True)
class Registered:
    """What the modules register, and the links from the nodes to where they stand."""

    functions: tuple[Function, ...]
    http_actions: tuple[HttpAction, ...]
    links: Mapping[At, At]


class FunctionLowering:
    """Lowers the functions of all modules; the private state of one lowering."""

    def __init__(self, annotations: Annotations, evaluator: Evaluator, modules: Modules, report: Report) -> None:
        self._annotations = annotations
        self._evaluator = evaluator
        self._modules = modules
        self._report = report
        self._arguments = ArgumentLowering(annotations, evaluator, modules, report)
        self._functions: list[Function] = []
        self._http_actions: list[HttpAction] = []
        self._links: dict[At, At] = {}
        self._met: dict[str, int] = {}
        self.by_statement: dict[str, Function | HttpAction] = {}

    def lower(self, modules: tuple[Facts, ...]) -> Registered:
        """Return what the modules register, in their order and the order of the source."""
        for module in modules:
            if not self._modules.registers(module):
                continue
            for registration in registrations(module, self._annotations, self._report):
                if registration.kind is None:
                    self._http(registration)
                else:
                    self._function(registration, registration.kind)
        return Registered(tuple(self._functions), tuple(self._http_actions), self._links)

    def _function(self, registration: Registration, kind: FunctionKind) -> None:
        module, facts = registration.module, registration.function
        options = self._options(registration)
        handler_name = self._modules.wire_name(facts.name)
        name = handler_name
        if isinstance(options.get("name"), Text):
            name = _text(options["name"])
        id_ = self._begin(module, facts, name)
        if "name" in options:
            self._links[At(id_, Part.VALUE)] = options["name"].at
        if not self._modules.python_path(module):
            message = f'"{facts.name}" is registered in the source folder\'s own __init__.py, which has no name'
            at = At(facts.id, Part.NAME)
            self._report.add(Code.INVALID_REGISTRATION, message, at, help_="move it to a module of its own")
        lowered = self._arguments.lower(registration, id_, options.get("args"))
        self._links.update(lowered.links)
        function = Function(
            id=id_,
            module=self._modules.wire_path(module),
            python_module=".".join(self._modules.python_path(module)),
            name=name,
            python_name=reference_name(facts.name),
            handler=facts.name,
            kind=kind,
            visibility=registration.visibility,
            args=lowered.arguments,
            returns=self._returns(registration, id_, options.get("returns")),
            notes=Notes(facts.doc),
        )
        self._functions.append(function)
        self.by_statement[facts.id] = function

    def _http(self, registration: Registration) -> None:
        module, facts = registration.module, registration.function
        name = self._modules.wire_name(facts.name)
        id_ = self._begin(module, facts, name)
        if registration.options is not None:
            message = "http_action takes no options: a route says which path it answers"
            at = At(facts.id, registration.options.node)
            self._report.add(Code.INVALID_CALL, message, at, help_="write @http_action")
        request = facts.parameters[1] if len(facts.parameters) > 1 else None
        if request is None or request.kind not in BY_POSITION:
            message = f'"{facts.name}" takes no request'
            at = At(facts.id, Part.NAME)
            self._report.add(Code.INVALID_REGISTRATION, message, at, help_="add request: Request behind the context")
        for parameter in facts.parameters[2:]:
            message = f'an HTTP action takes a context and a request, and no "{parameter.name}"'
            at = At(facts.id, parameter.node)
            self._report.add(Code.INVALID_REGISTRATION, message, at, help_="read it from the request")
        path = ".".join(self._modules.python_path(module))
        action = HttpAction(id_, self._modules.wire_path(module), path, name, facts.name, Notes(facts.doc))
        self._http_actions.append(action)
        self.by_statement[facts.id] = action

    def _begin(self, module: Facts, facts: FunctionFacts, name: str) -> str:
        """Give a function its id, and link it to where it stands."""
        id_ = f"{self._modules.wire_path(module)}:{name}"
        count = self._met[id_] = self._met.get(id_, 0) + 1
        id_ = id_ if count == 1 else f"{id_}#{count}"
        self._links[At(id_)] = self._links[At(id_, Part.NAME)] = At(facts.id, Part.NAME)
        if facts.returns is not None:
            self._links[At(id_, Part.RETURNS)] = At(facts.id, facts.returns.node)
        return id_

    def _options(self, registration: Registration) -> Mapping[str, Value]:
        """Return the options of a decorator; one that is wrong is reported and left out."""
        call = registration.options
        if call is None:
            return {}
        frame = Frame.of(registration.module, registration.function.id)
        at = At(frame.owner, call.node)
        refuse_spread(frame.owner, call, self._report)
        positional = tuple(self._evaluator.evaluate(frame, argument) for argument in call.args)
        keywords = tuple(
            (keyword.name, At(frame.owner, keyword.node), self._evaluator.evaluate(frame, keyword.value))
            for keyword in call.keywords
            if keyword.name is not None
        )
        bound = bind(_DECORATOR, Given(at, called_name(frame.owner, call), positional, keywords), self._report) or {}
        name = bound.get("name")
        if name is not None and not isinstance(name, Text | Poison):
            message = f"the name of a function is {described(name)}, not a string"
            self._report.add(Code.INVALID_CALL, message, name.at, help_="write the name in quotes")
        return bound

    def _returns(self, registration: Registration, id_: str, explicit: Value | None) -> Type | None:
        facts = registration.function
        frame = Frame(registration.module, facts.id)
        annotated = None if facts.returns is None else self._annotations.lower(frame, facts.returns)
        if annotated is not None and annotated.optional:
            message = "a result cannot be Unset"
            self._report.add(Code.UNSUPPORTED_ANNOTATION, message, annotated.at, help_="return None instead")
        if explicit is None:
            return self._annotated_result(facts, id_, annotated)
        found = self._explicit_result(explicit)
        self._link_result(id_, found)
        if annotated is None or isinstance(explicit, Poison):
            return found.type
        if not agrees(annotated.type, found.type) and not self._annotations.named.has_unknown_table(found.type):
            message, at = disagreement(f'the result of "{facts.name}"', annotated, annotated.type, found.type)
            related = (Related(found.at, "the validator"),)
            help_ = "make them say the same, or remove one"
            self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_, related=related)
        return narrowed(annotated.type, found.type)

    def _annotated_result(self, facts: FunctionFacts, id_: str, annotated: Validator | None) -> Type | None:
        if annotated is None:
            message = f'nothing says what "{facts.name}" returns'
            at = At(facts.id, Part.NAME)
            self._report.add(Code.MISSING_RETURN_TYPE, message, at, help_="annotate the result, as in -> None")
            return None
        self._link_result(id_, annotated)
        return annotated.type

    def _explicit_result(self, explicit: Value) -> Validator:
        if isinstance(explicit, Dict):
            return object_of(explicit, self._report)
        return validator_of(explicit, "returns", self._report)

    def _link_result(self, id_: str, validator: Validator) -> None:
        self._links[At(f"{id_}->")] = validator.at
        for steps, part, at in validator.places:
            if steps:
                self._links[At(f"{id_}->{steps}", part)] = at


def _text(value: Value) -> str:
    return value.text if isinstance(value, Text) else ""
