"""Compares generated files with what is on disk, and writes them: the only package that writes files."""

from .addition import Addition, add
from .change import Change, OutputFolder, Plan, Refusal, Scope, Status
from .difference import unified
from .git import hand_edited, staged, untracked
from .plan import plan
from .write import WriteError, write

__all__ = [
    "Addition",
    "Change",
    "OutputFolder",
    "Plan",
    "Refusal",
    "Scope",
    "Status",
    "WriteError",
    "add",
    "hand_edited",
    "plan",
    "staged",
    "unified",
    "untracked",
    "write",
]
