"""The near-miss suggestion: the known name that a misspelt one was probably meant to be."""

from collections.abc import Collection, Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the closest of the known names, or None when none is near; ties go to the first in sorted order."""
    # Of one letter nothing would be left.
    limit = max(min(1, len(name) - 1), len(name) // 3)
    best: tuple[int, str] | None = None
    for candidate in sorted(set(known)):
        distance = _distance(name.casefold(), candidate.casefold(), limit)
        if distance <= limit and candidate != name and (best is None or distance < best[0]):
            best = (distance, candidate)
    return None if best is None else best[1]


def misspelt_part(path: str, known: Collection[str]) -> tuple[int, str | None]:
    """Return which part of a dotted path leads nowhere, by its number from 0, and the known path that was meant.

    Of a path that leads somewhere it is the last part: what is there is no end of a known path.
    """
    parts = path.split(".")
    ways = [each.split(".") for each in known]
    for number, part in enumerate(parts):
        before = parts[:number]
        inside = {way[number] for way in ways if way[:number] == before and len(way) > number}
        if part not in inside:
            near = did_you_mean(part, inside)
            meant = "" if near is None else ".".join([*before, near, *parts[number + 1 :]])
            namesakes = [each for each in known if each.rpartition(".")[2] == parts[-1]]
            return number, meant if meant in known else namesakes[0] if len(namesakes) == 1 else None
    return len(parts) - 1, None


def _distance(left: str, right: str, limit: int) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment)."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        current = [i]
        for j, b in enumerate(right, start=1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
