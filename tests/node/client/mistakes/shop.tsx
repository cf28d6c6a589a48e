/** Wrong uses of the shop's functions: tsc must report exactly the marked lines. */
import { useMutation, useQuery } from "convex/react";
import { api, internal } from "shop/_generated/api";
import type { Doc, Id } from "shop/_generated/dataModel";

export function Mistakes({ order, warehouse }: { order: Id<"order">; warehouse: Id<"from"> }) {
  useQuery(api.products.cheaper, { than: 1000 }); // error: TS2322
  useQuery(api.products.from, { from: warehouse, class: warehouse }); // error: TS2322
  useQuery(api.products.from, { from_: warehouse, class_: order }); // error: TS2561
  useQuery(api.products.download, { id: order }); // error: TS2322
  useQuery(api.order.from, {}); // error: TS2345
  const refund = useMutation(api.order.refund);
  void refund({ order, amount: 2.5 }); // error: TS2322
  const annotate = useMutation(api.order.annotate);
  void annotate({ order, note: 7 }); // error: TS2322
  const issue = useMutation(api.products.issueGiftCard);
  void issue({ sku: "G-1", value: 10n, design: 4 }); // error: TS2322
  const pick = useMutation(api.order.pick);
  void pick({ order, select: { [order]: "2" } }); // error: TS2322
  useMutation(internal.ledger.record); // error: TS2345
  useQuery(api.ledger.balance, { order }); // error: TS2339
}

export function document(product: Doc<"products">, order: Doc<"order">) {
  console.log(product.grams); // error: TS2339
  console.log(order.note.length); // error: TS18049
  console.log(order.payment.last4); // error: TS2339
  const price: number = product.price; // error: TS2322
  return price;
}
