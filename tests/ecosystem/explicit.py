"""The first writing of an app: explicit validators, `@query(args={...}, returns=...)`, as ported code has them.

Handlers have loose annotations beside them, as type checkers ask for; a quarter of the modules have none.
"""

import json
from collections.abc import Iterator

from biconvex_codegen.ir.expand import SYSTEM_TABLES
from biconvex_codegen.ir.nodes import FunctionKind, Visibility
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    IdType,
    Int64Type,
    LiteralKind,
    LiteralType,
    NullType,
    ObjectType,
    RecordType,
    StringType,
    Type,
    UnionType,
)

from . import extras
from .facts import TableFacts
from .plan import FunctionPlan, ModulePlan, Plan
from .schema_text import schema_modules
from .source_text import Module
from .validator_text import Shared, Validators, of_functions, of_tables
from .variety import happens

CONTEXTS = {FunctionKind.QUERY: "QueryCtx", FunctionKind.MUTATION: "MutationCtx", FunctionKind.ACTION: "ActionCtx"}
UNCHECKED = "# mypy: disallow-untyped-defs=False\n# mypy: disallow-incomplete-defs=False\n# pyright: basic\n\n"
"""What a module says at its head whose handlers have no annotations."""


def explicit(plan: Plan) -> dict[str, str]:
    """Return the files of the source folder, by path below it."""
    functions = [each.facts for module in plan.modules for each in module.functions]
    shared = Shared(plan, [*of_tables(plan), *of_functions(functions)])
    texts: dict[str, str] = {}
    schema = schema_modules(plan, lambda table, module: _document(table, module, shared), shared.taken)
    for module in (*schema, shared.module()):
        if module is not None:
            texts[module.file] = module.text(f"What {plan.app.name} stores.")
    modules = {each.python: _module(plan, each, shared) for each in plan.modules}
    extras.routes(plan, modules)
    extras.crons(plan, modules)
    for module in modules.values():
        head = UNCHECKED if is_unchecked(plan, module.python) else ""
        texts[module.file] = module.text(f"Functions of {'.'.join(module.python)}.", head)
    return texts


def is_unchecked(plan: Plan, python: tuple[str, ...]) -> bool:
    """Say whether the handlers of a module have no annotations."""
    return happens(25, "unchecked", plan.app.name, *python)


def _document(table: TableFacts, module: Module, shared: Shared) -> str:
    validators = Validators(module, shared)
    if isinstance(table.document, ObjectType) and table.document not in shared.names:
        return validators.fields(table.document)
    return validators.expression(table.document)


def _module(plan: Plan, planned: ModulePlan, shared: Shared) -> Module:
    module = Module(plan, planned.python, planned.file)
    for function in planned.functions:
        unchecked = is_unchecked(plan, planned.python)
        module.add(Handler(module, planned, function, shared, is_unchecked=unchecked).text())
    extras.http_actions(planned, module)
    return module


