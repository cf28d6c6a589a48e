"""The builtins and methods of Python that static evaluation knows; None where Python would raise or nobody can know."""

from collections.abc import Callable

from .budget import LONGEST_TEXT, TooLargeError
from .calls import Given
from .operations import iterated, key_of, merged, pair_items, pair_of, text_of
from .values import Boolean, Dict, Integer, Items, Nothing, Pair, Text, Value

_RANGE_LIMIT = 1_000_000


def _range(given: Given) -> Value | None:
    numbers = [value.number for value in given.positional if isinstance(value, Integer)]
    if len(numbers) != len(given.positional) or not 1 <= len(numbers) <= 3 or (len(numbers) == 3 and not numbers[2]):
        return None
    found = range(*numbers)
    # Not `len(found)`, which overflows where the numbers are no machine words.
    if found[_RANGE_LIMIT:]:
        raise TooLargeError(given.at)
    return Items(given.at, "list", tuple(Integer(given.at, number) for number in found))


def _enumerate(given: Given) -> Value | None:
    items = iterated(given.positional[0]) if given.positional else None
    start = _keyword(given, "start", 1)
    if items is None or not isinstance(start, Integer | None):
        return None
    first = 0 if start is None else start.number
    pairs = (
        Items(given.at, "tuple", (Integer(given.at, number), item)) for number, item in enumerate(items, start=first)
    )
    return Items(given.at, "list", tuple(pairs))


def _keyword(given: Given, name: str, position: int) -> Value | None:
    if len(given.positional) > position:
        return given.positional[position]
    return next((value for keyword, _, value in given.keywords if keyword == name), None)


def _zip(given: Given) -> Value | None:
    columns = [iterated(value) for value in given.positional]
    known = [column for column in columns if column is not None]
    if len(known) != len(columns):
        return None
    rows = (Items(given.at, "tuple", row) for row in zip(*known, strict=False))
    return Items(given.at, "list", tuple(rows))


def _sorted(given: Given) -> Value | None:
    items = iterated(given.positional[0]) if given.positional else None
    reverse = _keyword(given, "reverse", 99)
    if items is None or any(name != "reverse" for name, _, _ in given.keywords):
        return None
    backwards = isinstance(reverse, Boolean) and reverse.truth
    texts = [item for item in items if isinstance(item, Text)]
    if len(texts) == len(items):
        texts.sort(key=lambda item: item.text, reverse=backwards)
        return Items(given.at, "list", tuple(texts))
    numbers = [item for item in items if isinstance(item, Integer)]
    if len(numbers) == len(items):
        numbers.sort(key=lambda item: item.number, reverse=backwards)
        return Items(given.at, "list", tuple(numbers))
    return None


def _len(given: Given) -> Value | None:
    items = iterated(given.positional[0]) if len(given.positional) == 1 else None
    return None if items is None else Integer(given.at, len(items))


def _str(given: Given) -> Value | None:
    text = text_of(given.positional[0]) if len(given.positional) == 1 else None
    return None if text is None else Text(given.at, text)


def _int(given: Given) -> Value | None:
    match given.positional:
        case (Integer() as number,):
            return number
        case _:
            return None


def _list(given: Given) -> Value | None:
    items = iterated(given.positional[0]) if given.positional else ()
    return None if items is None else Items(given.at, "list", items)


def _tuple(given: Given) -> Value | None:
    items = iterated(given.positional[0]) if given.positional else ()
    return None if items is None else Items(given.at, "tuple", items)


def _dict(given: Given) -> Value | None:
    found = Dict(given.at, ())
    for value in given.positional[:1]:
        if isinstance(value, Dict):
            found = merged(found, value)
            continue
        rows = [iterated(row) for row in iterated(value) or ()]
        pairs = [pair_of(row[0], row[1]) if row is not None and len(row) == 2 else None for row in rows]
        known = tuple(pair for pair in pairs if pair is not None)
        if iterated(value) is None or len(known) != len(pairs):
            return None
        found = merged(found, Dict(given.at, known))
    named = tuple(Pair(Text(at, name), value) for name, at, value in given.keywords)
    return merged(found, Dict(given.at, named))


