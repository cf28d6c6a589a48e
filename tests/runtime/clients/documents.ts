/** Uses every public function of the document editor through the official client. */
import { ConvexHttpClient } from "convex/browser";
import { api } from "./_generated/api.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { data, raised, same } from "./checks.js";

declare const process: { argv: [string, string, string] };

const { documents, files, users } = api.functions;
const client = new ConvexHttpClient(process.argv[2], { logger: false });

// Nobody has signed in.
same(await client.query(users.current), null, "nobody");
const unsigned = client.mutation(documents.create, { title: "t", content: "c", isPublic: true });
same(await data(unsigned), "UNAUTHORIZED", "a document of nobody");

client.setAuth("somebody else's");
const refused = await raised(client.query(users.current));
same(JSON.parse(refused.message).code, "Unauthenticated", "a token that is not valid");

client.setAuth("token");
const user: Id<"users"> = await client.mutation(users.ensureUser);
same(await client.mutation(users.ensureUser), user, "the same user");
const current: Doc<"users"> | null = await client.query(users.current);
same(current?._id, user, "the caller");
same(current?.name, "Ada", "the name of the caller");
same(current?.email, undefined, "an address that the token does not have");
same("email" in (current ?? {}), false, "a field that is missing");

// Documents, newest first, written in the order in which they were sent.
const ids: Id<"documents">[] = await Promise.all(
  ["first", "second", "third"].map((title) =>
    client.mutation(documents.create, { title, content: `the ${title} word`, isPublic: title !== "third" }),
  ),
);
const list: Doc<"documents">[] = await client.query(documents.list, { ownerId: "ada" });
same(list.map((document) => document.title), ["third", "second", "first"], "titles");
same(list.map((document) => document._id), [...ids].reverse(), "ids");
same(list[0]?.revision, 1, "a revision");
same(typeof list[0]?._creationTime, "number", "a creation time");

const [first, second] = ids as [Id<"documents">, Id<"documents">];
same(await client.mutation(documents.update, { id: first, title: "1st", content: undefined }), null, "nothing");
const updated = await client.query(documents.getById, { id: first });
same([updated.title, updated.content, updated.revision], ["1st", "the first word", 2], "an update");

const hits = await client.query(documents.searchContent, { searchQuery: "word", limit: 1 });
same(hits.length, 1, "a limit");
same((await client.query(documents.searchContent, { searchQuery: "third" })).length, 0, "what is not public");

const options = { numItems: 2, cursor: null as string | null };
const page = await client.query(documents.page, { ownerId: "ada", paginationOpts: options });
same([page.page.length, page.isDone], [2, false], "a page");
const next = { ...options, cursor: page.continueCursor };
const rest = await client.query(documents.page, { ownerId: "ada", paginationOpts: next });
same(rest.page.map((document) => document._id), [first], "the next page");
same(rest.isDone, true, "the last page");

// The action reads and writes through other functions.
const summary: string = await client.action(documents.generateSummary, { documentId: first });
same(summary, "the first word", "a summary");
same((await client.query(documents.getById, { id: first })).summary, summary, "the summary in the document");

await client.mutation(documents.remove, { id: second });
const missing = client.query(documents.getById, { id: second });
same(await data(missing), { code: "NOT_FOUND", id: second }, "a document that is gone");

// A file goes to the address that a mutation gives out, and comes back from one that a query gives.
const upload = await fetch(await client.mutation(files.generateUploadUrl), {
  method: "POST",
  headers: { "Content-Type": "text/plain" },
  body: new Blob(["minutes"]),
});
const { storageId } = (await upload.json()) as { storageId: Id<"_storage"> };
await client.mutation(files.saveFile, { storageId, fileName: "minutes.txt" });
const url = await client.query(files.getFileUrl, { storageId });
same(await (await fetch(url ?? "")).text(), "minutes", "a file");

// What TypeScript refuses, and what the server says to it.
const wrong = await raised(client.query(documents.list, { ownerId: 7 as unknown as string }));
same(wrong.message.startsWith("ArgumentValidationError: "), true, wrong.message);

console.log("documents: done");
