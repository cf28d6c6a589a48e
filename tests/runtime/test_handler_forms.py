"""Handlers of every form are called rightly: explicit arguments, all arguments at once, wrapped, lazily annotated."""

from pathlib import Path

import pytest

from biconvex import ConvexError
from biconvex.errors import ArgumentValidationError, FunctionNotFoundError
from biconvex.testing import open_app

from .apps import AS_WRITTEN, api, compiled, internal

EXPLICIT = """\
    from typing import Any

    from biconvex import UNSET, Unset, v

    from ._generated.server import QueryCtx, query


    @query(args={"from": v.string(), "postalCode": v.optional(v.string()), "URL": v.optional(v.nullable(v.string()))})
    async def trip(
        ctx: QueryCtx, *, from_: str, postal_code: str | None = None, URL: str | Unset | None = UNSET
    ) -> str:
        return repr((from_, postal_code, URL))


    @query(args={"count": v.number(), "tags": v.array(v.string())}, returns=v.string())
    async def typed(ctx: QueryCtx, *, count: float, tags: tuple[str, ...]) -> str:
        return repr((count, tags))


    @query(args=v.any())
    async def whatever(ctx: QueryCtx, /, **args: Any) -> str:
        return repr(sorted(args.items()))


    @query(name="renamed")
    async def first_name(ctx: QueryCtx, *, some_argument: int = 3) -> str:
        return repr(some_argument)
"""


async def test_explicit_arguments_find_their_parameters(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"explicit.py": EXPLICIT})) as t:
        assert await t.query(api.explicit.trip(from_="Oslo")) == "('Oslo', None, UNSET)"
        assert await t.query(api.explicit.trip(from_="Oslo", postal_code="1", URL=None)) == "('Oslo', '1', None)"
        assert await t._app.run("explicit:trip", {"from": "Oslo", "URL": "u"}) == "('Oslo', None, 'u')"
        assert await t.query(api.explicit.typed(count=14, tags=["a"])) == "(14.0, ('a',))"
        assert await t.query(api.explicit.whatever(b=1, class_="c")) == "[('b', 1.0), ('class', 'c')]"
        assert await t._app.run("explicit:whatever", {"ctx": 1, "a b": None}) == "[('a b', None), ('ctx', 1.0)]"
        assert await t.query(api.explicit.first_name()) == "3"
        assert await t._app.run("explicit:renamed", {"someArgument": 4.0}) == "4"
        with pytest.raises(ArgumentValidationError, match='no argument "fromm": it takes from_, postal_code, URL'):
            await t.query(api.explicit.trip(fromm="Oslo"))
        with pytest.raises(ArgumentValidationError, match="is not an object"):
            await t._app.engine.run(t._app.function("explicit:whatever"), [1], None)


LAYERS = """\
    from dataclasses import dataclass

    from biconvex import ConvexError, Int64

    from ._generated.server import MutationCtx, QueryCtx, internal_mutation, mutation, query


    @dataclass(frozen=True)
    class Session:
        token: str
        name: str


    @dataclass(frozen=True)
    class RoomCtx:
        ctx: QueryCtx
        session: Session
        room: str


    @dataclass(frozen=True)
    class Door:
        number: int
        floor: int = 0


    async def with_session(ctx: QueryCtx, *, session: Session) -> tuple[QueryCtx, Session]:
        if session.token != "open":
            raise ConvexError({"code": "CLOSED", "name": session.name})
        return ctx, session


    async def with_room(loaded: tuple[QueryCtx, Session], *, door: Door, suffix: str = "") -> RoomCtx:
        ctx, session = loaded
        return RoomCtx(ctx, session, f"{door.floor}.{door.number}{suffix}")


    async def with_log(ctx: MutationCtx, /) -> MutationCtx:
        await ctx.db.logs.insert({"text": "called"})
        return ctx


    session_query = query.wrap(with_session)
    room_query = session_query.wrap(with_room)
    logged = mutation.wrap(with_log)


    @session_query
    async def name(loaded: tuple[QueryCtx, Session]) -> str:
        return loaded[1].name


    @room_query
    async def enter(room: RoomCtx, *, times: int, price: Int64 | None = None) -> str:
        return repr((room.session.name, room.room, times, price, len(await room.ctx.db.logs.collect())))


    @logged(name="doIt")
    async def do(ctx: MutationCtx, *, fails: bool = False) -> int:
        if fails:
            raise ValueError("no")
        return len(await ctx.db.logs.collect())
"""
LOGS = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"logs": define_table({"text": v.string()})})
"""


async def test_each_layer_of_a_wrapped_function_gets_its_arguments(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"layers.py": LAYERS, "schema.py": LOGS})) as t:
        session = {"token": "open", "name": "Ada"}
        assert await t.query(api.layers.name(session=session)) == "Ada"
        enter = api.layers.enter(session=session, door={"number": 7}, times=2)
        assert await t.query(enter) == "('Ada', '0.7', 2, None, 0)"
        enter = {"session": session, "door": {"number": 7.0, "floor": 3}, "suffix": "b", "times": 1}
        assert await t._app.run("layers:enter", enter) == "('Ada', '3.7b', 1, None, 0)"
        with pytest.raises(ConvexError) as raised:
            await t.query(api.layers.name(session={**session, "token": "?"}))
        assert raised.value.data == {"code": "CLOSED", "name": "Ada"}
        with pytest.raises(ArgumentValidationError) as unfit:
            await t.query(api.layers.enter(session=session, door={"number": "7"}, times=1))
        assert unfit.value.path == ".door.number"


async def test_what_a_layer_writes_belongs_to_the_transaction(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"layers.py": LAYERS, "schema.py": LOGS})) as t:
        assert await t.mutation(api.layers.do()) == 1
        with pytest.raises(ValueError, match="no"):
            await t.mutation(api.layers.do(fails=True))
        assert await t.mutation(api.layers.do()) == 2


WRITTEN = """\
    from dataclasses import dataclass

    from pydantic import BaseModel

    from ._generated.server import QueryCtx, query


    @dataclass
    class Door:
        door_number: int
        from_: str = "here"


    class Key(BaseModel):
        opens_door: Door | None = None


    @query
    async def open_door(ctx: QueryCtx, *, the_door: Door, class_: int = 1) -> Door:
        return Door(the_door.door_number + class_, the_door.from_)


    @query
    async def give_key(ctx: QueryCtx, *, the_key: Key) -> Key:
        return the_key
