"""No function, cron or route of a fixture app is left out of the tests beside this one: each of them really runs."""

import inspect
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import NamedTuple, TypeAlias

import pytest

from biconvex.runtime.timeline import Timeline
from biconvex.testing import TestApp, open_app

from . import (
    test_chat,
    test_chat_messages,
    test_documents,
    test_documents_services,
    test_shop,
    test_shop_catalogue,
)
from .apps import fixture_app

pytestmark = pytest.mark.slow

Story: TypeAlias = Callable[[TestApp], Awaitable[None]]

TESTS = {
    "chat": (test_chat, test_chat_messages),
    "documents": (test_documents, test_documents_services),
    "shop": (test_shop, test_shop_catalogue),
}


def stories(modules: tuple[ModuleType, ...]) -> Iterator[Story]:
    """Yield the tests of modules that need an open app, and nothing else."""
    for module in modules:
        for name, test in inspect.getmembers(module, inspect.iscoroutinefunction):
            if name.startswith("test_") and [*inspect.signature(test).parameters] == ["t"]:
                yield test


class Observer:
    """Sees which functions of an app's files Python enters, and which crons the runtime starts."""

    def __init__(self, source: Path) -> None:
        self._source = f"{source}/"
        self.entered: set[tuple[str, str]] = set()
        self.crons: set[str] = set()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Take an event of `sys.setprofile`."""
        code = frame.f_code
        if event != "call":
            return
        if code is Timeline._run_cron.__code__:
            self.crons.add(frame.f_locals["cron"].name)
        elif code.co_filename.startswith(self._source):
            module = code.co_filename.removeprefix(self._source).removesuffix(".py").removesuffix("/__init__")
            self.entered.add((module.replace("/", "."), code.co_name))


class Parts(NamedTuple):
    """What an app consists of: functions and the handlers of routes by module and name, crons by name."""

    functions: set[tuple[str, str]]
    routes: set[tuple[str, str]]
    crons: set[str]


def parts(source: Path) -> Parts:
    """Return what `gen` says that an app consists of."""
    app = json.loads((source / "_generated" / "ir.json").read_text("utf-8"))["app"]
    handlers = {each["id"]: (each["python_module"], each["handler"]) for each in app["http_actions"]}
    return Parts(
        {(each["python_module"], each["handler"]) for each in app["functions"]},
        {handlers[each["handler"]] for each in app["routes"]},
        {each["name"] for each in app["crons"]},
    )


@pytest.mark.parametrize("kind", ["memory", "file"])
@pytest.mark.parametrize("name", TESTS)
async def test_every_function_cron_and_route_runs(name: str, kind: str, tmp_path: Path) -> None:
    source = fixture_app(name)
    observer, every = Observer(source), parts(source)
    for number, story in enumerate(stories(TESTS[name])):
        async with open_app(source, None if kind == "memory" else f"sqlite:///{tmp_path}/{number}.db") as t:
            sys.setprofile(observer)
            try:
                await story(t)
            finally:
                sys.setprofile(None)
    assert every.functions
    assert every.functions - observer.entered == set()
    assert every.routes - observer.entered == set()
    assert every.crons - observer.crons == set()


def test_every_fixture_app_is_among_them(fixture_apps: tuple[Path, ...]) -> None:
    assert {app.name for app in fixture_apps} == set(TESTS)
