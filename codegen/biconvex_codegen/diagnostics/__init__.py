"""Diagnostics as data: codes, the diagnostic itself, suggestions; rendering lives in `render`."""

from .codes import Code, Severity
from .diagnostic import Diagnostic, Related
from .did_you_mean import did_you_mean, misspelt_part

__all__ = ["Code", "Diagnostic", "Related", "Severity", "did_you_mean", "misspelt_part"]
