"""What TypeScript and Convex themselves say about the emitted types."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from biconvex_codegen.backends.typescript import emit
from biconvex_codegen.ir.nodes import CheckedApp
from tests.apps import Fields, app, chat_app, documents_app, noted, obj, one_of, shop_app, table
from tests.typescript_backend.convex_schema import convex_schema
from tests.typescript_backend.judges import COMPILERS, Workspace
from tests.typescript_backend.odd_apps import edge_app, hostile_app, loose_app, reserved_app

pytestmark = pytest.mark.slow

APPS: dict[str, Callable[[], CheckedApp]] = {
    "chat": chat_app,
    "documents": documents_app,
    "edge": edge_app,
    "empty": lambda: app(tables=()),
    "hostile": hostile_app,
    "loose": loose_app,
    "reserved": reserved_app,
    "shop": shop_app,
    "unschemed": app,
}

EVERY_APP = """\
import type { DefaultFunctionArgs, FunctionReference, GenericDataModel } from "convex/server";
import type { Value } from "convex/values";
import type { api, internal } from "./api.js";
import type { DataModel, Doc, Id, TableNames } from "./dataModel.js";

type Assert<T extends true> = T;
type Functions<Api> = Api extends { _args: unknown } ? Api : { [Key in keyof Api]: Functions<Api[Key]> }[keyof Api];
type References<Seen extends "public" | "internal"> = FunctionReference<"query" | "mutation" | "action", Seen>;

export type Model = Assert<DataModel extends GenericDataModel ? true : false>;
export type Documents = Assert<[{ [T in TableNames]: Doc<T> }[TableNames]] extends [Value] ? true : false>;
export type Ids = Assert<Id<TableNames> extends string ? true : false>;
export type Public = Assert<Functions<typeof api> extends References<"public"> ? true : false>;
export type Internal = Assert<Functions<typeof internal> extends References<"internal"> ? true : false>;
export type Arguments = Assert<[Functions<typeof api>["_args"]] extends [DefaultFunctionArgs] ? true : false>;
"""

AS_CONVEX = """\
import type { DataModelFromSchemaDefinition } from "convex/server";
import type { DataModel } from "./dataModel.js";
import type schema from "./schema.js";

type Plain<T> = T extends ArrayBuffer | string ? T : T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Assert<T extends true> = T;
type Convex = DataModelFromSchemaDefinition<typeof schema>;
export type Tables = Assert<Same<keyof DataModel, keyof Convex>>;
// Convex leaves the creation time of a table of any documents as loose as their other fields.
type Known<T> = string extends keyof T ? T & { _creationTime: number } : T;
// Convex has an optional field that no value fits as undefined, which makes its data model none: see `DataModel`.
type Undefined<T> = [T] extends [never] ? false : 0 extends 1 & T ? false : [T] extends [undefined] ? true : false;
type There<T> = T extends unknown ? { [K in keyof T as Undefined<T[K]> extends true ? never : K]: T[K] } : never;
type Part = "fieldPaths" | "indexes" | "searchIndexes" | "vectorIndexes";
type Different = {
  [Table in keyof DataModel & keyof Convex]: {
    [Key in Part]: Same<DataModel[Table][Key], Convex[Table][Key]> extends true ? never : [Table, Key];
  }[Part];
}[keyof DataModel & keyof Convex];
type OtherDocuments = {
  [T in keyof DataModel & keyof Convex]:
    Same<Plain<DataModel[T]["document"]>, Plain<There<Known<Convex[T]["document"]>>>> extends true ? never : T;
}[keyof DataModel & keyof Convex];
export type SameParts = Assert<Same<Different, never>>;
export type SameDocuments = Assert<Same<OtherDocuments, never>>;
"""

CLIENT = """\
import { useAction, useMutation, usePaginatedQuery, useQuery } from "convex/react";
import type { OptimisticLocalStore } from "convex/browser";
import { makeFunctionReference, type FunctionReference } from "convex/server";
import { api, components, internal } from "./api.js";
import type { Doc, Id } from "./dataModel.js";

