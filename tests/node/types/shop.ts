/** What the shop's generated types say: unions of objects, int64, bytes, records, any, and keywords as names. */
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { CommitTsPlaceholder } from "convex/values";
import type { api, internal } from "shop/_generated/api.js";
import type { DataModel, Doc, Id, TableNames } from "shop/_generated/dataModel.js";
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

export type _Model = [
  IsDataModel<DataModel>,
  None<TablesWithoutValues<DataModel>>,
  None<TablesWithoutSystemFields<DataModel>>,
  None<UnknownIndexFields<DataModel>>,
  None<LostIndexFields<DataModel>>,
  Assert<Same<TableNames, "class" | "events" | "from" | "ledger" | "order" | "products" | "select">>,
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
  Assert<Same<Unchecked<Public>, "events.latest" | "events.track">>,
  None<Unchecked<Internal>>,
  None<Untyped<Public>>,
  None<Untyped<Internal>>,
  Assert<
    Same<
      Functions<Public>,
      | "events.bySource"
      | "events.latest"
      | "events.record"
      | "events.track"
      | "order.annotate"
      | "order.from"
      | "order.list"
      | "order.overdue"
      | "order.pick"
      | "order.place"
      | "order.refund"
      | "order.searchNotes"
      | "order.ship"
      | "order.toCountry"
      | "products.add"
      | "products.bySKU"
      | "products.cheaper"
      | "products.describe"
      | "products.download"
      | "products.from"
      | "products.import"
      | "products.issueGiftCard"
      | "products.list"
      | "products.search"
      | "select.create"
      | "select.delete"
      | "select.shown"
      | "shipping.classes"
      | "shipping.cost"
      | "shipping.defineClass"
      | "shipping.openWarehouse"
      | "shipping.warehouses"
    >
  >,
  Assert<Same<Functions<Internal>, "ledger.balance" | "ledger.close" | "ledger.record" | "ledger.remind">>,
];

type Plain<T> = { [Key in keyof T]: T[Key] };
type GiftCard = Extract<Doc<"products">, { kind: "giftCard" }>;

export type _Documents = [
  Assert<Same<Doc<"products">["kind"], "physical" | "digital" | "giftCard">>,
  Assert<Same<Doc<"products">["attributes"], Record<string, string | number | boolean>>>,
  Assert<
    Same<
      Plain<GiftCard>,
      {
        sku: string;
        name: string;
        price: bigint;
        attributes: Record<string, string | number | boolean>;
        order: number;
        kind: "giftCard";
        value: bigint;
        design: 1 | 2 | 3;
        wrapped: true;
        _id: Id<"products">;
        _creationTime: number;
      }
    >
  >,
  Assert<Same<Extract<Doc<"products">, { kind: "digital" }>["content"], ArrayBuffer>>,
  Assert<Same<Doc<"order">["note"], string | null | undefined>>,
  Assert<Same<Doc<"order">["from"], Id<"from"> | null>>,
  Assert<Same<Doc<"order">["payment"]["kind"], "card" | "invoice" | "voucher">>,
  Assert<Same<Doc<"class">["rates"][string]["perKilo"], bigint | null>>,
  Assert<Same<Doc<"select">["grid"], (Id<"products"> | null)[][]>>,
  Assert<Same<Doc<"ledger">["format"], 1n>>,
  Assert<Same<Doc<"ledger">["recordedAt"], bigint | CommitTsPlaceholder>>,
  Assert<Same<Doc<"ledger">["proof"], ArrayBuffer | undefined>>,
  Assert<IsAny<Doc<"events">["payload"]>>,
  Assert<
    Same<DataModel["order"]["indexes"]["by_country"], ["shipTo.country", "status", "_creationTime"]>
  >,
  Assert<Same<DataModel["products"]["indexes"]["by_sku"], ["sku", "_creationTime"]>>,
  Assert<
    Same<
      DataModel["order"]["searchIndexes"]["search_note"],
      { searchField: "note"; filterFields: "customer" | "shipTo.country" }
    >
  >,
];

export type _Signatures = [
  Assert<Same<FunctionArgs<Public["products"]["from"]>, { from: Id<"from">; class: Id<"class"> }>>,
  Assert<
    Same<
      FunctionArgs<Public["products"]["list"]>,
      { kind: "physical" | "digital" | "giftCard"; from?: number; order?: "asc" | "desc" }
    >
  >,
  Assert<Same<FunctionArgs<Public["order"]["annotate"]>, { order: Id<"order">; note?: string | null }>>,
  Assert<Same<FunctionArgs<Public["order"]["from"]>, { from: Id<"from"> | null }>>,
  Assert<
    Same<
      Plain<FunctionArgs<Public["order"]["place"]>["lines"][number]>,
      { product: Id<"products">; quantity?: number; class?: Id<"class"> }
    >
  >,
  Assert<
    Same<
      Plain<FunctionArgs<Public["shipping"]["cost"]>["parcel"]>,
      { from: Id<"from">; class: Id<"class">; country: string; grams: number }
    >
  >,
  Assert<Same<FunctionArgs<Internal["ledger"]["close"]>, { reason: "day" | "week" | "month"; floor?: bigint }>>,
  Assert<Same<FunctionReturnType<Public["order"]["refund"]>, bigint>>,
  Assert<Same<FunctionReturnType<Public["order"]["pick"]>, Record<Id<"products">, number>>>,
  Assert<Same<FunctionReturnType<Public["products"]["download"]>, ArrayBuffer>>,
  Assert<Same<FunctionReturnType<Public["products"]["bySKU"]>, Doc<"products"> | null>>,
  Assert<IsAny<FunctionArgs<Public["events"]["track"]>>>,
  Assert<IsAny<FunctionReturnType<Public["events"]["latest"]>>>,
];
