/** Sends every kind of value through the official client, and gets it back as what it was. */
import { ConvexHttpClient } from "convex/browser";
import { ConvexError, type Value } from "convex/values";
import { api } from "./_generated/api.js";
import { data, raised, same } from "./checks.js";

declare const process: { argv: [string, string, string] };

const { values } = api;
const client = new ConvexHttpClient(process.argv[2], { logger: false });
const bytes = new Uint8Array([0, 1, 254, 255]).buffer;

const all: Record<string, Value> = {
  null: null,
  true: true,
  false: false,
  zero: 0,
  number: 14,
  fraction: 0.1,
  "safe integer": Number.MAX_SAFE_INTEGER,
  large: 1e300,
  small: 5e-324,
  Infinity: Infinity,
  "-Infinity": -Infinity,
  bigint: 14n,
  "largest bigint": 2n ** 63n - 1n,
  "smallest bigint": -(2n ** 63n),
  bytes,
  "no bytes": new ArrayBuffer(0),
  string: "Zoë 😀 \u0000",
  "no string": "",
  array: [1, 1n, "1", [null, [bytes]], {}],
  object: { a: { b: { c: 1.5 } }, "with a space": [] },
};
// Convex and its clients tell these apart from other numbers; the database does not.
const unstored: Record<string, Value> = { "minus zero": -0, "minus zero inside": [{ a: -0 }], NaN: NaN };

for (const [name, value] of Object.entries({ ...all, ...unstored })) {
  same(await client.query(values.echo, { value }), value, name);
  same(await data(client.query(values.fail, { data: value })), value, `${name} in an error`);
}
for (const [name, value] of Object.entries(all)) {
  const id = await client.mutation(values.keep, { value });
  same(await client.query(values.kept, { id }), value, `${name} in the database`);
}
same(await client.query(values.echo, { value: all }), all, "everything at once");

// Values whose types both sides know.
const given = { whole: -(2n ** 40n), data: bytes, number: NaN, counts: { a: 1n, "b c": -1n } };
const inner = { flags: [true, false], big: 2n ** 62n };
const everything = await client.query(values.everything, { ...given, inner });
const whole: bigint = everything.whole;
const content: ArrayBuffer = everything.data;
const number: number = everything.number;
const counts: Record<string, bigint> = everything.counts;
const nothing: null = everything.nothing;
same({ whole, data: content, number, counts }, given, "types");
same([everything.inner, nothing], [inner, null], "types inside");

// What is undefined is missing, which null is not.
same(await client.query(values.presence, {}), "missing", "no argument");
same(await client.query(values.presence, { note: undefined }), "missing", "undefined");
same(await client.query(values.presence, { note: null }), "null", "null");
same(await client.query(values.echo, { value: { a: undefined, b: null } }), { b: null }, "undefined in an object");

// An error of the app is a ConvexError with a text; another one says nothing about the server.
const error = await raised(client.query(values.fail, { data: { code: "EMPTY", n: 1n } }));
same(error instanceof ConvexError, true, "a ConvexError");
same(error.message.startsWith("Uncaught ConvexError: "), true, error.message);
const broken = await raised(client.mutation(api.notes.writeThenRaise, { text: "x" }));
same([broken instanceof ConvexError, broken.message], [false, "Server Error"], "another error");

console.log("values: done");