"""


async def test_names_are_on_the_wire_as_they_are_written_if_so_configured(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"some_doors.py": WRITTEN}, AS_WRITTEN)) as t:
        args = {"the_door": {"door_number": 1, "from": "there"}, "class": 2}
        expected = {"door_number": 3, "from": "there"}
        assert await t._app.run("some_doors:open_door", args) == expected
        assert (
            await t.query(api.some_doors.open_door(the_door={"door_number": 1, "from": "there"}, class_=2)) == expected
        )
        key = {"opens_door": {"door_number": 1, "from": "here"}}
        assert await t.query(api.some_doors.give_key(the_key=key)) == key
        assert await t.query(api.some_doors.give_key(the_key={})) == {}


NEAR = """\
    from ._generated.server import QueryCtx, query


    @query
    async def list_(ctx: QueryCtx, *, door: str = "") -> str:
        return f"list {door}"


    @query
    async def list__(ctx: QueryCtx, *, door__: str = "", door_: str = "") -> str:
        return f"list_ {door__} {door_}"
"""


async def test_names_that_differ_by_an_underscore_lead_to_what_they_name(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"doors.py": NEAR}, AS_WRITTEN)) as t:
        assert await t.query(api.doors.list(door="a")) == "list a"
        assert await t.query(api.doors.list_(door_="a", door__="b")) == "list_ b a"
        assert await t.query(api.doors.list_(door="a", door__="b")) == "list_ b a"


HIDDEN = """\
    from ._generated.server import QueryCtx, internal_query, query


    @internal_query
    async def secret(ctx: QueryCtx) -> str:
        return "secret"
"""


async def test_internal_functions_are_hidden_from_clients(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"hidden.py": HIDDEN})) as t:
        assert await t.query(internal.hidden.secret()) == "secret"
        with pytest.raises(FunctionNotFoundError) as hidden:
            await t._app.run("hidden:secret", {})
        with pytest.raises(FunctionNotFoundError) as missing:
            await t._app.run("hidden:nothing", {})
        assert str(hidden.value).replace("secret", "nothing") == str(missing.value)
        assert await t._app.run("hidden:secret", {}, internal=True) == "secret"


UNIONS = """\
    from dataclasses import dataclass, field

    from pydantic import BaseModel

    from ._generated.server import QueryCtx, query


    @dataclass
    class Circle:
        x: float
        radius: float
        labels: list[str] = field(default_factory=list)


    class Square(BaseModel):
        x: float
        side_length: float
        colour: str = "red"


    @dataclass
    class Point:
        x: float


    @query
    async def shown(ctx: QueryCtx, *, shape: Circle | Square | Point | dict[str, float]) -> str:
        return repr(shape)
"""


async def test_a_member_of_a_union_is_built_of_what_has_all_that_it_requires(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"shapes.py": UNIONS})) as t:
        for shape, said in (
            ({"x": 1.0, "radius": 2.0}, "Circle(x=1.0, radius=2.0, labels=[])"),
            ({"x": 1.0, "sideLength": 2.0}, "Square(x=1.0, side_length=2.0, colour='red')"),
            ({"x": 1.0}, "Point(x=1.0)"),
            ({}, "{}"),
        ):
            assert await t._app.run("shapes:shown", {"shape": shape}) == said