class Handler:
    """Writes one function with explicit validators."""

    def __init__(
        self, module: Module, planned: ModulePlan, function: FunctionPlan, shared: Shared, *, is_unchecked: bool
    ) -> None:
        self._module = module
        self._planned = planned
        self._function = function
        self._validators = Validators(module, shared)
        self._is_unchecked = is_unchecked

    def text(self) -> str:
        """Return the decorated function."""
        facts = self._function.facts
        options = [f"args={self._args()}"]
        if facts.returns is not None:
            options.append(f"returns={self._returns(facts.returns)}")
        if self._function.needs_name:
            options.append(f"name={json.dumps(facts.name)}")
        result = "" if self._is_unchecked else f" -> {self.loose(facts.returns or AnyType())}"
        registered = f"@{decorator(self._module, self._function)}({', '.join(options)})"
        head = f"async def {self._function.handler}({', '.join(self._parameters())}){result}:"
        return f"{registered}\n{head}\n{body(self._planned, self._function, self._module)}\n"

    def _args(self) -> str:
        args = self._function.facts.args
        return f"{self._module.library('v')}.any()" if args is None else self._validators.fields(args)

    def _returns(self, returns: Type) -> str:
        if isinstance(returns, ObjectType) and happens(20, "fields", self._function.handler):
            return self._validators.fields(returns)
        return self._validators.expression(returns)

    def _parameters(self) -> Iterator[str]:
        ctx = self._function.context
        context = CONTEXTS[self._function.facts.kind]
        yield ctx if self._is_unchecked else f"{ctx}: {self._module.generated('server', context)}"
        args = self._function.facts.args
        if args is None:
            yield "/"
            yield "**args" if self._is_unchecked else f"**args: {self._module.outside('typing', 'Any')}"
        elif args.fields:
            yield "*"
            for name, field in zip(self._function.parameters, args.fields, strict=True):
                yield self._parameter(name, field.type, is_optional=field.optional)

    def _parameter(self, name: str, type_: Type, *, is_optional: bool) -> str:
        alternatives = self._alternatives(type_)
        is_unset = is_optional and (alternatives == ("None",) or happens(30, "unset", self._function.handler, name))
        default = "" if not is_optional else self._module.library("UNSET") if is_unset else "None"
        if self._is_unchecked:
            return f"{name}={default}" if default else name
        if is_unset:
            alternatives = (*alternatives, self._module.library("Unset"))
        elif is_optional and "None" not in alternatives and "Any" not in alternatives:
            alternatives = (*alternatives, "None")
        return f"{name}: {' | '.join(alternatives)}" + (f" = {default}" if default else "")

    def loose(self, type_: Type) -> str:
        """Return an annotation that a type fits, and that says little more than what kind of value it is."""
        return " | ".join(self._alternatives(type_))

    def _alternatives(self, type_: Type) -> tuple[str, ...]:
        match type_:
            case UnionType() if type_.members:
                members = dict.fromkeys(part for each in type_.members for part in self._alternatives(each))
                return ("Any",) if "Any" in members else tuple(members)
            case AnyType() | UnionType():
                return (self._module.outside("typing", "Any"),)
            case _:
                return (self._one(type_),)

    def _one(self, type_: Type) -> str:
        match type_:
            case NullType():
                return "None"
            case BooleanType() | LiteralType(literal=LiteralKind.BOOLEAN):
                return "bool"
            case StringType() | LiteralType(literal=LiteralKind.STRING):
                return "str"
            case BytesType():
                return "bytes"
            case Int64Type() | CommitTimestampType() | LiteralType(literal=LiteralKind.INT64):
                return self._module.library("Int64")
            case IdType() if happens(60, "id", self._module.file, type_.table):
                return id_class(self._module, type_.table)
            case IdType():
                return "str"
            case ArrayType():
                return f"list[{self.loose(type_.item)}]"
            case RecordType():
                return f"dict[str, {self.loose(type_.value)}]"
            case ObjectType():
                return f"dict[str, {self._module.outside('typing', 'Any')}]"
            case _:
                return "float"


def id_class(module: Module, table: str) -> str:
    """Return the class of the ids of a table."""
    system = dict(zip(SYSTEM_TABLES, ("ScheduledFunctionId", "StorageId"), strict=True))
    name = system.get(table) or f"{module.plan.rows[table]}Id"
    return module.generated("data_model", name)


def decorator(module: Module, function: FunctionPlan) -> str:
    """Return the decorator of a function."""
    internal = "internal_" if function.facts.visibility is Visibility.INTERNAL else ""
    return module.generated("server", f"{internal}{function.facts.kind.value}")


def body(planned: ModulePlan, function: FunctionPlan, module: Module) -> str:
    """Return the body of a handler: it raises what says which function was reached."""
    path = json.dumps(f"{planned.facts.path}:{function.facts.name}")
    doc = f'    """{function.facts.name.strip("_").capitalize()}."""\n' if happens(50, "doc", path) else ""
    return f"{doc}    raise {module.library('ConvexError')}({path})"
