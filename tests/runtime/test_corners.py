"""Corners of documents and indexes that random programs have found, each in a few lines."""

import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from biconvex import UNSET
from biconvex.errors import InvalidIdError, NotUniqueError, SchemaValidationError, UsageError
from biconvex.testing import TestApp, open_app

from .apps import api, compiled
from .puppets import Ctx

SCHEMA = """
from biconvex import define_schema, define_table, v

schema = define_schema({
    "rows": define_table({"row": v.string(), "note": v.nullable(v.string())})
    .index("by_note", ["note"])
    .search_index("rows", search_field="row"),
    "loose": define_table(v.any()).index("by_a", ["a"]),
    "flags": define_table({"on": v.optional(v.literal(1))}),
    "sizes": define_table(v.union(
        v.object({"kind": v.literal("count"), "size": v.integer()}),
        v.object({"kind": v.literal("weight"), "size": v.number()}),
    )),
    "places": define_table({
        "where": v.nullable(v.array(v.number())),
        "far": v.literal(1e300),
        "about": v.object({"kind": v.nullable(v.string())}),
    })
    .index("by_far", ["far"])
    .vector_index("near", vector_field="where", dimensions=2, filter_fields=["about", "about.kind"]),
    "codes": define_table({"code": v.string(), "code2": v.string()})
    .index("by_code", ["code"], unique=True)
    .index("by_code2", ["code2"], unique=True),
})
"""


