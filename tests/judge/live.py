"""What an app says of itself once it is imported: schema, functions, crons and routes as JSON, and what is wrong there.

It knows the library, and nothing of the compiler: which modules register, names on the wire and what a reference leads
to are worked out here, from the rules of the documentation.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, TypeAlias, TypedDict, TypeVar

from biconvex.crons import CronExpression, CronJob, Crons, Interval, Schedule
from biconvex.names import wire_name, without_underscore
from biconvex.refs import Call
from biconvex.routing import HttpRouter
from biconvex.schema import Schema
from biconvex.server import HttpAction, Registered
from biconvex.values import UNSET
from biconvex.wire import encode

from .json_validators import admits_null, fits, tables

Json: TypeAlias = Any  # as json.loads gives it
T = TypeVar("T")

SOURCE = "backend"


class Said(TypedDict):
    """An app in JSON. `faults` are what cannot work: unknown tables and functions, arguments that do not fit."""

    schema: Json
    functions: dict[str, Json]
    crons: list[Json]
    routes: list[Json]
    faults: list[str]


def said(paths: Iterable[str]) -> Said:
    """Import an app of these files, and return what it says."""
    modules = [import_module(name) for name in module_names(paths)]
    schema = _bound(modules, "schema", "schema", Schema)
    crons = _bound(modules, "crons", "crons", Crons)
    http = _bound(modules, "routes", "http", HttpRouter)
    exports = [(path, function, function.export(schema)) for path, function in _registered(modules)]
    functions = {f"{path}:{export['name']}": {**export, "name": None} for path, _, export in exports}
    references = {
        (function.visibility, *_reference(path, function)): f"{path}:{export['name']}"
        for path, function, export in exports
    }
    faults = [] if len(functions) == len(references) == len(exports) else ["two functions meet"]
    if schema is None and any(module.__name__ == f"{SOURCE}.schema" for module in modules):
        faults.append("the schema is none")
    calls = _Calls(references, functions, faults)
    jobs = [calls.cron(job) for job in (() if crons is None else crons.jobs)]
    exported = None if schema is None else schema.export()
    if schema is not None:
        known = {*schema.tables, "_storage", "_scheduled_functions"}
        faults += [f"there is no table {name}" for name in sorted({*tables([exported, functions])} - known)]
    return {
        "schema": exported,
        "functions": functions,
        "crons": jobs,
        "routes": [
            {
                "path": route.path,
                "isPrefix": route.is_prefix,
                "method": route.method,
                "handler": _address(route.handler),
            }
            for route in (() if http is None else http.get_routes())
        ],
        "faults": faults,
    }


def module_names(paths: Iterable[str]) -> list[str]:
    """Return the modules of an app that its server imports, the schema first."""
    names = [path.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in paths if _counts(path)]
    return sorted(names, key=lambda name: (name != f"{SOURCE}.schema", name))


def _counts(path: str) -> bool:
    *folders, name = path.removesuffix(".py").split("/")
    if folders[:1] != [SOURCE] or any(folder.startswith(("_", ".")) for folder in folders):
        return False
    is_test = name.startswith("test_") or name.endswith("_test") or name == "conftest"
    return name == "__init__" or not (name.startswith(("_", ".")) or is_test)


def _bound(modules: Iterable[ModuleType], module: str, name: str, class_: type[T]) -> T | None:
    """Return what one of the app's own modules binds under a name, if it is what it should be."""
    found = [getattr(each, name, None) for each in modules if each.__name__ == f"{SOURCE}.{module}"]
    return found[0] if found and isinstance(found[0], class_) else None


def _registered(modules: Iterable[ModuleType]) -> Iterator[tuple[str, "Registered[Any, ..., Any]"]]:
    """Yield the functions that modules register, each with the path of its module on the wire."""
    for module in modules:
        own = {id(each): each for each in vars(module).values() if isinstance(each, Registered)}
        for function in own.values():
            if function.__module__ == module.__name__ not in (f"{SOURCE}.schema", f"{SOURCE}.auth_config"):
                yield _module_path(module.__name__), function


def _module_path(module: str) -> str:
    return "/".join(map(wire_name, module.split(".")[1:]))


def _address(action: "HttpAction[Any]") -> str:
    return f"{_module_path(action.__module__)}:{wire_name(action.handler.__name__)}"


def _reference(module: str, function: "Registered[Any, ..., Any]") -> list[str]:
    """Return what stands behind `api.` or `internal.` in Python."""
    _, *parts = function.__module__.split(".")
    return [without_underscore(part) for part in (*parts, function.handler.__name__)]


class _Calls:
    """Finds what crons call; what is wrong with a call becomes a fault."""

    def __init__(
        self, references: Mapping[tuple[str, ...], str], functions: Mapping[str, Json], faults: list[str]
    ) -> None:
        self._references = references
        self._functions = functions
        self._faults = faults

    def cron(self, job: CronJob) -> Json:
        """Return a cron as JSON."""
        target, arguments = self._call(job.call)
        return {"name": job.name, "schedule": _schedule(job.schedule), "target": target, "arguments": arguments}

    def _call(self, call: Call[object]) -> tuple[str | None, Json]:
        target = self._references.get((call.visibility, *call.path))
        if target is None:
            self._faults.append(f"there is no function {call!r}")
            return None, None
        function = self._functions[target]
        if function["kind"] == "query":
            self._faults.append(f"{call!r} is a query")
        fields: dict[str, Json] = function["args"].get("value", {})
        arguments: dict[str, Json] = {}
        for name, value in call.arguments.items():
            key = next((key for key in (name, wire_name(name)) if key in fields), name)
            field = fields.get(key, {"optional": False, "fieldType": {"type": "any"}})
            is_missing = value is None and field["optional"] and not admits_null(field["fieldType"])
            if value is not UNSET and not is_missing:
                arguments[key] = encode(value)
        if not fits(arguments, function["args"]):
            self._faults.append(f"the arguments of {call!r} do not fit")
        return target, arguments


def _schedule(schedule: Schedule) -> list[Json]:
    match schedule:
        case Interval(seconds):
            return ["interval", seconds]
        case CronExpression(text):
            return ["cron", text]
        case _:
            return [type(schedule).__name__.lower(), *schedule]
