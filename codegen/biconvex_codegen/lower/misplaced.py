"""Files that mean something else than their authors think: beside a folder, under another's name, or in no package."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from ..diagnostics import Code, Related
from ..frontend.expressions import Call
from ..frontend.facts import Binding, Facts
from ..source import At, Part
from .annotations import Annotations
from .evaluation import Frame
from .modules import Modules
from .report import Report
from .symbols import Library


def report_misplaced(modules: Sequence[Facts], naming: Modules, annotations: Annotations, report: Report) -> None:
    """Report modules beside a folder of their name, folders that are no packages, and a router out of its place."""
    folders: dict[str, Facts] = {}
    for module in modules:
        if naming.is_inside(module):
            for folder in PurePosixPath(module.path).parents:
                folders.setdefault(str(folder), module)
    for module in modules:
        if naming.is_inside(module):
            _beside_folder(module, folders, report)
        if naming.is_root(module, "http"):
            _router(module, annotations, report)
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


def _router(module: Facts, annotations: Annotations, report: Report) -> None:
    for statement in module.statements:
        match statement:
            case Binding(value=Call() as call):
                if annotations.symbol(Frame(module, statement.id), call.function) == Library("http_router"):
                    message = "a router in http.py is never looked at"
                    at = At(statement.id, Part.NAME)
                    report.add(Code.INVALID_ROUTE, message, at, help_="move it to routes.py")
            case _:
                pass
