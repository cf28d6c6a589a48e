/** The assertions can fail: each is given one thing that is wrong, and tsc must object. */
import type { FunctionReference } from "convex/server";
import type { GenericId } from "convex/values";
import type {
  Assert,
  BadArguments,
  BadResults,
  Functions,
  IsAny,
  IsDataModel,
  LostIndexFields,
  Misplaced,
  None,
  Same,
  TablesWithoutSystemFields,
  TablesWithoutValues,
  UnknownIndexFields,
  Unchecked,
  Untyped,
} from "./assertions.js";

type Table<Document extends { [name: string]: any }, Path extends string> = {
  document: Document & { _id: GenericId<"notes">; _creationTime: number };
  fieldPaths: Path | "_id" | "_creationTime";
  indexes: { by_id: ["_id"]; by_creation_time: ["_creationTime"]; by_author: ["author", "_creationTime"] };
  searchIndexes: {};
  vectorIndexes: {};
};
type Good = { notes: Table<{ author: string; tags: { name: string }[] }, "author" | "tags"> };

export type _Good = [
  None<TablesWithoutValues<Good>>,
  None<TablesWithoutSystemFields<Good>>,
  None<UnknownIndexFields<Good>>,
  None<LostIndexFields<Good>>,
  IsDataModel<Good>,
];

// @ts-expect-error a table without its indexes is no table of a data model
export type _NoModel = IsDataModel<{ notes: { document: {}; fieldPaths: "_id" } }>;
// @ts-expect-error a date is no value
export type _Dates = None<TablesWithoutValues<{ notes: Table<{ author: string; at: Date }, "author"> }>>;
// @ts-expect-error `any` is no document
export type _Any = None<TablesWithoutValues<{ notes: { document: any } & Good["notes"] }>>;
// @ts-expect-error system fields are missing
export type _System = None<TablesWithoutSystemFields<{ notes: Omit<Good["notes"], "document"> & { document: {} } }>>;
// @ts-expect-error "author" is indexed and no field path
export type _Unknown = None<UnknownIndexFields<{ notes: Table<{ author: string }, "writer"> }>>;
// @ts-expect-error "author" is indexed and no field
export type _Lost = None<LostIndexFields<{ notes: Table<{ writer: string }, "author"> }>>;

type Api = {
  notes: {
    list: FunctionReference<"query", "public", { author: string }, string[]>;
    sweep: FunctionReference<"mutation", "internal", {}, null>;
    stamp: FunctionReference<"mutation", "public", {}, Date>;
    loose: any;
  };
};
export type _Functions = Assert<Same<Functions<Api>, "notes.list" | "notes.sweep" | "notes.stamp" | "notes.loose">>;
export type _Misplaced = Assert<Same<Misplaced<Omit<Api["notes"], "loose">, "public">, "sweep">>;
export type _Results = Assert<Same<BadResults<Omit<Api["notes"], "loose">>, "stamp">>;
export type _Unchecked = Assert<
  Same<Unchecked<{ notes: { add: FunctionReference<"mutation", "public", any, null>; list: Api["notes"]["list"] } }>, "notes.add">
>;
export type _Untyped = Assert<Same<Untyped<Api["notes"]>, "loose">>;
// @ts-expect-error a list is no object of arguments
export type _Arguments = None<BadArguments<{ list: { _args: string[] } & Api["notes"]["list"] }>>;
// @ts-expect-error two types that are assignable to each other are not the same
export type _Same = Assert<Same<{ a?: string }, { a?: any }>>;
// @ts-expect-error `unknown` is not `any`
export type _IsAny = Assert<IsAny<unknown>>;
