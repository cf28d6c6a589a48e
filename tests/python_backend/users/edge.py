"""Code that goes to the edges of the types."""

from ._generated.api import api, internal
from ._generated.data_model import AloneMangled, Edges, EdgesTwins1, EdgesTwins1_, Nested
from ._generated.server import ActionCtx, QueryCtx, action, query


@query
async def edges(ctx: QueryCtx, *, edge: Edges) -> list[Nested]:
    edge["mixed"].anything()
    if edge["numbers"] == 3 or edge["flags"]:
        print(edge["tree"]["top"]["leaf"]["last"].anything())
    async for nested in ctx.db.nested.search.search_a("text", b__c="x", a="y"):
        print(nested["_creationTime"])
        nested["a"]  # error
    await ctx.db.edges.index.by_leaf.eq("tree.top.leaf.last.deeper", 5).eq("stamp", None).collect()
    await ctx.db.edges.index.Edges.first()
    await ctx.db.anything.index.by_city.gte("address.city", "Z").lt("address.city", "a").collect()
    twin: EdgesTwins1_ = {"a": "x"}
    other: EdgesTwins1 | None = await ctx.db.edgesTree.first()
    mangled: AloneMangled = {"__secret": "x", "_hidden": "y", "__dunder__": 1}
    print(twin, other, mangled["__secret"])
    return await ctx.db.nested.collect()


@action
async def run(ctx: ActionCtx) -> str:
    await ctx.vector_search.edges.near([1, 2, 3], tree__name="x", maybe=object()).take(1)
    rooted = await ctx.run_query(api.user_pages.deep.run())
    item = await ctx.run_query(internal.user_pages.deep.deeper.list())
    print(api.user_pages.deep.deeper)  # error
    if item["item"] is None:
        return ""
    return item["item"]["name"] + rooted["tree"]["outer"]["parts"][0]["name"]
