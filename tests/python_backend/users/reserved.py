"""Code that writes names which mean something in Python: all of them lead to what they name."""

from ._generated.api import api
from ._generated.data_model import WidePatch
from ._generated.server import MutationCtx, mutation


@mutation
async def everything(ctx: MutationCtx) -> None:
    await ctx.db.class_.index.class_.eq("class", None).collect()
    await ctx.db.list.index.list.eq("list", [0.5]).collect()
    await ctx.db.import_.index.by_import.eq("list", []).eq("import.import", "x").collect()
    await ctx.db.self.search.search_self("words", self=None).collect()
    await ctx.db.Document.index.Document.eq("Document", {"Document": "x"}).collect()
    await ctx.db.list.index.list.eq("tuple", [])  # error
    patch: WidePatch = {"class": None, "list": "x", "None": "y", "str": "z", "__debug__": None}  # error
    print(patch)
    found = await ctx.run_query(api.words.list(list=None, self_=[], given={"list": "x"}))
    print(found[0]["list"][0] + 0.5)
    await ctx.run_query(api.class_.class_(class_={"x": {"class": ["y"]}}, self_=[1], given="x"))
    await ctx.run_query(api.None_.None_(None_=None, self_=[1], given="x"))
    await ctx.run_query(api.str.str(str={"x": {"str": [1]}}, self_=[1], given="x"))  # error
