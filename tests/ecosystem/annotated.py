"""The second writing of an app: plain annotations wherever they can say the same, as people write for this language.

Named TypedDicts, dataclasses, Literals, Enums, documents and ids of the data model; `Annotated[T, v.xxx()]`, or
`args=` for a whole function, where no annotation says it. Tables are dicts of validators or classes.
"""

import json
from collections.abc import Iterator

from biconvex_codegen.ir.types import (
    AnyType,
    BooleanType,
    Field,
    LiteralType,
    NumberType,
    ObjectType,
    StringType,
    UnionType,
)

from . import extras
from .annotation_text import Annotations, Models
from .explicit import CONTEXTS, Handler, body, decorator
from .facts import TableFacts
from .forced import parts
from .named_types import is_choice, named_types
from .plan import FunctionPlan, ModulePlan, Plan
from .schema_text import schema_modules
from .source_text import Module
from .validator_text import Shared, Validators, of_tables
from .variety import chosen, happens
from .wrappers import Wrapper, Wrappers


def annotated(plan: Plan) -> dict[str, str]:
    """Return the files of the source folder, by path below it."""
    as_classes = [each for each in plan.app.tables if _is_class(plan, each)]
    shared = Shared(plan, of_tables(plan))
    stored = {part for table in as_classes for part in parts(table.document)}
    models = Models(plan, shared, named_types(plan, as_classes, shared.taken), stored)
    wrappers = Wrappers(plan, models)
    for planned in plan.modules:
        models.modules[planned.python] = Module(plan, planned.python, planned.file)
    schema = list(schema_modules(plan, lambda table, module: _document(table, module, models), shared.taken))
    for planned in plan.modules:
        _module(planned, models, wrappers)
    extras.routes(plan, models.modules)
    extras.crons(plan, models.modules)
    modules = (*schema, shared.module(), wrappers.module, *models.modules.values())
    return {
        each.file: each.text(f"The {' '.join(each.python).replace('_', ' ')} of {plan.app.name}.")
        for each in modules
        if each is not None and not (each.is_empty and each is wrappers.module)
    }


def _is_class(plan: Plan, table: TableFacts) -> bool:
    is_object = isinstance(table.document, ObjectType) and bool(table.document.fields)
    return is_object and happens(35, "class", plan.app.name, table.name)


def _document(table: TableFacts, module: Module, models: Models) -> str:
    if _is_class(models.plan, table):
        return models.use(table.document, module)
    validators = Validators(module, models.shared)
    if isinstance(table.document, ObjectType) and table.document not in models.shared.names:
        return validators.fields(table.document)
    return validators.expression(table.document)


def _module(planned: ModulePlan, models: Models, wrappers: Wrappers) -> None:
    module = models.modules[planned.python]
    for function in planned.functions:
        if function.needs_args:
            module.add(Handler(module, planned, function, models.shared, is_unchecked=False).text())
        else:
            module.add(_Written(planned, function, Annotations(module, models), wrappers).text())
    extras.http_actions(planned, module)


class _Written:
    """Writes one function by annotations."""

    def __init__(
        self, planned: ModulePlan, function: FunctionPlan, annotations: Annotations, wrappers: Wrappers
    ) -> None:
        self._planned = planned
        self._function = function
        self._annotations = annotations
        self._module = annotations.module
        self._wrapper = wrappers.of(function)
        self._wrappers = wrappers

    def text(self) -> str:
        facts = self._function.facts
        parameters = ", ".join((self._context(), *self._parameters()))
        returns = self._annotations.annotation(facts.returns or AnyType())
        head = f"async def {self._function.handler}({parameters}) -> {returns}:"
        return f"{self._registered()}\n{head}\n{body(self._planned, self._function, self._module)}\n"

    def _registered(self) -> str:
        facts = self._function.facts
        options = [f"name={json.dumps(facts.name)}"] if self._function.needs_name else []
        if facts.args is None:
            options.append(f"args={self._module.library('v')}.any()")
        if self._wrapper is None:
            name = decorator(self._module, self._function)
        else:
            name = self._module.own(self._wrappers.module.python, self._wrapper.name)
        return f"@{name}({', '.join(options)})" if options else f"@{name}"

    def _context(self) -> str:
        name = self._function.context
        if isinstance(self._wrapper, Wrapper):
            return f"{name}: {self._module.own(self._wrappers.module.python, self._wrapper.context)}"
        return f"{name}: {self._module.generated('server', CONTEXTS[self._function.facts.kind])}"

    def _parameters(self) -> Iterator[str]:
        args = self._function.facts.args
        if args is None:
            yield "/"
            yield f"**args: {self._module.outside('typing', 'Any')}"
            return
        taken_away = None if self._wrapper is None else self._wrapper.argument
        pairs = zip(self._function.parameters, args.fields, strict=True)
        kept = [pair for pair in pairs if pair[1].name != taken_away]
        if kept and happens(85, "keyword only", self._function.handler):
            yield "*"
        else:
            kept.sort(key=lambda pair: pair[1].optional)
        for name, field in kept:
            yield self._parameter(name, field)

    def _parameter(self, name: str, field: Field) -> str:
        if isinstance(field.type, NumberType) and happens(40, "int", self._planned.file, name):
            return f"{name}: int = {chosen((10, 50, 100), name)}" if field.optional else f"{name}: int"
        if field.optional and happens(30, "default", self._function.handler, name):
            default = _default(field, self._annotations)
            if default is not None:
                return f"{name}: {self._annotations.annotation(field.type)} = {default}"
        return self._annotations.slot(name, field)


def _default(field: Field, annotations: Annotations) -> str | None:
    """Return a constant that an optional parameter may have for a default."""
    match field.type:
        case BooleanType():
            return chosen(("True", "False"), field.name)
        case NumberType():
            return chosen(("0.5", "1", "100"), field.name)
        case StringType():
            return '""'
        case UnionType(members=(LiteralType(text=text), *_)) if is_choice(field.type):
            return annotations.chosen(field.type, text)
        case _:
            return None
