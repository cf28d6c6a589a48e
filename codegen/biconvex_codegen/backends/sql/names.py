"""Names of tables, columns and indexes in a database: short enough, allowed, and different; it quotes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

_HASH = 8


@dataclass(frozen=True, slots=True)
class NameRules:
    """What a dialect allows: the longest name in bytes, whether case tells names apart, and prefixes it keeps."""

    longest: int | None = None
    folds_case: bool = False
    kept_prefix: str | None = None


class Namespace:
    """The names of one scope that are given away."""

    __slots__ = ("_rules", "_taken")

    def __init__(self, rules: NameRules, reserved: Iterable[str] = ()) -> None:
        """Begin with the names that nobody may have."""
        self._rules = rules
        self._taken = {self._folded(name) for name in reserved}

    def claim(self, wish: str, *, suffixes: tuple[str, ...] = ()) -> str:
        """Return the wish, or the wish with a hash of it where it is too long or not free, and take it.

        With suffixes, the names that end in them are taken as well. A wish depends on no other name but one that it
        collides with, so adding a table or an index renames nothing else.
        """
        allowed = self._allowed(wish)
        name, attempt = allowed, 0
        while not self._is_free(name, suffixes):
            attempt += 1
            name = self._hashed(allowed, wish, attempt)
        self._taken.update(self._folded(name + suffix) for suffix in ("", *suffixes))
        return name

    def _allowed(self, wish: str) -> str:
        prefix = self._rules.kept_prefix
        return f"_{wish}" if prefix is not None and wish.lower().startswith(prefix) else wish

    def _is_free(self, name: str, suffixes: tuple[str, ...]) -> bool:
        longest = self._rules.longest
        every = [name + suffix for suffix in ("", *suffixes)]
        fits = longest is None or all(len(each.encode()) <= longest for each in every)
        return fits and not any(self._folded(each) in self._taken for each in every)

    def _hashed(self, allowed: str, wish: str, attempt: int) -> str:
        text = wish if attempt == 1 else f"{wish} {attempt}"
        digest = sha256(text.encode()).hexdigest()[:_HASH]
        longest = self._rules.longest
        kept = allowed if longest is None else allowed.encode()[: longest - _HASH - 1].decode(errors="ignore")
        return f"{kept}_{digest}"

    def _folded(self, name: str) -> str:
        return name.lower() if self._rules.folds_case else name
