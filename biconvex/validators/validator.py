"""What every validator is: an immutable value that compares, hashes, shows, exports and checks itself."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self, TypeAlias

    from ..wire import Json

    TableOf: TypeAlias = Callable[[str], str | None]


class Notes(NamedTuple):
    """What an author notes of a field, a table or an index; it changes no value that fits."""

    doc: str | None = None
    deprecated: str | None = None
    renamed_from: str | None = None


NO_NOTES: Final = Notes()


class Validator(ABC):
    """Says which values fit. `is_optional` says that a field of it may be missing; `notes` travel with a field."""

    __slots__ = ("is_optional", "notes")

    kind: ClassVar[str]
    is_optional: bool
    notes: Notes

    def __init__(self) -> None:
        fix(self, "is_optional", False)  # noqa: FBT003  the value itself
        fix(self, "notes", NO_NOTES)

    @abstractmethod
    def export(self) -> "dict[str, Json]":
        """Return this validator as Convex's JSON. Whether it is optional is its object's to say."""

    @abstractmethod
    def read(self, value: object, table_of: "TableOf | None" = None) -> object:
        """Return `value` in its normal form, or raise a `ValidationError` with its path where it does not fit.

        In normal form whatever is a number to this validator is a `float`, a whole number an `int`, a text a plain
        `str`; objects are dicts without missing fields, arrays are lists. Nothing of `value` is changed. `table_of`
        is as in `validate`.
        """

    @abstractmethod
    def arguments(self) -> tuple[object, ...]:
        """Return what the constructor was given."""

    def validate(self, value: object, *, table_of: "TableOf | None" = None) -> None:
        """Raise a `ValidationError` that says what is wrong with `value`, and where, if it does not fit.

        `table_of` gives the table of an id's text, or None if the text is no id; without it, any text is an id.
        """
        self.read(value, table_of)

    def optional(self) -> "Self":
        """Return the same validator for a field that may be missing."""
        return self.restored(is_optional=True, notes=self.notes)

    def restored(self, *, is_optional: bool, notes: Notes) -> "Self":
        """Return the same validator, optional or not, under other notes."""
        made = type(self)(*self.arguments())
        fix(made, "is_optional", is_optional)
        fix(made, "notes", notes)
        return made

    def identity(self) -> tuple[object, ...]:
        """Return what makes two validators of one class equal."""
        return self.arguments()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a validator is immutable: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a validator is immutable: {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Validator):
            return NotImplemented
        if type(self) is not type(other) or self.is_optional != other.is_optional or self.notes != other.notes:
            return False
        return self.identity() == other.identity()

    def __hash__(self) -> int:
        return hash((type(self), self.is_optional, self.notes, self.identity()))

    def __copy__(self) -> "Self":
        return self

    def __deepcopy__(self, memo: "Mapping[int, object]") -> "Self":
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.arguments(), self.is_optional, self.notes)

    def __repr__(self) -> str:
        text = self._text()
        if self.notes != NO_NOTES:
            given = "".join(f", {name}={note!r}" for name, note in self.notes._asdict().items() if note is not None)
            text = f"v.field({text}{given})"
        return f"v.optional({text})" if self.is_optional else text

    def _text(self) -> str:
        """Return the call of `v` that makes this validator."""
        return f"v.{self.kind}({', '.join(map(repr, self.arguments()))})"


def fix(validator: Validator, name: str, value: object) -> None:
    """Set an attribute of a validator that is being made, once and for all."""
    object.__setattr__(validator, name, value)


def _restore(
    class_: "type[Validator]",
    arguments: tuple[object, ...],
    is_optional: bool,  # noqa: FBT001  pickle passes by position
    notes: Notes,
) -> Validator:
    return class_(*arguments).restored(is_optional=is_optional, notes=notes)
