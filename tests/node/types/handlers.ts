/** Convex's own server types over the generated data models: index ranges, searches and writes are typed by them. */
import {
  actionGeneric,
  mutationGeneric,
  queryGeneric,
  type ActionBuilder,
  type MutationBuilder,
  type QueryBuilder,
} from "convex/server";
import type { DataModel as Chat, Doc as ChatDoc } from "chat/_generated/dataModel.js";
import type { DataModel as Documents, Doc, Id } from "documents/_generated/dataModel.js";
import type { DataModel as Shop, Doc as ShopDoc } from "shop/_generated/dataModel.js";

const documents = {
  query: queryGeneric as QueryBuilder<Documents, "public">,
  mutation: mutationGeneric as MutationBuilder<Documents, "public">,
};
const chat = {
  query: queryGeneric as QueryBuilder<Chat, "public">,
  action: actionGeneric as ActionBuilder<Chat, "public">,
};
const shop = {
  query: queryGeneric as QueryBuilder<Shop, "public">,
  mutation: mutationGeneric as MutationBuilder<Shop, "public">,
};

export const drafts = documents.query(async ({ db }, { ownerId }: { ownerId: string }): Promise<Doc<"documents">[]> => {
  await db
    .query("documents")
    // @ts-expect-error the index begins with another field
    .withIndex("by_public", (range) => range.eq("createdAt", 0))
    .first();
  // @ts-expect-error there is no such index
  await db.query("documents").withIndex("by_title").first();
  await db
    .query("documents")
    .withSearchIndex("search_content", (search) => search.search("content", "lens").eq("isPublic", true))
    .take(5);
  return await db
    .query("documents")
    .withIndex("by_owner", (range) => range.eq("ownerId", ownerId).gt("_creationTime", 0))
    .collect();
});

export const share = documents.mutation(async ({ db }, { documentId }: { documentId: Id<"documents"> }) => {
  // @ts-expect-error a permission is "read" or "write"
  await db.insert("collaborators", { documentId, userId: "u1", permission: "admin" });
  // @ts-expect-error a document is no user
  await db.patch(documentId, { email: "ada@example.org" });
  await db.patch(documentId, { summary: undefined });
  return await db.insert("collaborators", { documentId, userId: "u1", permission: "read" });
});

export const kept = chat.query(async ({ db }): Promise<ChatDoc<"rooms">[]> =>
  db
    .query("rooms")
    .withIndex("by_retention", (range) => range.gt("settings.retentionDays", null).lte("settings.retentionDays", 30))
    .collect(),
);

export const near = chat.action(async ({ vectorSearch }, { room }: { room: ChatDoc<"rooms"> }) => {
  // @ts-expect-error a filter compares a field of the index
  await vectorSearch("memories", "by_embedding", { vector: [1], filter: (range) => range.eq("messageId", room._id) });
  return await vectorSearch("memories", "by_embedding", {
    vector: [1],
    limit: 3,
    filter: (range) => range.eq("roomId", room._id),
  });
});

export const invoices = shop.query(async ({ db }): Promise<ShopDoc<"order">[]> => {
  const events = await db
    .query("events")
    .withIndex("by_source", (range) => range.eq("payload.source", "till"))
    .collect();
  const products = await db
    .query("products")
    .withIndex("by_price", (range) => range.lt("price", 1000n))
    .collect();
  // @ts-expect-error money is a bigint
  await db.query("products").withIndex("by_price", (range) => range.lt("price", 1000)).first();
  console.log(events.length, products.length);
  return await db
    .query("order")
    .withIndex("by_payment", (range) => range.eq("payment.kind", "invoice").lt("payment.dueAt", Date.now()))
    .collect();
});

export const wrap = shop.mutation(async ({ db }, { card }: { card: ShopDoc<"products"> }) => {
  if (card.kind !== "giftCard") return null;
  // @ts-expect-error there are three designs
  await db.replace(card._id, { ...card, design: 4 });
  return await db.insert("products", {
    kind: "giftCard",
    sku: "G-1",
    name: "Gift card",
    price: 10n,
    attributes: { colour: "red", washable: false },
    order: 0,
    value: 10n,
    design: 2,
    wrapped: true,
  });
});