PLACES = """
from biconvex import any_of
from ._generated.data_model import PlacesId
from ._generated.server import ActionCtx, action


@action
async def near(ctx: ActionCtx, *, kind: str) -> list[list[PlacesId]]:
    search = ctx.vector_search.places.near
    found = (search([1, 0], about__kind=any_of(kind, None)), search([1, 0], about={"kind": kind}), search([1, 0]))
    return [[each["_id"] for each in await query.take(5)] for query in found]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("app"), {"schema.py": SCHEMA, "places.py": PLACES})


@pytest.fixture
async def t(folder: Path) -> AsyncIterator[TestApp]:
    async with open_app(folder) as opened:
        yield opened


async def test_a_field_may_be_called_row_where_there_is_a_search(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.rows.insert({"row": "of houses", "note": None})
        assert [row["_id"] for row in await ctx.db.rows.search.rows("houses").collect()] == [id_]

    await t.run(handler)


@pytest.mark.parametrize(
    "word",
    [
        "İstanbul",  # in lower case, Python has two characters for the first
        "thanks\U0001f923",  # a sign that is younger than SQLite's tables of Unicode
        "cafe\u0301",  # an accent of its own
        "\u13a0\u13b3",  # capitals that got small ones later
        "ΟΔΟΣ",
    ],
)
async def test_a_word_is_found_by_itself_in_any_script(t: TestApp, word: str) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.rows.insert({"row": f"a {word}, and more", "note": None})
        for text in (word, f"{word} other"):
            assert [row["_id"] for row in await ctx.db.rows.search.rows(text).collect()] == [id_]

    await t.run(handler)


async def test_an_id_with_another_last_digit_is_none(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.rows.insert({"row": "", "note": None})
        for digit in set("0123456789abcdefghjkmnpqrstvwxyz") - {id_[-1]}:
            assert ctx.db.rows.normalize_id(id_[:-1] + digit) is None
            with pytest.raises(InvalidIdError):
                await ctx.db.rows.get(id_[:-1] + digit)

    await t.run(handler)


@pytest.mark.parametrize("text", ["\U0001f923" * 262_127, "a" * 1_048_509], ids=["of four bytes", "of one"])
async def test_the_size_of_a_document_is_counted_in_bytes(t: TestApp, text: str) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.loose.insert({"b": text})
        for write in (ctx.db.loose.insert({"b": f"{text}bb"}), ctx.db.loose.patch(id_, {"b": f"{text}bb"})):
            with pytest.raises(SchemaValidationError, match="larger than 1048576"):
                await write

    await t.run(handler)


async def test_a_number_counts_nine_bytes_however_short_it_is_written(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.db.loose.insert({"b": [[1] * 8000] * 14})
        with pytest.raises(SchemaValidationError, match="larger than 1048576"):
            await ctx.db.loose.insert({"b": [[1] * 8000] * 15})

    await t.run(handler)


async def test_a_loop_that_writes_sees_what_it_has_written(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        first, second, third, fourth = [await ctx.db.rows.insert({"row": str(each), "note": None}) for each in range(4)]
        seen: list[str] = []
        async for row in ctx.db.rows:
            seen.append(row["row"])
            if row["_id"] == first:
                await ctx.db.rows.patch(first, {"row": "seen already"})
                await ctx.db.rows.patch(second, {"row": "changed"})
                await ctx.db.rows.delete(third)
            elif row["_id"] == fourth:
                await ctx.db.rows.insert({"row": "behind", "note": None})
        assert seen == ["0", "changed", "3", "behind"]

    await t.run(handler)


async def test_a_search_counts_sixteen_words(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.db.rows.insert({"row": "w17", "note": None})
        words = [f"w{number}" for number in range(1, 18)]
        assert await ctx.db.rows.search.rows(" ".join(words)).collect() == []
        assert len(await ctx.db.rows.search.rows(" ".join(words[1:])).collect()) == 1

    await t.run(handler)


async def test_a_search_finds_1024_documents_the_newest_of_them(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        ids = [await ctx.db.rows.insert({"row": "many", "note": None}) for _ in range(1025)]
        found = await ctx.db.rows.search.rows("many").collect()
        assert [row["_id"] for row in found] == ids[:0:-1]

    await t.run(handler)


@pytest.mark.parametrize("number", [math.inf, -math.inf])
async def test_infinities_are_stored(t: TestApp, number: float) -> None:
    async def handler(ctx: Ctx) -> None:
        size = await ctx.db.sizes.insert({"kind": "weight", "size": number})
        loose = await ctx.db.loose.insert({"a": number, "b": [number]})
        assert (await ctx.db.sizes.get(size))["size"] == number
        assert (await ctx.db.loose.get(loose))["b"] == [number]
        assert [each["_id"] for each in await ctx.db.loose.index.by_a.eq("a", number).collect()] == [loose]

    await t.run(handler)


@pytest.mark.parametrize(("stored", "sought"), [(-0.0, 0), (0, -0.0), ([-0.0], [0.0]), ({"b": 0}, {"b": -0.0})])
async def test_minus_zero_is_zero_in_an_index_of_anything(t: TestApp, stored: object, sought: object) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.loose.insert({"a": stored})
        assert [each["_id"] for each in await ctx.db.loose.index.by_a.eq("a", sought).collect()] == [id_]

    await t.run(handler)


@pytest.mark.parametrize("field", ["_id", "_creationTime", "_other"])
async def test_no_document_has_fields_of_the_system(t: TestApp, field: str) -> None:
    async def handler(ctx: Ctx) -> None:
        for table, given in ((ctx.db.loose, {}), (ctx.db.flags, {}), (ctx.db.sizes, {"kind": "count", "size": 1})):
            with pytest.raises(SchemaValidationError):
                await table.insert({**given, field: 1})
            id_ = await table.insert(given)
            with pytest.raises(SchemaValidationError):
                await table.patch(id_, {field: [1]})

    await t.run(handler)


async def test_a_single_literal_may_be_optional(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        for given in ({"on": 1}, {}):
            found = await ctx.db.flags.get(await ctx.db.flags.insert(given))
            assert found.get("on") == given.get("on")

    await t.run(handler)


async def test_a_number_is_what_its_variant_says(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        for kind, class_ in (("count", int), ("weight", float)):
            found = await ctx.db.sizes.get(await ctx.db.sizes.insert({"kind": kind, "size": 2}))
            assert type(found["size"]) is class_

    await t.run(handler)


async def test_what_is_never_missing_is_not_sought_as_missing(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.db.rows.insert({"row": "", "note": None})
        for bound in ("eq", "gt", "gte", "lt", "lte"):
            with pytest.raises(UsageError, match='"note" cannot be UNSET'):
                getattr(ctx.db.rows.index.by_note, bound)("note", UNSET)
        assert await ctx.db.loose.index.by_a.eq("a", UNSET).collect() == []

    await t.run(handler)


@pytest.mark.parametrize("most", [2**53, 2**63 - 1, 2**63, 1e300, 10**400])
async def test_more_may_be_asked_for_than_a_database_counts_to(t: TestApp, most: float) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.db.rows.insert({"row": "", "note": None})
        assert len(await ctx.db.rows.take(most)) == 1
        assert (await ctx.db.rows.paginate({"numItems": most, "cursor": None}))["isDone"]

    await t.run(handler)


async def test_an_error_names_the_unique_index(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.db.codes.insert({"code": "a", "code2": "a"})
        with pytest.raises(NotUniqueError, match='unique index "by_code"'):
            await ctx.db.codes.insert({"code": "a", "code2": "b"})
        with pytest.raises(NotUniqueError, match='unique index "by_code2"'):
            await ctx.db.codes.insert({"code": "b", "code2": "a"})

    await t.run(handler)


@pytest.mark.parametrize("where", [None, [], [0.5, 1.0]])
async def test_a_vector_may_be_null_and_a_large_literal_is_what_it_was(t: TestApp, where: list[float] | None) -> None:
    async def handler(ctx: Ctx) -> None:
        id_ = await ctx.db.places.insert({"where": where, "far": 1e300, "about": {"kind": None}})
        place = await ctx.db.places.get(id_)
        await ctx.db.places.replace(id_, place)
        assert [each async for each in ctx.db.places.index.by_far.eq("far", place["far"])][-1] == place
        assert place["where"] == where

    await t.run(handler)


async def test_a_vector_of_zeros_is_as_far_as_one_across(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> list[str]:
        places = [{"where": where, "far": 1e300, "about": {"kind": None}} for where in ([0, 0], [-1, 0], [0, 2])]
        return [await ctx.db.places.insert(place) for place in places]

    zeros, behind, across = await t.run(handler)
    *_, found = await t.action(api.places.near(kind="inn"))
    assert ({*found[:2]}, found[2:]) == ({zeros, across}, [behind])


async def test_a_vector_search_is_filtered_by_what_is_inside_a_field(t: TestApp) -> None:
    async def handler(ctx: Ctx) -> list[str]:
        places = [{"where": [1, 0], "far": 1e300, "about": {"kind": kind}} for kind in ("inn", "zoo", None)]
        return [await ctx.db.places.insert(place) for place in places]

    inn, zoo, other = await t.run(handler)
    by_kind, by_object, unfiltered = await t.action(api.places.near(kind="inn"))
    assert {*by_kind} == {inn, other}
    assert by_object == [inn]
    assert {*unfiltered} == {inn, zoo, other}
