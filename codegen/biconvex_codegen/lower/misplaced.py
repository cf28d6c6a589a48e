"""Files that mean something else than their authors think: beside a folder of their name, or in no package."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from ..diagnostics import Code, Related
from ..frontend.facts import Facts
from ..source import At
from .modules import Modules
from .report import Report


def report_misplaced(modules: Sequence[Facts], naming: Modules, report: Report) -> None:
    """Report modules beside a folder of their name, and folders that are no packages."""
    folders: dict[str, Facts] = {}
    for module in modules:
        if naming.is_inside(module):
            for folder in PurePosixPath(module.path).parents:
                folders.setdefault(str(folder), module)
    for module in modules:
        if naming.is_inside(module):
            _beside_folder(module, folders, report)
    _not_packages(modules, folders, naming, report)


def _not_packages(modules: Sequence[Facts], folders: Mapping[str, Facts], naming: Modules, report: Report) -> None:
    packages = {module.path.removesuffix("/__init__.py") for module in modules}
    for path, first in sorted(folders.items()):
        if naming.is_inside(Facts(f"{path}/__init__.py")) and path not in packages:
            message = f'the folder "{path}" has no __init__.py'
            at = At(f"{first.path}:")
            report.add(Code.MISSING_INIT, message, at, help_=f"create {path}/__init__.py, an empty file")


def _beside_folder(module: Facts, folders: Mapping[str, Facts], report: Report) -> None:
    inside = folders.get(module.path.removesuffix(".py"))
    if inside is not None:
        name = module.path.removesuffix(".py").rpartition("/")[2]
        message = f'the module "{name}.py" stands beside a folder "{name}"'
        related = (Related(At(f"{inside.path}:"), "a module of the folder"),)
        at = At(f"{module.path}:")
        help_ = f'rename one of them, or make the module "{name}/__init__.py"'
        report.add(Code.WIRE_NAME_CLASH, message, at, help_=help_, related=related)
