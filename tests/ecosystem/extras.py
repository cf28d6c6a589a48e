"""What an app has beside tables and functions so that it is whole: handlers of HTTP actions, routes, crons."""

import json
from collections.abc import Iterator

from biconvex_codegen.ir.naming import reference_name
from biconvex_codegen.ir.nodes import FunctionKind, Visibility

from .plan import ModulePlan, Plan
from .source_text import Module
from .variety import chosen


def http_actions(planned: ModulePlan, module: Module) -> None:
    """Add the HTTP actions of a module."""
    for wire, handler in planned.http_actions:
        decorator, ctx = module.generated("server", "http_action"), module.generated("server", "ActionCtx")
        request, response = module.library("Request"), module.library("Response")
        head = f"@{decorator}\nasync def {handler}(ctx: {ctx}, request: {request}) -> {response}:"
        module.add(f"{head}\n    return {response}({json.dumps(wire)})\n")


def routes(plan: Plan, modules: dict[tuple[str, ...], Module]) -> None:
    """Add a route for each HTTP action, to `routes.py`."""
    found = [(planned, each) for planned in plan.modules for each in planned.http_actions]
    if not found and ("routes",) not in modules:
        return
    module = modules.setdefault(("routes",), Module(plan, ("routes",), plan.root_file("routes")))
    lines = [f"http = {module.library('http_router')}()"]
    for number, (planned, (wire, handler)) in enumerate(found):
        own = planned.python == module.python
        name = handler if own else module.own(planned.python, handler, f"{handler.strip('_')}_{number}")
        path = json.dumps(f"/{planned.facts.path}/{wire}")
        lines.append(f'http.route(path={path}, method="{chosen(("GET", "POST"), path)}", handler={name})')
    module.add("\n".join(lines))


def crons(plan: Plan, modules: dict[tuple[str, ...], Module]) -> None:
    """Add crons for a few internal functions that need no argument, to `crons.py`."""
    found = list(_schedulable(plan))[:3]
    if not found and ("crons",) not in modules:
        return
    module = modules.setdefault(("crons",), Module(plan, ("crons",), plan.root_file("crons")))
    lines = [f"crons = {module.library('cron_jobs')}()"]
    for number, path in enumerate(found):
        call = f"{module.generated('api', 'internal')}.{path}()"
        lines.append(f'crons.interval("job {number}", {call}, hours={number + 1})')
    module.add("\n".join(lines))


def _schedulable(plan: Plan) -> Iterator[str]:
    for planned in plan.modules:
        for each in planned.functions:
            is_ready = each.facts.args is not None and all(field.optional for field in each.facts.args.fields)
            if each.facts.kind is not FunctionKind.QUERY and each.facts.visibility is Visibility.INTERNAL and is_ready:
                yield ".".join(map(reference_name, (*planned.python, each.handler)))
