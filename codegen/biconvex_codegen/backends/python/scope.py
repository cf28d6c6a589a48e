"""The state of printing one stub: its imports, its class names, and the classes that its types ask for."""

from ...ir.types import ObjectType
from ..names import Taken
from .directory import Directory
from .imports import Imports


class Scope:
    """What the types of one stub may name: imports and, for anonymous objects, classes printed beside them."""

    __slots__ = ("_objects", "classes", "directory", "imports", "module", "names", "nested")

    def __init__(self, directory: Directory, imports: Imports, names: Taken, *, module: str | None = None) -> None:
        """Begin a stub; `module` is the wire path of the module whose shapes stand in this very stub."""
        self.directory = directory
        self.imports = imports
        self.names = names
        self.module = module
        self.classes: list[str] = []
        self.nested: list[str] = []
        self._objects: dict[tuple[str, ObjectType], str] = {}

    def known(self, wish: str, type_: ObjectType) -> str | None:
        """Return the class that was printed for an object at a path, if one was."""
        return self._objects.get((wish, type_))

    def claim(self, wish: str, type_: ObjectType) -> str:
        """Return a class name for an object at a path, and keep it."""
        name = self._objects[wish, type_] = self.claim_name(wish)
        return name

    def claim_name(self, wish: str) -> str:
        """Return a name for a class that stands in this stub alone."""
        name = self.names.claim(wish)
        self.nested.append(name)
        return name

    def own(self, name: str, members: set[str]) -> str:
        """Return how a class with these members writes another class of this stub, which a member may hide."""
        if name not in members:
            return name
        alias = self.imports.private(name)
        self.classes.append(f"{alias}: {self.imports.typing('TypeAlias')} = {name}")
        return alias
