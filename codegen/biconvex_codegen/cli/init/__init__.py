"""`gen init`: makes a project of a folder, or adds to a project what it lacks; it overwrites nothing."""

from .command import execute

__all__ = ["execute"]
