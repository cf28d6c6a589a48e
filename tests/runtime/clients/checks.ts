/** What the clients say when something is not as it should be; the process then ends with an error. */
import { ConvexError, type Value } from "convex/values";

/** Raises unless two values are the same, of the same types, with the same bytes, zeros and fields. */
export function same(found: unknown, expected: unknown, what: string): void {
  if (!equal(found, expected)) throw new Error(`${what}: ${shown(found)} is not ${shown(expected)}`);
}

/** Waits for an error, and returns it. */
export async function raised(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was raised");
}

/** Waits for an error of the app, and returns its data. */
export async function data(call: Promise<unknown>): Promise<Value> {
  const error = await raised(call);
  if (error instanceof ConvexError) return error.data as Value;
  throw error;
}

function equal(one: unknown, other: unknown): boolean {
  if (one instanceof ArrayBuffer && other instanceof ArrayBuffer) return shown(one) === shown(other);
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return [...names].every((name) => name in one && name in other && equal(field(one, name), field(other, name)));
}

function field(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

function shown(value: unknown): string {
  if (value instanceof ArrayBuffer) return `bytes ${new Uint8Array(value).join(" ")}`;
  if (typeof value === "bigint") return `${value}n`;
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? `${item}n` : item)) ?? String(value);
}
