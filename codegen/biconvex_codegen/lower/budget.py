"""What one evaluation may cost, in steps; whoever makes or searches something large pays for it."""

from ..ir.types import ObjectType
from ..source import At
from .values import Dict, Items, Text, Validator, Value

LONGEST_TEXT = 1_000_000
"""Characters of a text that evaluation makes; more are a slip."""
_STEPS = 1_000_000
_LENGTH = 1_000_000
CALL = 8
"""Steps that a call of the library or of a helper takes, beside those of its arguments."""
LOOKUP = 2
"""Steps that a name of the module takes, beside the one of any expression."""
FRAME = 4
"""Steps that an item of a comprehension takes, beside those of what is made of it."""
# Steps that it takes to make an entry, and entries that are copied in the time of a step.
_ENTRY = 2
_CHEAP = 16
# Parts of one validator: what is ordinary costs nothing, and a whole evaluation has steps for this many.
_ORDINARY_PLACES = 1_000
_MOST_PLACES = 200_000


class TooLargeError(Exception):
    """The budget is used up, by an expression if one of them is to blame; caught where an evaluation begins."""

    def __init__(self, at: At | None = None) -> None:
        super().__init__()
        self.at = at


class Budget:
    """The steps that are left; the private state of one evaluation after the other."""

    def __init__(self) -> None:
        self._spent = 0

    def renew(self) -> None:
        """Begin another evaluation."""
        self._spent = 0

    def spend(self, steps: int) -> None:
        """Take steps; raise `TooLargeError` when none are left."""
        self._spent += steps
        if self._spent > _STEPS:
            raise TooLargeError

    def pay(self, value: Value) -> Value:
        """Return a value after paying for what it holds, so that none is too large to go on with."""
        match value:
            case Text() if len(value.text) > LONGEST_TEXT:
                raise TooLargeError(value.at)
            case Items() if len(value.items) > _LENGTH:
                raise TooLargeError(value.at)
            case Items():
                self.spend(len(value.items) // _CHEAP)
            case Dict():
                self.spend(len(value.pairs) // _CHEAP)
            case Validator() if len(value.places) > _ORDINARY_PLACES:
                self.spend(_STEPS * len(value.places) // _MOST_PLACES)
            case _:
                pass
        return value

    def pay_entries(self, value: Value | None) -> None:
        """Pay for a list or dict whose every entry was made anew."""
        match value:
            case Items():
                self.spend(_ENTRY * len(value.items))
            case Dict():
                self.spend(_ENTRY * len(value.pairs))
            case _:
                pass

    def pay_fields(self, validator: Validator) -> None:
        """Pay for the dict of an object's fields: each looks for its places among all of them."""
        if isinstance(validator.type, ObjectType):
            self.spend(len(validator.type.fields) * len(validator.places) // _CHEAP)

    def pay_search(self, value: Value) -> None:
        """Pay for looking through a value, one entry after the other."""
        match value:
            case Items():
                self.spend(len(value.items))
            case Dict():
                self.spend(len(value.pairs))
            case Text():
                self.spend(len(value.text) // _CHEAP)
            case _:
                pass


def allow_repeating(value: Text | Items, times: int, at: At) -> None:
    """Raise `TooLargeError` before `value * times` makes what is too long."""
    length, most = (len(value.text), LONGEST_TEXT) if isinstance(value, Text) else (len(value.items), _LENGTH)
    if length * times > most:
        raise TooLargeError(at)
