"""What `gen init` does to a project: one value for each file, relative to the project, with `/`."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Create:
    """Write a file where none is."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Append:
    """Add to the end of a file, which is kept byte by byte."""

    path: str
    before: bytes
    added: bytes


@dataclass(frozen=True, slots=True)
class Advise:
    """Leave a file alone that lacks something: show what to add, and where in it."""

    path: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave a file or a folder as it is."""

    path: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Do nothing at all: something stands in the way."""

    problem: str
    help: str


Step: TypeAlias = Create | Append | Advise | Keep | Refuse
