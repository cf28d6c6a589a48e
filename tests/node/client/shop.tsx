/** A React client of the shop, whose vocabulary is full of keywords. */
import { useMutation, usePaginatedQuery, useQuery } from "convex/react";
import type { FunctionArgs } from "convex/server";
import { api } from "shop/_generated/api";
import type { Doc, Id } from "shop/_generated/dataModel";

/** What a product is, by its kind: the members of the union tell themselves apart. */
export function describe(product: Doc<"products">): string {
  switch (product.kind) {
    case "physical":
      return `${product.name}: ${product.grams} g, class ${product.class}, from ${product.from}`;
    case "digital":
      return `${product.name}: ${product.content.byteLength} bytes, ${product.licence}`;
    case "giftCard":
      return `${product.name}: worth ${product.value / 100n}, design ${product.design satisfies 1 | 2 | 3}`;
  }
}

/** How an order was paid. */
export function paid({ payment, total }: Doc<"order">): string {
  if (payment.kind === "card") return `card …${payment.last4}, ${payment.expires.month}/${payment.expires.year}`;
  if (payment.kind === "invoice") return `${payment.vat ?? "private"} until ${new Date(payment.dueAt).toDateString()}`;
  return `voucher of ${payment.code.byteLength} bytes, ${payment.value - total} left`;
}

/** Products from one warehouse, and the cheap ones. */
export function Catalogue({ warehouse, shipping }: { warehouse: Id<"from">; shipping: Id<"class"> }) {
  const nearby = useQuery(api.products.from, { from: warehouse, class: shipping });
  const cheap = useQuery(api.products.cheaper, { than: 1000n });
  const cards = useQuery(api.products.list, { kind: "giftCard", from: 3, order: "desc" });
  const found = useQuery(api.products.search, { text: "lens", class: shipping });
  const file = useQuery(api.products.download, found?.[0] === undefined ? "skip" : { id: found[0]._id });
  const fetched: ArrayBuffer | undefined = file;
  return (
    <>
      {[...(nearby ?? []), ...(cheap ?? []), ...(cards ?? [])].map((product) => (
        <p key={product._id}>{describe(product)}</p>
      ))}
      {fetched?.byteLength}
    </>
  );
}

type Order = FunctionArgs<typeof api.order.place>;

/** Orders, their notes, and money back. */
export function Orders({ product, warehouse }: { product: Id<"products">; warehouse: Id<"from"> }) {
  const orders = useQuery(api.order.list, { status: "paid", order: "asc" });
  const waiting = useQuery(api.order.from, { from: null });
  const swiss = usePaginatedQuery(api.order.toCountry, { country: "CH" }, { initialNumItems: 10 });
  const place = useMutation(api.order.place);
  const annotate = useMutation(api.order.annotate);
  const pick = useMutation(api.order.pick);
  const refund = useMutation(api.order.refund);
  const ship = useMutation(api.order.ship);
  const add = useMutation(api.products.add);
  const importRows = useMutation(api.products.import);

  async function buy() {
    const order: Order = {
      lines: [{ product, quantity: 2 }, { product }],
      shipTo: { name: "Ada", street: "Spalenberg 1", city: "Basel", country: "CH" },
      payment: { kind: "voucher", code: new ArrayBuffer(8), value: 5000n },
      note: null,
    };
    const id = await place(order);
    await annotate({ order: id });
    await annotate({ order: id, note: null });
    await annotate({ order: id, note: "ring twice" });
    const picked: Record<Id<"products">, number> = await pick({ order: id, select: { [product]: 1 } });
    await ship({ order: id, from: warehouse });
    const rest: bigint = await refund({ order: id, amount: 250n });
    return [picked, rest];
  }

  async function stock(shipping: Id<"class">) {
    await add({
      order: 3,
      product: { kind: "physical", sku: "L-1", name: "Lens", price: 900n, class: shipping, from: warehouse, grams: 40 },
    });
    const row = { kind: "digital", sku: "D-1", name: "Ray tables", price: 1n, content: new ArrayBuffer(2) } as const;
    const ids = await importRows({ rows: [{ ...row, licence: "site" }] });
    return ids["D-1"];
  }

  return (
    <>
      {[...(orders ?? []), ...(waiting ?? []), ...swiss.results].map((order) => (
        <p key={order._id}>
          {order.shipTo.country} {order.note === undefined ? "" : (order.note ?? "–")} {paid(order)}
        </p>
      ))}
      <button onClick={() => void buy()}>Buy</button>
      <button onClick={() => void stock}>Stock</button>
    </>
  );
}

/** The front page, and events with payloads of any shape. */
export function Front() {
  const shown = useQuery(api.select.shown);
  const cost = useQuery(api.shipping.cost, "skip");
  const record = useMutation(api.events.record);
  const track = useMutation(api.events.track);
  const remove = useMutation(api.select.delete);
  return (
    <>
      {shown?.map(({ select, products }) => (
        <h2 key={select._id} onClick={() => void remove({ select: select._id })}>
          {select.title} until {select.until ?? "further notice"}: {products.length} of {select.grid.flat().length}
        </h2>
      ))}
      {cost?.toString()}
      <button onClick={() => void record({ name: "click", payload: { source: "front", at: [1, 2] } })}>Record</button>
      <button onClick={() => void track({ whatever: { comes: true } })}>Track</button>
    </>
  );
}
