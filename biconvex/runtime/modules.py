"""Imports the modules of an app, each when a function of it is first called, under the app's own package name."""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

    from .project import Project


class Modules:
    """The modules of one app.

    Apps are often called alike (`backend`), so where another one holds the name, its modules step aside: they go on
    working, and are in `sys.modules` again at the next call of that app.
    """

    __slots__ = ("_loaded", "_project")

    def __init__(self, project: "Project") -> None:
        self._project: Final = project
        self._loaded: dict[str, ModuleType] = {}

    def load(self, module: str) -> "ModuleType":
        """Import a module by its dotted name below the source folder, or the folder's own package for an empty one."""
        name = f"{self._project.package}.{module}" if module else self._project.package
        self.take_over()
        known = self._loaded.get(name)
        if known is not None:
            return known
        try:
            return import_module(name)
        finally:
            self._loaded.update({each: sys.modules[each] for each in self._own_names()})

    def take_over(self) -> None:
        """Let the name of our package mean our package, for what is imported late and for annotations in quotes."""
        package = self._project.package
        current = sys.modules.get(package)
        if current is not None and (current is self._loaded.get(package) or self._is_ours(current)):
            return
        for name in self._own_names():
            del sys.modules[name]
        self._extend_path()
        if package in self._loaded:
            sys.modules.update(self._loaded)
            return
        self._import_package()

    def _import_package(self) -> None:
        """Import the package from its folder, wherever `sys.path` would look for the name first."""
        package, source = self._project.package, self._project.source
        file = source / "__init__.py"
        if file.is_file():
            spec = spec_from_file_location(package, file, submodule_search_locations=[str(source)])
        else:
            spec = ModuleSpec(package, None, is_package=True)
            spec.submodule_search_locations = [str(source)]
        if spec is None:
            raise ImportError(f"{file} cannot be imported")
        module = sys.modules[package] = module_from_spec(spec)
        if spec.loader is not None:
            try:
                spec.loader.exec_module(module)
            except BaseException:  # whatever the app's own code raises; half a package is none
                sys.modules.pop(package, None)
                raise

    def _extend_path(self) -> None:
        """Let an app import what lies beside its folder, then what lies in its project's."""
        for folder in (self._project.root, self._project.source.parent):
            if str(folder) not in sys.path:
                sys.path.insert(0, str(folder))

    def _is_ours(self, module: "ModuleType") -> bool:
        return str(self._project.source) in map(str, getattr(module, "__path__", ()))

    def _own_names(self) -> list[str]:
        package = self._project.package
        return [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
