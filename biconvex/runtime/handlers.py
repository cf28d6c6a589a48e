"""From arguments to a handler and back: names, forms, wrapped contexts, results; it opens no transaction."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import ArgumentValidationError, ReturnsValidationError, UsageError, ValidationError
from ..server import Registered
from ..values import UNSET
from ..wire import is_object, key_step, shown
from .forms import form
from .hints import hints_of
from .unbuilt import unbuilt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from types import CodeType, ModuleType
    from typing import TypeAlias

    from .forms import Build
    from .program import Function

    TableOf: TypeAlias = Callable[[str], str | None]

_VAR_KEYWORDS: Final = 0x08  # inspect.CO_VARKEYWORDS


class _Step(NamedTuple):
    """A function that takes a context and some of the arguments: what `.wrap` was given, or the handler."""

    run: "Callable[..., Awaitable[object]]"
    names: frozenset[str]
    required: frozenset[str]
    takes_all: bool


class Handler:
    """A live handler, ready to be called with arguments by their names on the wire."""

    __slots__ = ("_builds", "_function", "_steps")

    def __init__(self, function: "Function", module: "ModuleType") -> None:
        """Look at the handler of a function in its module; one that is not what was compiled is a `UsageError`."""
        registered = _registered(function, module)
        self._function: Final = function
        self._steps = tuple(map(_step, (*registered.loads, registered.handler)))
        hints: dict[str, Any] = {}
        for step in self._steps:
            hints |= hints_of(step.run)
        taken = {parameter.python for parameter in function.parameters or ()}
        unknown = taken - frozenset().union(*(step.names for step in self._steps))
        if unknown and not any(step.takes_all for step in self._steps):
            raise UsageError(f'"{function.path}" has no parameter "{min(unknown)}" any more: run `gen`')
        new = {name for step in self._steps for name in step.required} - taken
        if new and function.parameters is not None:
            raise UsageError(f'"{function.path}" has the parameter "{min(new)}" since: run `gen`')
        builds = {name: form(hints[name]).build for name in taken if name in hints}
        self._builds: dict[str, Build] = {name: build for name, build in builds.items() if build is not None}

    async def call(self, ctx: object, args: "Mapping[str, object]") -> object:
        """Call the handler with checked arguments, and give what it returns as it is."""
        given = self._by_parameter(args)
        *loads, handler = self._steps
        for step in loads:
            ctx = await step.run(ctx, **{name: given[name] for name in step.names & given.keys()})
        if handler.takes_all:
            return await handler.run(ctx, **given)
        return await handler.run(ctx, **{name: given[name] for name in handler.names & given.keys()})

    def _by_parameter(self, args: "Mapping[str, object]") -> "dict[str, object]":
        """Return arguments under the names of parameters, each as its annotation asks for it."""
        parameters = self._function.parameters
        if parameters is None:
            return dict(args)
        found: dict[str, object] = {}
        for wire, python in parameters:
            if wire not in args:
                continue
            build = self._builds.get(python)
            try:
                found[python] = args[wire] if build is None else build(args[wire])
            except ValidationError as error:
                raise _argument_error(self._function, error.inside(key_step(wire))) from error
        return found


def checked_arguments(function: "Function", args: object, table_of: "TableOf") -> "dict[str, object]":
    """Return arguments by their names on the wire in normal form, or raise for those that do not fit."""
    try:
        found = function.args.read(args, table_of)
    except ValidationError:
        plain = unbuilt(args, (function.args,))
        try:
            found = function.args.read(plain, table_of)
        except ValidationError as error:  # the first one may be about an object of a class, which is all right
            raise _argument_error(function, error) from None
    if not is_object(found):
        raise _argument_error(function, ValidationError(f"{shown(args)} is not an object of arguments"))
    return {str(name): value for name, value in found.items()}


def wire_arguments(function: "Function", arguments: "Mapping[str, object]") -> "dict[str, object]":
    """Return the arguments of a call in Python by their names on the wire.

    None for an argument that may be left out, and that cannot be null, is the same as leaving it out.
    """
    if function.parameters is None:
        return dict(arguments)
    found: dict[str, object] = {}
    for name, value in arguments.items():
        wire = function.wire_names.get(name)
        if wire is None:
            known = ", ".join(python for _, python in function.parameters) or "no arguments"
            problem = ValidationError(f'there is no argument "{name}": it takes {known}', kind="ExtraField")
            raise _argument_error(function, problem)
        if value is not UNSET and not (value is None and wire in function.missing_if_none):
            found[wire] = value
    return found


def checked_result(function: "Function", result: object, table_of: "TableOf") -> object:
    """Return a result in normal form, or raise for one that does not fit."""
    try:
        return function.returns.read(result, table_of)
    except ValidationError:
        plain = unbuilt(result, (function.returns,))
        try:
            return function.returns.read(plain, table_of)
        except ValidationError as error:  # likewise
            message = f'the result of "{function.path}" does not fit: {error.message}'
            raise ReturnsValidationError(message, function=function.path, path=error.path, kind=error.kind) from None


def _argument_error(function: "Function", error: ValidationError) -> ArgumentValidationError:
    message = f'the arguments of "{function.path}" do not fit: {error.message}'
    return ArgumentValidationError(message, function=function.path, path=error.path, kind=error.kind)


def _registered(function: "Function", module: "ModuleType") -> "Registered[Any, ..., Any]":
    found: Registered[Any, ..., Any] | None = getattr(module, function.handler, None)
    if not isinstance(found, Registered):
        raise UsageError(f'the module of "{function.path}" has no function "{function.handler}": run `gen`')
    if (found.kind, found.visibility) != (function.kind, function.visibility):
        raise UsageError(f'"{function.path}" is not the {function.visibility} {function.kind} that it was: run `gen`')
    return found


def _step(run: "Callable[..., Awaitable[object]]") -> _Step:
    code: CodeType = getattr(run, "__code__")  # noqa: B009  a callable in general has none, an `async def` does
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    last: tuple[object, ...] | None = getattr(run, "__defaults__", None)
    defaults: Mapping[str, object] | None = getattr(run, "__kwdefaults__", None)
    optional = {*names[code.co_argcount - len(last or ()) : code.co_argcount], *(defaults or ())}
    takes_all = bool(code.co_flags & _VAR_KEYWORDS)
    return _Step(run, frozenset(names[1:]), frozenset(names[1:]) - optional, takes_all)
