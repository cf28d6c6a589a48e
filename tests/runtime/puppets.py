"""Functions of an app that do what a test says: it gives a handler, and gets the call that runs it."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeAlias

from biconvex.testing import TestApp

from .apps import internal

Ctx: TypeAlias = Any  # a context of an app that has no stubs here
Handler: TypeAlias = Callable[[Ctx], Awaitable[object]]

PUPPETS = """
from collections.abc import Awaitable, Callable
from typing import Any

from ._generated.server import ActionCtx, MutationCtx, QueryCtx, internal_action, internal_mutation, internal_query

handlers: dict[int, Callable[..., Awaitable[Any]]] = {}


@internal_query
async def read(ctx: QueryCtx, *, number: int) -> Any:
    return await handlers[number](ctx)


@internal_mutation
async def write(ctx: MutationCtx, *, number: int) -> Any:
    return await handlers[number](ctx)


@internal_mutation
async def count(ctx: MutationCtx, *, number: int) -> int:
    return await handlers[number](ctx)


@internal_action
async def act(ctx: ActionCtx, *, number: int) -> Any:
    return await handlers[number](ctx)
"""
"""The module `puppets.py` of an app; what `count` returns is checked."""


class Puppets:
    """The puppets of an open app."""

    def __init__(self, t: TestApp) -> None:
        self._handlers: dict[int, Handler] = t._app.engine._modules.load("puppets").handlers
        self._handlers.clear()
        self._numbers = count()

    def query(self, handler: Handler) -> Any:  # noqa: ANN401  a call whose result only the handler knows
        """Return the call of a query that runs a handler."""
        return internal.puppets.read(number=self._number(handler))

    def mutation(self, handler: Handler) -> Any:  # noqa: ANN401  likewise
        """Return the call of a mutation that runs a handler."""
        return internal.puppets.write(number=self._number(handler))

    def counting(self, handler: Handler) -> Any:  # noqa: ANN401  likewise
        """Return the call of a mutation whose handler has to return an int."""
        return internal.puppets.count(number=self._number(handler))

    def action(self, handler: Handler) -> Any:  # noqa: ANN401  likewise
        """Return the call of an action that runs a handler."""
        return internal.puppets.act(number=self._number(handler))

    def _number(self, handler: Handler) -> int:
        number = next(self._numbers)
        self._handlers[number] = handler
        return number
