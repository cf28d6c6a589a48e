/** What the document editor's generated types say, table by table and function by function. */
import type { FunctionArgs, FunctionReturnType, PaginationOptions, PaginationResult } from "convex/server";
import type { GenericId } from "convex/values";
import type { api, components, internal } from "documents/_generated/api.js";
import type { DataModel, Doc, Id, TableNames } from "documents/_generated/dataModel.js";
import type {
  Assert,
  BadArguments,
  BadResults,
  Functions,
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

export type _Model = [
  IsDataModel<DataModel>,
  None<TablesWithoutValues<DataModel>>,
  None<TablesWithoutSystemFields<DataModel>>,
  None<UnknownIndexFields<DataModel>>,
  None<LostIndexFields<DataModel>>,
  Assert<Same<TableNames, "collaborators" | "documents" | "files" | "users">>,
  Assert<Same<keyof DataModel, TableNames>>,
];

type Public = typeof api;
type Internal = typeof internal;

export type _Functions = [
  None<BadArguments<Public>>,
  None<BadArguments<Internal>>,
  None<BadResults<Public>>,
  None<BadResults<Internal>>,
  None<Misplaced<Public, "public">>,
  None<Misplaced<Internal, "internal">>,
  None<Unchecked<Public>>,
  None<Unchecked<Internal>>,
  None<Untyped<Public>>,
  None<Untyped<Internal>>,
  Assert<Same<keyof typeof components, never>>,
  Assert<
    Same<
      Functions<Public>,
      | "functions.documents.create"
      | "functions.documents.generateSummary"
      | "functions.documents.getById"
      | "functions.documents.list"
      | "functions.documents.page"
      | "functions.documents.remove"
      | "functions.documents.searchContent"
      | "functions.documents.update"
      | "functions.files.generateUploadUrl"
      | "functions.files.getFileUrl"
      | "functions.files.saveFile"
      | "functions.users.current"
      | "functions.users.ensureUser"
    >
  >,
  Assert<
    Same<
      Functions<Internal>,
      | "analytics.generateDailyReport"
      | "functions.documents.cleanupOldDrafts"
      | "functions.documents.updateSummary"
      | "payments.processWebhook"
    >
  >,
];

type Plain<T> = { [Key in keyof T]: T[Key] };

export type _Documents = [
  Assert<Same<Id<"documents">, GenericId<"documents">>>,
  Assert<
    Same<
      Plain<Doc<"documents">>,
      {
        title: string;
        content: string;
        ownerId: string;
        isPublic: boolean;
        createdAt: number;
        updatedAt: number;
        revision: number;
        summary?: string;
        _id: Id<"documents">;
        _creationTime: number;
      }
    >
  >,
  Assert<Same<Doc<"collaborators">["permission"], "read" | "write">>,
  Assert<Same<Doc<"files">["storageId"], Id<"_storage">>>,
  Assert<
    Same<
      DataModel["documents"]["indexes"],
      {
        by_id: ["_id"];
        by_creation_time: ["_creationTime"];
        by_owner: ["ownerId", "_creationTime"];
        by_public: ["isPublic", "createdAt", "_creationTime"];
      }
    >
  >,
  Assert<
    Same<
      DataModel["documents"]["searchIndexes"]["search_content"],
      { searchField: "content"; filterFields: "isPublic" | "ownerId" }
    >
  >,
];

type Documents = Public["functions"]["documents"];

export type _Signatures = [
  Assert<Same<FunctionArgs<Documents["list"]>, { ownerId: string }>>,
  Assert<Same<FunctionReturnType<Documents["list"]>, Doc<"documents">[]>>,
  Assert<Same<FunctionArgs<Documents["searchContent"]>, { searchQuery: string; limit?: number }>>,
  Assert<Same<FunctionArgs<Documents["update"]>, { id: Id<"documents">; title?: string; content?: string }>>,
  Assert<Same<FunctionReturnType<Documents["update"]>, null>>,
  Assert<Same<FunctionArgs<Documents["page"]>["ownerId"], string>>,
  Assert<PaginationOptions extends FunctionArgs<Documents["page"]>["paginationOpts"] ? true : false>,
  Assert<FunctionReturnType<Documents["page"]> extends PaginationResult<Doc<"documents">> ? true : false>,
  Assert<Same<FunctionReturnType<Public["functions"]["users"]["current"]>, Doc<"users"> | null>>,
  Assert<
    Same<
      Plain<FunctionArgs<Internal["payments"]["processWebhook"]>["payment"]>,
      {
        eventId: string;
        tokenIdentifier: string;
        amount: number;
        currency: "chf" | "eur" | "usd";
        description?: string;
      }
    >
  >,
];
