"""Decorators of an app's own, `query.wrap(load)`: a load takes an argument that many functions have."""

from collections import Counter
from dataclasses import dataclass

from biconvex_codegen.ir.nodes import FunctionKind, Visibility
from biconvex_codegen.ir.types import Field, IdType, NumberType, StringType

from .annotation_text import Annotations, Models
from .explicit import CONTEXTS
from .names import free, pascal
from .plan import FunctionPlan, Plan
from .source_text import Module
from .variety import happens

_FEW = 4


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A decorator: its name, the class of the context that it makes, and the argument that it takes away."""

    name: str
    context: str
    argument: str


class Wrappers:
    """The decorators of one app, and the module that they stand in."""

    def __init__(self, plan: Plan, models: Models) -> None:
        self._plan = plan
        self._models = models
        self.module = Module(plan, (home := plan.helper("builders", "custom_functions"),), f"{home}.py")
        self._argument, self._parameter = _most_common(plan)
        self._made: dict[tuple[FunctionKind, Visibility], Wrapper] = {}
        self._contexts: dict[FunctionKind, tuple[str, str]] = {}

    def of(self, function: FunctionPlan) -> Wrapper | None:
        """Return the decorator that a function is registered by; None for one of the generated ones."""
        facts = function.facts
        if self._argument is None or facts.args is None or self._argument not in facts.args.fields:
            return None
        if self._parameter not in function.parameters or not happens(60, "wrap", self._plan.app.name, facts.name):
            return None
        key = (facts.kind, facts.visibility)
        if key not in self._made:
            self._made[key] = self._written(self._argument, *key)
        return self._made[key]

    def _written(self, argument: Field, kind: FunctionKind, visibility: Visibility) -> Wrapper:
        taken = self._plan.taken
        base = f"internal_{kind.value}" if visibility is Visibility.INTERNAL else kind.value
        name = free(f"{self._parameter.strip('_')}_{base}", taken)
        context, load = self._context(argument, kind)
        self.module.add(f"{name} = {self.module.generated('server', base)}.wrap({load})")
        return Wrapper(name, context, argument.name)

    def _context(self, argument: Field, kind: FunctionKind) -> tuple[str, str]:
        """Return the class that a load makes, and the load, after writing both."""
        if kind in self._contexts:
            return self._contexts[kind]
        name = free(f"{pascal(argument.name)}{kind.value.capitalize()}Ctx", self._plan.taken)
        load = free(f"with_{self._parameter.strip('_')}_{kind.value}", self._plan.taken)
        plain = self.module.generated("server", CONTEXTS[kind])
        annotation = Annotations(self.module, self._models).annotation(argument.type)
        decorator = self.module.outside("dataclasses", "dataclass")
        self.module.add(
            f"@{decorator}(frozen=True)\nclass {name}:\n"
            f'    """A context, and the argument that comes with every call."""\n\n'
            f"    ctx: {plain}\n    value: {annotation}\n"
        )
        self.module.add(
            f"async def {load}(ctx: {plain}, *, {self._parameter}: {annotation}) -> {name}:\n"
            f'    """Take the argument away from handlers."""\n'
            f"    return {name}(ctx, {self._parameter})\n"
        )
        self._contexts[kind] = (name, load)
        return name, load


def _most_common(plan: Plan) -> tuple[Field | None, str]:
    """Return the argument that most functions have, if they are several, and the parameter that stands for it."""
    met: Counter[tuple[Field, str]] = Counter()
    for module in plan.modules:
        for function in module.functions:
            if function.facts.args is not None and not function.needs_args:
                pairs = zip(function.facts.args.fields, function.parameters, strict=True)
                met.update(pair for pair in pairs if _is_simple(pair[0]))
    for (field, parameter), count in met.most_common(1):
        if count >= _FEW:
            return field, parameter
    return None, ""


def _is_simple(field: Field) -> bool:
    is_simple = isinstance(field.type, StringType | NumberType | IdType)
    return is_simple and not field.optional and not (isinstance(field.type, IdType) and field.type.table[0] == "_")
