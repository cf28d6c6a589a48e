"""The arguments of a registered function: from its signature, from `args=`, or from both where they agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..diagnostics import Code, Related, did_you_mean
from ..frontend.facts import Facts, Function, Parameter, ParameterKind
from ..ir.naming import without_underscore
from ..ir.nodes import Argument
from ..ir.reserved import PYTHON_KEYWORDS
from ..ir.types import AnyType, Field, Notes, ObjectType, PaginationOptionsType, Type, UnionType
from ..source import At, Part
from .absence import Default, Slot, default_kind, is_constant, slot
from .agreement import agrees, narrowed, nullable_like, renamed
from .annotations import Annotations
from .defaults import default_fits
from .evaluate import Evaluator
from .evaluation import Frame
from .modules import Modules
from .registration import Registration
from .report import Report
from .validators import object_of, unprefixed, validator_of
from .values import Dict, Poison, Validator, Value
from .wrong_values import disagreement, meant_literal, misfit


@dataclass(frozen=True, slots=True)
class Lowered:
    """The arguments of one function (None: whatever comes), and the links to where they stand."""

    arguments: tuple[Argument, ...] | None
    links: Mapping[At, At]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A parameter with what its annotation and default say; `slot` is None where it has no annotation."""

    parameter: Parameter
    slot: Slot | None
    default: Default