export function Documents(ownerId: string, id: Id<"documents">) {
  const documents: Doc<"documents">[] | undefined = useQuery(api.functions.documents.list, { ownerId });
  const user: Doc<"users"> | null | undefined = useQuery(api.functions.users.current);
  const pages = usePaginatedQuery(api.functions.documents.page, { ownerId }, { initialNumItems: 10 });
  const titles: string[] = pages.results.map((document) => document.title);
  const ensure: () => Promise<Id<"users">> = useMutation(api.functions.users.ensureUser);
  const summarise: (args: { documentId: Id<"documents"> }) => Promise<string> = useAction(
    api.functions.documents.generateSummary,
  );
  const made: FunctionReference<"query", "public", { ownerId: string }, Doc<"documents">[]> = makeFunctionReference<
    "query",
    { ownerId: string },
    Doc<"documents">[]
  >("functions/documents:list");
  const same: typeof made = api.functions.documents.list;
  useMutation(api.functions.documents.update).withOptimisticUpdate((store: OptimisticLocalStore, { id, title }) => {
    const current = store.getQuery(api.functions.documents.getById, { id });
    if (current === undefined || title === undefined) return;
    store.setQuery(api.functions.documents.getById, { id }, { ...current, title });
    // @ts-expect-error a title is text
    store.setQuery(api.functions.documents.getById, { id }, { ...current, title: 1 });
  });
  // @ts-expect-error an owner is text
  useQuery(api.functions.documents.list, { ownerId: 1 });
  // @ts-expect-error an argument is missing
  useQuery(api.functions.documents.list, {});
  // @ts-expect-error an internal function is none of a client's
  useMutation(internal.functions.documents.updateSummary);
  // @ts-expect-error a user is no document
  useQuery(api.functions.documents.getById, { id: user!._id });
  // @ts-expect-error there is no component
  components.ratelimiter;
  return [documents, titles, ensure(), summarise({ documentId: id }), same];
}
"""


def tree(name: str) -> dict[str, str]:
    """Return the files of one app in a folder of its own, with the types that hold for every app."""
    files = {artifact.path: artifact.text for artifact in emit(APPS[name]())}
    return {f"{name}/{path}": text for path, text in {**files, "every_app.ts": EVERY_APP}.items()}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Workspace:
    files = {path: text for name in APPS for path, text in tree(name).items()}
    return Workspace.of(tmp_path_factory.mktemp("typescript"), checkout, files)


@pytest.mark.parametrize("version", COMPILERS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"module": "NodeNext", "moduleResolution": "NodeNext"},
        {"exactOptionalPropertyTypes": True, "noUncheckedIndexedAccess": True, "verbatimModuleSyntax": True},
    ],
    ids=["strict", "node", "stricter"],
)
def test_every_app_compiles(workspace: Workspace, version: str, options: dict[str, object]) -> None:
    assert workspace.compile(version, **options) == []


@settings(max_examples=2, deadline=None, phases=[Phase.generate])
@given(texts=st.lists(st.text(st.characters(codec=None, exclude_categories=())), min_size=40, unique=True))
def test_any_text_is_carried(checkout: Path, texts: list[str]) -> None:
    """Many at a time, since TypeScript is slow to start: each as notes, and as a literal, which must be that text."""
    said: Fields = {f"text{number}": noted(one_of(text), text) for number, text in enumerate(texts)}
    files = {artifact.path: artifact.text for artifact in emit(app(tables=(table("notes", "Note", obj(said)),)))}
    values = "".join(f"  text{number}: {json.dumps(text)},\n" for number, text in enumerate(texts))
    files["said.ts"] = (
        'import type { Doc } from "./dataModel.js";\n'
        f'export const said: Omit<Doc<"notes">, "_id" | "_creationTime"> = {{\n{values}}};\n'
    )
    with TemporaryDirectory() as folder:
        assert Workspace.of(Path(folder), checkout, files).compile("5.9") == []


def test_a_wrong_file_is_noticed(tmp_path: Path, checkout: Path) -> None:
    files = tree("documents")
    files["documents/dataModel.d.ts"] = files["documents/dataModel.d.ts"].replace("ownerId: string;", "ownerId: Date;")
    said = Workspace.of(tmp_path, checkout, files).compile("5.9")
    assert sum(line.startswith("documents/every_app.ts") for line in said) == 2


def test_a_client_compiles_and_its_mistakes_do_not(tmp_path: Path, checkout: Path) -> None:
    workspace = Workspace.of(tmp_path, checkout, {**tree("documents"), "documents/client.ts": CLIENT})
    assert workspace.compile("5.9") == []


def beside_convex(*names: str) -> dict[str, str]:
    """Return the files of apps, each with its schema in Convex's own words, and the comparison of both."""
    files = {path: text for name in names for path, text in tree(name).items()}
    for name in names:
        files |= {f"{name}/schema.ts": convex_schema(APPS[name]()), f"{name}/as_convex.ts": AS_CONVEX}
    return files


def test_convex_derives_the_same_data_model(tmp_path: Path, checkout: Path) -> None:
    files = beside_convex("chat", "documents", "edge", "empty", "shop")
    assert Workspace.of(tmp_path, checkout, files).compile("5.9", noUnusedLocals=False) == []


def test_a_difference_from_convex_is_noticed(tmp_path: Path, checkout: Path) -> None:
    changes = {"chat": ("name: string;", "name?: string;"), "documents": ('      | "email"\n', "")}
    files = beside_convex(*changes)
    for name, (old, new) in changes.items():
        assert old in files[f"{name}/dataModel.d.ts"]
        files[f"{name}/dataModel.d.ts"] = files[f"{name}/dataModel.d.ts"].replace(old, new)
    said = Workspace.of(tmp_path, checkout, files).compile("5.9", noUnusedLocals=False)
    assert sorted(line.partition("(")[0] for line in said) == ["chat/as_convex.ts", "documents/as_convex.ts"]
