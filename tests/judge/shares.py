"""Counts as a table for people; of what, whoever counted knows."""

from collections.abc import Mapping


def table(counts: Mapping[str, int]) -> list[str]:
    """Return counts and their shares as lines, the largest first."""
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [f"{count:6} {count / total:6.1%}  {what}" for what, count in ordered]
