"""Which modules register functions, and what they are called on the wire."""

from ..frontend.facts import Facts
from ..ir.naming import camel_case, without_underscore
from .paths import module_path


class Modules:
    """The naming of one app: its source folder and whether identifiers become camelCase on the wire."""

    def __init__(self, source: str, *, camel: bool) -> None:
        self._source = tuple(source.split("/"))
        self._camel = camel

    def wire_name(self, name: str) -> str:
        """Return what a Python identifier is on the wire."""
        bare = without_underscore(name)
        return camel_case(bare) if self._camel else bare

    def python_path(self, module: Facts) -> tuple[str, ...]:
        """Return the dotted path of a module below the source folder, or from the project's for one beside it."""
        path = module_path(module.path)
        inside = path[: len(self._source)] == self._source
        return path[len(self._source) :] if inside else path

    def wire_path(self, module: Facts) -> str:
        """Return the path of a module on the wire, such as `functions/documents`."""
        return "/".join(self.wire_name(part) for part in self.python_path(module))

    def is_root(self, module: Facts, name: str) -> bool:
        """Say whether a module stands at the root of the source folder under this name, such as `schema`.

        A package is one as well: Python imports either by that name, and never has both.
        """
        return module.path == self.root_path(name) or module.path == self.root_path(f"{name}/__init__")

    def root_path(self, name: str) -> str:
        """Return the path of a module at the root of the source folder."""
        return "/".join((*self._source, f"{name}.py"))

    def is_inside(self, module: Facts) -> bool:
        """Say whether a module lies below the source folder."""
        return tuple(module.path.split("/"))[: len(self._source)] == self._source

    def depth(self, module: Facts) -> int:
        """Return how many folders below the source folder a module stands: 0 beside `schema.py`."""
        return module.path.count("/") - len(self._source)

    def is_test(self, module: Facts) -> bool:
        """Say whether a module is a test by its name."""
        name = module.path.removesuffix(".py").rpartition("/")[2]
        return name.startswith("test_") or name.endswith("_test") or name == "conftest"

    def is_reserved(self, module: Facts) -> bool:
        """Say whether a module is one of those of the source folder that hold no functions."""
        return self.is_root(module, "schema") or self.is_root(module, "auth_config")

    def registers(self, module: Facts) -> bool:
        """Say whether the functions of a module are part of the app."""
        path = tuple(module.path.removesuffix(".py").split("/"))
        if path[: len(self._source)] != self._source or path == self._source:  # the folder itself: it cannot be read
            return False
        *folders, name = path[len(self._source) :]
        if any(part.startswith(("_", ".")) for part in folders):
            return False
        if self.is_test(module):
            return False
        return not self.is_reserved(module) and (name == "__init__" or not name.startswith(("_", ".")))
