"""One module while it is written: its statements, and the imports that they ask for."""

from collections.abc import Iterable

from .plan import Plan
from .variety import happens


class Module:
    """A module of an app, by its dotted path below the source folder."""

    def __init__(self, plan: Plan, python: tuple[str, ...], file: str) -> None:
        self.plan = plan
        self.python = python
        self.file = file
        self._depth = file.count("/") + 1
        self._is_absolute = happens(30, "absolute imports", plan.app.name)
        self._imports: dict[str, set[str]] = {}
        self._statements: list[str] = []

    def library(self, name: str) -> str:
        """Return a name of biconvex."""
        return self.outside("biconvex", name)

    def outside(self, module: str, name: str) -> str:
        """Return a name of another distribution, or of the standard library."""
        self._imports.setdefault(module, set()).add(name)
        return name

    def generated(self, module: str, name: str) -> str:
        """Return a name of a generated module."""
        return self.own(("_generated", module), name)

    def own(self, python: Iterable[str], name: str, alias: str | None = None) -> str:
        """Return a name of another module of the app, or of this one."""
        path = tuple(python)
        if path == self.python:
            return name
        head = f"{self.plan.source}." if self._is_absolute else "." * self._depth
        self.outside(head + ".".join(path), name if alias in (None, name) else f"{name} as {alias}")
        return alias or name

    def add(self, text: str) -> None:
        """Add statements at the end."""
        self._statements.append(text)

    @property
    def is_empty(self) -> bool:
        """Whether there is no statement yet."""
        return not self._statements

    def text(self, doc: str, head: str = "") -> str:
        """Return the whole text."""
        imports = "".join(
            f"from {module} import {', '.join(sorted(names))}\n" for module, names in sorted(self._imports.items())
        )
        return f'{head}"""{doc}"""\n\n{imports}\n\n' + "\n\n".join(self._statements) + "\n"
