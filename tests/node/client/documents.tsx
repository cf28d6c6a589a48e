/** A React client of the document editor, written as Convex's guides write one. */
import { useMutation, usePaginatedQuery, useAction, useQuery, insertAtTop } from "convex/react";
import { ConvexHttpClient } from "convex/browser";
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import { ConvexError } from "convex/values";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { api } from "documents/_generated/api";
import type { Doc, Id } from "documents/_generated/dataModel";

/** Signs the caller in once, and greets them. */
export function Greeting() {
  const user = useQuery(api.functions.users.current);
  const ensureUser = useMutation(api.functions.users.ensureUser);
  useEffect(() => {
    if (user === null) void ensureUser();
  }, [user, ensureUser]);
  if (user === undefined || user === null) return null;
  return (
    <p>
      {user.name} {user.email?.toLowerCase()} since {new Date(user.createdAt).toDateString()}
    </p>
  );
}

/** All documents of one owner. */
export function Documents({ ownerId }: { ownerId: string | null }) {
  const documents = useQuery(api.functions.documents.list, ownerId === null ? "skip" : { ownerId });
  if (documents === undefined) return <p>Loading…</p>;
  return (
    <ul>
      {documents.map((document) => (
        <Row key={document._id} document={document} />
      ))}
    </ul>
  );
}

function Row({ document }: { document: Doc<"documents"> }) {
  const remove = useMutation(api.functions.documents.remove);
  return (
    <li>
      {document.title} ({document.revision.toFixed(0)}) {document.summary ?? "no summary"}
      <button onClick={() => void remove({ id: document._id })}>Delete</button>
    </li>
  );
}

/** The documents of one owner, twenty at a time. */
export function Pages({ ownerId }: { ownerId: string }) {
  const { results, status, loadMore } = usePaginatedQuery(
    api.functions.documents.page,
    { ownerId },
    { initialNumItems: 20 },
  );
  return (
    <>
      {results.map(({ _id, title }) => (
        <p key={_id}>{title}</p>
      ))}
      <button onClick={() => loadMore(20)} disabled={status !== "CanLoadMore"}>
        More
      </button>
    </>
  );
}

/** Finds public documents while the user types. */
export function Search() {
  const [text, setText] = useState("");
  const found = useQuery(api.functions.documents.searchContent, { searchQuery: text, limit: 5 });
  const suggestions = useQuery(api.functions.documents.searchContent, { searchQuery: text });
  return (
    <>
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <p>
        {found?.length ?? 0} of {suggestions?.length ?? 0}
      </p>
    </>
  );
}

/** Renames a document, and shows the new title before the server has answered. */
export function Editor({ id }: { id: Id<"documents"> }) {
  const document = useQuery(api.functions.documents.getById, { id });
  const update = useMutation(api.functions.documents.update).withOptimisticUpdate((localStore, { id, title, content }) => {
    const current = localStore.getQuery(api.functions.documents.getById, { id });
    if (current === undefined) return;
    localStore.setQuery(
      api.functions.documents.getById,
      { id },
      { ...current, title: title ?? current.title, content: content ?? current.content, revision: current.revision + 1 },
    );
  });
  const generateSummary = useAction(api.functions.documents.generateSummary);
  const [failure, setFailure] = useState<string | null>(null);

  async function rename(title: string) {
    try {
      await update({ id, title });
    } catch (error) {
      if (!(error instanceof ConvexError)) throw error;
      const data = error.data as string | { code: string; id: Id<"documents"> };
      setFailure(typeof data === "string" ? data : data.code);
    }
  }

  async function summarise() {
    const summary: string = await generateSummary({ documentId: id });
    setFailure(null);
    return summary.length;
  }

  if (document === undefined) return null;
  return (
    <>
      <input value={document.title} onChange={(event) => void rename(event.target.value)} />
      <textarea value={document.content} onChange={(event) => void update({ id, content: event.target.value })} />
      <button onClick={() => void summarise()}>Summarise</button>
      {failure}
    </>
  );
}

/** Creates a document that appears at the top of the list at once. */
export function NewDocument({ ownerId }: { ownerId: string }) {
  const create = useMutation(api.functions.documents.create).withOptimisticUpdate((localQueryStore, args) => {
    const now = Date.now();
    insertAtTop({
      paginatedQuery: api.functions.documents.page,
      argsToMatch: { ownerId },
      localQueryStore,
      item: {
        ...args,
        _id: crypto.randomUUID() as Id<"documents">,
        _creationTime: now,
        ownerId,
        createdAt: now,
        updatedAt: now,
        revision: 1,
      },
    });
    for (const { args: listed, value } of localQueryStore.getAllQueries(api.functions.documents.list)) {
      if (value !== undefined) localQueryStore.setQuery(api.functions.documents.list, listed, value.slice(0, 100));
    }
  });
  return <button onClick={() => void create({ title: "Untitled", content: "", isPublic: false })}>New</button>;
}

/** Uploads a file in the three steps of Convex's guide. */
export function Upload() {
  const generateUploadUrl = useMutation(api.functions.files.generateUploadUrl);
  const saveFile = useMutation(api.functions.files.saveFile);
  const input = useRef<HTMLInputElement>(null);
  const [storageId, setStorageId] = useState<Id<"_storage"> | null>(null);
  const url = useQuery(api.functions.files.getFileUrl, storageId === null ? "skip" : { storageId });

  async function send(event: FormEvent) {
    event.preventDefault();
    const file = input.current?.files?.[0];
    if (file === undefined) return;
    const postUrl = await generateUploadUrl();
    const response = await fetch(postUrl, { method: "POST", headers: { "Content-Type": file.type }, body: file });
    const { storageId } = (await response.json()) as { storageId: Id<"_storage"> };
    const saved: Id<"files"> = await saveFile({ storageId, fileName: file.name });
    console.log(saved);
    setStorageId(storageId);
  }

  return (
    <form onSubmit={(event) => void send(event)}>
      <input type="file" ref={input} />
      <button type="submit">Upload</button>
      {typeof url === "string" && <a href={url}>Open</a>}
    </form>
  );
}

/** The same functions from a script. */
export async function copy(address: string, ownerId: string): Promise<Id<"documents">[]> {
  const client = new ConvexHttpClient(address);
  const copies: Id<"documents">[] = [];
  for (const { title, content, isPublic } of await client.query(api.functions.documents.list, { ownerId })) {
    copies.push(await client.mutation(api.functions.documents.create, { title, content, isPublic }));
  }
  const nothing: null = await client.mutation(api.functions.documents.remove, { id: copies[0]! });
  const summary: string = await client.action(api.functions.documents.generateSummary, { documentId: copies[1]! });
  console.log(nothing, summary);
  return copies;
}

export type NewDocumentArgs = FunctionArgs<typeof api.functions.documents.create>;
export type FoundDocuments = FunctionReturnType<typeof api.functions.documents.searchContent>;
