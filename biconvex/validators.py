"""Validators."""

from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Validator(Generic[T_co]):
    """A validator."""
