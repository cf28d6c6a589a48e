"""Logs of SARIF against its schema: the part of version 2.1.0 that they use, written down as strict models."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located
from biconvex_codegen.diagnostics.pages import summary
from biconvex_codegen.diagnostics.render import sarif
from biconvex_codegen.source import Span
from tests.diagnostics.hostile import DIAGNOSTICS, ODD, STALE

Level = Literal["none", "note", "warning", "error"]
Positive = Annotated[int, Field(ge=1)]
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-F]{2}"
# A reference of RFC 3986 that is relative, as GitHub wants it.
Uri = Annotated[str, Field(pattern=rf"^(?:{_CHARACTER})(?:/|{_CHARACTER})*$")]
