"""An app that exists as texts alone, imported as from a folder; generated modules that it lacks are made."""

import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType

from . import data_model

GENERATED = {
    "backend/_generated/__init__.py": "",
    "backend/_generated/api.py": "from biconvex.refs import Ref\napi = Ref('public')\ninternal = Ref('internal')\n",
    "backend/_generated/data_model.py": "from biconvex.lazy import data_model\n__getattr__ = data_model(globals())\n",
    "backend/_generated/server.py": "from biconvex.lazy import server\n__getattr__ = server(globals())\n",
    "backend/_generated/_names.py": data_model.MODULE,
}


class Memory(MetaPathFinder, InspectLoader):
    """Finds and loads the modules of one app, given by path from its folder."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {**GENERATED, **files}
        self._folders = {path[:end] for path in self._files for end, sign in enumerate(path) if sign == "/"}

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002  the protocol's
        target: ModuleType | None = None,  # noqa: ARG002  likewise
    ) -> ModuleSpec | None:
        """Return the place of a module: a package, else a file, else a folder without `__init__.py`."""
        file = self._path(fullname)
        if file in self._files:
            spec = spec_from_loader(fullname, self, origin=file, is_package=self.is_package(fullname))
            assert spec is not None
            spec.has_location = True
            return spec
        folder = fullname.replace(".", "/")
        if folder not in self._folders:
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [folder]
        return spec

    def is_package(self, fullname: str) -> bool:
        """Say whether a module is a folder's `__init__.py`."""
        return f"{fullname.replace('.', '/')}/__init__.py" in self._files

    def get_source(self, fullname: str) -> str:
        """Return the text of a module."""
        return self._files[self._path(fullname)]

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of a module, or raise its SyntaxError."""
        return compiled(self._path(fullname), self.get_source(fullname))

    def _path(self, fullname: str) -> str:
        stem = fullname.replace(".", "/")
        return f"{stem}/__init__.py" if self.is_package(fullname) else f"{stem}.py"


@lru_cache(maxsize=256)
def compiled(path: str, text: str) -> CodeType:
    """Return the code of a file; what a process has compiled, those that it forks need not compile again."""
    return compile(text, path, "exec", dont_inherit=True)


def install(files: Mapping[str, str]) -> None:
    """Let this process import an app from now on, in front of everything else that has its names."""
    sys.meta_path.insert(0, Memory(files))
