/** Wrong uses of the document editor's functions: tsc must report exactly the marked lines. */
import { useAction, useMutation, usePaginatedQuery, useQuery } from "convex/react";
import type { OptimisticLocalStore } from "convex/browser";
import { api, internal } from "documents/_generated/api";
import type { Doc, Id } from "documents/_generated/dataModel";

export function Arguments({ documentId, userId }: { documentId: Id<"documents">; userId: Id<"users"> }) {
  useQuery(api.functions.documents.list, { ownerId: "u1" });
  useQuery(api.functions.documents.list, { ownerId: 1 }); // error: TS2322
  useQuery(api.functions.documents.list, { owner_id: "u1" }); // error: TS2561
  useQuery(api.functions.documents.list, {}); // error: TS2345
  useQuery(api.functions.documents.list); // error: TS2554
  useQuery(api.functions.documents.getById, { id: documentId });
  useQuery(api.functions.documents.getById, { id: userId }); // error: TS2322
  useQuery(api.functions.documents.getById, { id: "d1" }); // error: TS2322
  useQuery(api.functions.documents.getById, { id: documentId, revision: 2 }); // error: TS2353
  useQuery(api.functions.documents.searchContent, { searchQuery: "lens", limit: "5" }); // error: TS2322
  useQuery(api.functions.documents.searchContent, { searchQuery: "lens", limit: null }); // error: TS2322
  useQuery(api.functions.documents.searchContent, { limit: 5 }); // error: TS2345
  useQuery(api.functions.users.current, { userId }); // error: TS2322
  useQuery(api.functions.files.getFileUrl, { storageId: documentId }); // error: TS2322
}

export function Writes({ documentId, fileId }: { documentId: Id<"documents">; fileId: Id<"files"> }) {
  const create = useMutation(api.functions.documents.create);
  void create({ title: "Lenses", content: "", isPublic: true });
  void create({ title: "Lenses", content: "" }); // error: TS2345
  void create({ title: "Lenses", content: "", isPublic: "yes" }); // error: TS2322
  void create({ title: "Lenses", content: "", isPublic: true, ownerId: "u1" }); // error: TS2353
  void create(); // error: TS2554
  const update = useMutation(api.functions.documents.update);
  void update({ id: documentId });
  void update({ title: "Lenses" }); // error: TS2345
  void update({ id: fileId, title: "Lenses" }); // error: TS2322
  void update({ id: documentId, title: null }); // error: TS2322
  const saveFile = useMutation(api.functions.files.saveFile);
  void saveFile({ storageId: fileId, fileName: "lens.png" }); // error: TS2322
  const summarise = useAction(api.functions.documents.generateSummary);
  void summarise({ documentId });
  void summarise({ id: documentId }); // error: TS2353
}

export function Kinds() {
  useQuery(api.functions.documents.create, { title: "", content: "", isPublic: true }); // error: TS2345
  useMutation(api.functions.documents.list); // error: TS2345
  useMutation(api.functions.documents.generateSummary); // error: TS2345
  useAction(api.functions.documents.update); // error: TS2345
  usePaginatedQuery(api.functions.documents.page, { ownerId: "u1" }, { initialNumItems: 10 });
  usePaginatedQuery(api.functions.documents.page, {}, { initialNumItems: 10 }); // error: TS2345
  usePaginatedQuery(api.functions.documents.page, { ownerId: 1 }, { initialNumItems: 10 }); // error: TS2322
  usePaginatedQuery(api.functions.documents.list, { ownerId: "u1" }, { initialNumItems: 10 }); // error: TS2345
}

export function Visibility({ documentId }: { documentId: Id<"documents"> }) {
  useMutation(internal.functions.documents.updateSummary); // error: TS2345
  useMutation(internal.payments.processWebhook); // error: TS2345
  useMutation(api.functions.documents.updateSummary); // error: TS2339
  useMutation(api.analytics.generateDailyReport); // error: TS2339
  useQuery(internal.functions.documents.getById, { id: documentId }); // error: TS2339
}

export function Unknown() {
  useQuery(api.functions.documents.lst, { ownerId: "u1" }); // error: TS2551
  useQuery(api.functions.documents.list_, { ownerId: "u1" }); // error: TS2551
  useQuery(api.functions.documents.get_by_id, { id: "d1" }); // error: TS2551
  useQuery(api.functions.accounts.current); // error: TS2339
  useQuery(api.documents.list, { ownerId: "u1" }); // error: TS2339
  useMutation(api.routes.stripeWebhook); // error: TS2339
}

export function Results({ documentId, documents }: { documentId: Id<"documents">; documents: Doc<"documents">[] }) {
  const document = useQuery(api.functions.documents.getById, { id: documentId });
  console.log(document.title); // error: TS18048
  console.log(document?.titel); // error: TS2551
  console.log(documents[0]?.summary.length); // error: TS2532
  const user = useQuery(api.functions.users.current);
  console.log(user?.email.length); // error: TS18048
  const ids: Id<"users">[] = documents.map(({ _id }) => _id); // error: TS2322
  console.log(ids);
  const table: Doc<"document"> | null = null; // error: TS2344
  console.log(table);
}

export function optimistic(localStore: OptimisticLocalStore, id: Id<"documents">) {
  const current = localStore.getQuery(api.functions.documents.getById, { id });
  localStore.getQuery(api.functions.documents.getById, {}); // error: TS2345
  localStore.setQuery(api.functions.documents.getById, { id }, null); // error: TS2345
  if (current === undefined) return;
  localStore.setQuery(api.functions.documents.getById, { id }, { ...current, revision: "2" }); // error: TS2322
  localStore.setQuery(api.functions.documents.getById, { id }, { ...current, title: "Lenses" });
}