class ArgumentLowering:
    """Lowers arguments; the private state of one lowering."""

    def __init__(self, annotations: Annotations, evaluator: Evaluator, modules: Modules, report: Report) -> None:
        self._annotations = annotations
        self._evaluator = evaluator
        self._modules = modules
        self._report = report

    def lower(self, registration: Registration, id_: str, explicit: Value | None) -> Lowered:
        """Return the arguments of a registered function, whose id is given; `explicit` is the value of `args=`."""
        own = self._own(registration, id_, explicit)
        for load in registration.loads:
            typed = self._all_typed(load.module, load.function, takes_any=False)
            met = Counter(argument.field.name for argument in own.arguments or ())
            own = _joined(own, self._implicit(load.function, id_, typed, met))
        return own

    def _own(self, registration: Registration, id_: str, explicit: Value | None) -> Lowered:
        function = registration.function
        typed = self._all_typed(registration.module, function, takes_any=explicit is not None)
        match explicit:
            case None:
                implicit = self._implicit(function, id_, typed, Counter())
                # A parameter that was refused may be what a caller gives.
                return implicit if len(typed) == len(function.parameters) - 1 else replace(implicit, arguments=None)
            case Poison():
                return Lowered(None, {})
            case Dict():
                return self._explicit(function, id_, typed, object_of(explicit, self._report))
            case _:
                validator = validator_of(explicit, "args", self._report)
                if isinstance(validator.type, AnyType):
                    return Lowered(None, {})
                return self._explicit(function, id_, typed, validator)

    def _all_typed(self, module: Facts, function: Function, *, takes_any: bool) -> list[_Typed]:
        frame = Frame(module, function.id)
        return [self._typed(frame, parameter) for parameter in self._parameters(function, takes_any=takes_any)]

    def _parameters(self, function: Function, *, takes_any: bool) -> list[Parameter]:
        found: list[Parameter] = []
        for parameter in function.parameters[1:]:
            match parameter.kind:
                case ParameterKind.ORDINARY | ParameterKind.KEYWORD_ONLY:
                    found.append(parameter)
                case ParameterKind.KEYWORDS if takes_any:
                    pass
                case ParameterKind.KEYWORDS:
                    self._refuse(function, parameter, "takes whatever comes", "add @...(args=v.any()), or name them")
                case ParameterKind.REST | ParameterKind.POSITIONAL_ONLY:
                    self._refuse(function, parameter, "cannot be given by name", "make it a keyword parameter")
        return found

    def _refuse(self, function: Function, parameter: Parameter, why: str, help_: str) -> None:
        message = f'the parameter "{parameter.name}" {why}'
        self._report.add(Code.INVALID_REGISTRATION, message, At(function.id, parameter.node), help_=help_)

    def _typed(self, frame: Frame, parameter: Parameter) -> _Typed:
        at = At(frame.owner, parameter.node)
        value = None if parameter.default is None else self._default(frame, parameter)
        default = Default.ABSENT if parameter.default is None else default_kind(value)
        if parameter.annotation is None:
            return _Typed(parameter, None, default)
        annotated = self._annotations.lower(frame, parameter.annotation)
        found = slot(annotated, default, parameter.name, at, self._report)
        if value is not None and is_constant(value) and not default_fits(value, found.validator.type):
            message = misfit(f'the default of "{parameter.name}"', value, found.validator.type)
            help_ = meant_literal(value, found.validator.type) or "change the default or the annotation"
            self._report.add(Code.ARGUMENT_MISMATCH, message, value.at, help_=help_)
        return _Typed(parameter, found, default)

    def _default(self, frame: Frame, parameter: Parameter) -> Value | None:
        """Return a default that is a constant; any other is the function's own business, and stays unknown."""
        if parameter.default is None:
            return None
        return self._evaluator.quietly(frame, parameter.default)

    def _implicit(self, function: Function, id_: str, typed: list[_Typed], met: Counter[str]) -> Lowered:
        """Return the arguments that parameters say; `met` counts the names that are taken already."""
        found: list[Argument] = []
        links: dict[At, At] = {}
        for each in typed:
            name = self._wire(each)
            met[name] += 1
            argument_id = f"{id_}({name})" if met[name] == 1 else f"{id_}({name})#{met[name]}"
            validator = self._annotated_or_any(function, each)
            field = Field(name, validator.type, each.default is not Default.ABSENT, Notes(doc=each.parameter.doc))
            argument = Argument(argument_id, field, each.parameter.name)
            found.append(argument)
            links.update(_links(argument.id, At(function.id, each.parameter.node), validator))
        return Lowered(tuple(found), links)

    def _wire(self, each: _Typed) -> str:
        if each.slot is not None and _is_pagination(each.slot.validator.type):
            return "paginationOpts"
        return self._modules.wire_name(each.parameter.name)

    def _annotated_or_any(self, function: Function, each: _Typed) -> Validator:
        at = At(function.id, each.parameter.node)
        if each.slot is not None:
            return each.slot.validator
        message = f'nothing says what "{each.parameter.name}" may be'
        self._report.add(Code.MISSING_ARGUMENT_TYPE, message, at, help_="add an annotation")
        return Validator(at, AnyType())

    def _explicit(self, function: Function, id_: str, typed: list[_Typed], validator: Validator) -> Lowered:
        if not isinstance(validator.type, ObjectType):
            if not isinstance(validator.type, AnyType):
                message = "args is neither a dict of validators nor v.any()"
                self._report.add(Code.ARGUMENT_MISMATCH, message, validator.at, help_="write args={...}")
            return Lowered(None, {})
        by_name = self._by_name(function, typed, validator.type)
        found: list[Argument] = []
        links: dict[At, At] = {}
        takes_rest = any(each.kind is ParameterKind.KEYWORDS for each in function.parameters)
        for field in validator.type.fields:
            matched = by_name.get(field.name)
            argument_id = f"{id_}({field.name})"
            place = next(
                (at for s, p, at in validator.places if s == f".{field.name}" and p is Part.NAME), validator.at
            )
            if matched is None and not takes_rest:
                message = f'no parameter takes the argument "{field.name}"'
                self._report.add(Code.ARGUMENT_MISMATCH, message, place, help_="add the parameter, or remove the key")
            elif matched is not None and self._key(matched.parameter, {field.name}) is None:
                self._misspelt(function, matched.parameter, field.name, place)
            if matched is not None and field.name in validator.failed:
                found.append(Argument(argument_id, field, matched.parameter.name))
            else:
                found.append(self._matched(function, argument_id, field, matched, place))
            links.update(_nested_links(argument_id, f".{field.name}", validator, place))
        return Lowered(tuple(found), links)

    def _key(self, parameter: Parameter, names: set[str]) -> str | None:
        for name in (parameter.name, self._modules.wire_name(parameter.name), without_underscore(parameter.name)):
            if name in names:
                return name
        return None

    def _by_name(self, function: Function, typed: list[_Typed], type_: ObjectType) -> dict[str, _Typed]:
        """Return the parameters by the keys that they stand for, and by those that look misspelt."""
        names = {field.name for field in type_.fields}
        found: dict[str, _Typed] = {}
        others: list[_Typed] = []
        for each in typed:
            name = self._key(each.parameter, names)
            if name is None:
                others.append(each)
            else:
                found[name] = each
        for each in others:
            wire = self._modules.wire_name(each.parameter.name)
            meant = did_you_mean(wire, names - found.keys())
            if meant is None:
                message, at = f'args has no key for the parameter "{each.parameter.name}"', each.parameter.node
                help_ = f'add "{wire}" to args, or remove the parameter'
                self._report.add(Code.ARGUMENT_MISMATCH, message, At(function.id, at), help_=help_)
            else:
                found[meant] = each
        return found

    def _misspelt(self, function: Function, parameter: Parameter, key: str, place: At) -> None:
        message = f'no parameter takes the argument "{key}"'
        related = (Related(At(function.id, parameter.node), "no key is for this one"),)
        help_ = f'did you mean "{self._modules.wire_name(parameter.name)}"?'
        self._report.add(Code.ARGUMENT_MISMATCH, message, place, help_=help_, related=related)

    def _matched(self, function: Function, id_: str, field: Field, each: _Typed | None, place: At) -> Argument:
        if each is None:
            return Argument(id_, field, f"{field.name}_" if field.name in PYTHON_KEYWORDS else field.name)
        at = At(function.id, each.parameter.node)
        related = (Related(place, "the validator"),)
        if field.optional and each.default is Default.ABSENT:
            message = f'args makes "{field.name}" optional, and "{each.parameter.name}" has no default'
            help_ = "add = None or = UNSET"
            self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_, related=related)
        if not field.optional and each.default is not Default.ABSENT:
            message = f'args requires "{field.name}", and "{each.parameter.name}" has a default'
            help_ = "wrap the validator in v.optional(...), or remove the default"
            self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_, related=related)
        if each.slot is None:
            return Argument(id_, field, each.parameter.name)
        annotated = each.slot.validator.type
        if each.default is Default.NONE:
            annotated = nullable_like(annotated, field.type)
        if not agrees(annotated, field.type) and not self._annotations.named.has_unknown_table(field.type):
            what = f'"{each.parameter.name}"'
            message, here = disagreement(what, each.slot.validator, annotated, field.type)
            help_ = "make them say the same, or remove one"
            self._report.add(Code.ARGUMENT_MISMATCH, message, here, help_=help_, related=related)
        return Argument(id_, renamed(field, narrowed(annotated, field.type)), each.parameter.name)


def _joined(own: Lowered, loaded: Lowered) -> Lowered:
    """Return the arguments of a handler and of a load; whatever comes to one comes to both."""
    links = {**loaded.links, **own.links}
    if own.arguments is None or loaded.arguments is None:
        return Lowered(None, links)
    return Lowered((*own.arguments, *loaded.arguments), links)


def _is_pagination(type_: Type) -> bool:
    match type_:
        case PaginationOptionsType():
            return True
        case UnionType():
            return any(_is_pagination(member) for member in type_.members)
        case _:
            return False


def _links(id_: str, name: At, validator: Validator) -> dict[At, At]:
    links = {At(id_): name, At(id_, Part.NAME): name, At(id_, Part.TYPE): validator.type_at}
    links.update((At(id_ + steps, part), at) for steps, part, at in validator.places if steps)
    return links


def _nested_links(id_: str, step: str, validator: Validator, name: At) -> dict[At, At]:
    links = {At(id_): name, At(id_, Part.NAME): name}
    for steps, part, at in unprefixed(step, validator.places):
        if steps or part is not Part.NAME:
            # All of it is the name here; what it is of its own is the type.
            links[At(id_ + steps, part if steps else Part.TYPE)] = at
    return links