BUILTIN_FUNCTIONS: dict[str, Callable[[Given], Value | None]] = {
    "dict": _dict,
    "enumerate": _enumerate,
    "int": _int,
    "len": _len,
    "list": _list,
    "range": _range,
    "sorted": _sorted,
    "str": _str,
    "tuple": _tuple,
    "zip": _zip,
}


def call_builtin(name: str, given: Given) -> Value | None:
    """Return what a builtin gives, or None where it cannot be known."""
    return None if given.holes else BUILTIN_FUNCTIONS[name](given)


_TEXT: dict[str, Callable[[str], str]] = {
    "capitalize": str.capitalize,
    "casefold": str.casefold,
    "lower": str.lower,
    "title": str.title,
    "upper": str.upper,
}
_STRIPS: dict[str, Callable[[str, str | None], str]] = {
    "lstrip": str.lstrip,
    "rstrip": str.rstrip,
    "strip": str.strip,
}
_TESTS: dict[str, Callable[[str, str], bool]] = {"endswith": str.endswith, "startswith": str.startswith}
_TEXT_METHODS = (*_TEXT, *_STRIPS, *_TESTS, "join", "removeprefix", "removesuffix", "replace", "split")


def value_methods(value: Value) -> tuple[str, ...]:
    """Return the names of the methods that are known of a constant."""
    match value:
        case Text():
            return _TEXT_METHODS
        case Dict():
            return ("copy", "get", "items", "keys", "values")
        case Items():
            return ("copy",)
        case _:
            return ()


def call_value_method(owner: Value, name: str, given: Given) -> Value | None:
    """Return what a method of a constant gives, or None where it cannot be known."""
    if given.holes:
        return None
    match owner:
        case Text():
            return _call_text(owner, name, given)
        case Dict() if not owner.holes:
            return _call_dict(owner, name, given)
        case Items() if name == "copy":
            return owner
        case _:
            return None


def _call_text(owner: Text, name: str, given: Given) -> Value | None:
    texts = [value.text for value in given.positional if isinstance(value, Text)]
    if name == "join":
        items = iterated(given.positional[0]) if len(given.positional) == 1 else None
        parts = [item.text for item in items or () if isinstance(item, Text)]
        _limit(given, sum(map(len, parts)) + len(parts) * len(owner.text))
        return None if items is None or len(parts) != len(items) else Text(given.at, owner.text.join(parts))
    if len(texts) != len(given.positional) or given.keywords:
        return None
    match name, texts:
        case _, [] if name in _TEXT:
            return Text(given.at, _TEXT[name](owner.text))
        case _, [] | [_] if name in _STRIPS:
            return Text(given.at, _STRIPS[name](owner.text, texts[0] if texts else None))
        case _, [part] if name in _TESTS:
            return Boolean(given.at, _TESTS[name](owner.text, part))
        case "replace", [old, new]:
            _limit(given, len(owner.text) + owner.text.count(old) * len(new))
            return Text(given.at, owner.text.replace(old, new))
        case "removeprefix", [prefix]:
            return Text(given.at, owner.text.removeprefix(prefix))
        case "removesuffix", [suffix]:
            return Text(given.at, owner.text.removesuffix(suffix))
        case "split", [] | [_] if texts != [""]:
            words = owner.text.split(texts[0] if texts else None)
            return Items(given.at, "list", tuple(Text(given.at, word) for word in words))
        case _:
            return None


def _limit(given: Given, length: int) -> None:
    """Refuse to make a text that is longer than any of a schema, before there is no memory for it."""
    if length > LONGEST_TEXT:
        raise TooLargeError(given.at)


def _call_dict(owner: Dict, name: str, given: Given) -> Value | None:
    match name:
        case "get" if 1 <= len(given.positional) <= 2 and not given.keywords:
            key, default = (*given.positional, Nothing(given.at))[:2]
            return next((pair.value for pair in owner.pairs if key_of(pair.key) == key_of(key)), default)
        case "items":
            return Items(given.at, "list", pair_items(owner))
        case "keys":
            return Items(given.at, "list", tuple(pair.key for pair in owner.pairs))
        case "values":
            return Items(given.at, "list", tuple(pair.value for pair in owner.pairs))
        case "copy":
            return owner
        case _:
            return None
