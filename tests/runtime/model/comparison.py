"""What it means that an app and its model agree: the same values of the same classes, or the same failure."""

import math
from collections.abc import Awaitable, Iterator

import pytest

from biconvex.errors import DocumentNotFoundError, NotUniqueError, SchemaValidationError

from .documents import MissingError
from .kinds import Id, MisfitError


async def refused(problem: Exception, real: Awaitable[object]) -> None:
    """Let an operation fail as the model did."""
    match problem:
        case MissingError():  # and what is to be written may not fit either
            with pytest.raises((DocumentNotFoundError, SchemaValidationError)):
                await real
        case MisfitError():
            with pytest.raises(SchemaValidationError):
                await real
        case _:
            with pytest.raises(NotUniqueError) as raised:
                await real
            assert any(f'index "{name}"' in str(raised.value) for name in problem.args)


def require_same(found: object, expected: object) -> None:
    """Compare values, and classes at any depth; an id is a plain text."""
    assert found == expected
    assert list(_classes(found)) == list(_classes(expected))


def _classes(value: object) -> Iterator[object]:
    match value:
        case dict():
            yield dict
            for name in sorted(value):
                yield from _classes(value[name])
        case list():
            yield list
            for item in value:
                yield from _classes(item)
        case float():
            yield float, math.copysign(1, value)
        case Id():
            yield str
        case _:
            yield type(value)
