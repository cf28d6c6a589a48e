/** Wrong uses of the chat's functions: tsc must report exactly the marked lines. */
import { useAction, useMutation, usePaginatedQuery, useQuery } from "convex/react";
import { api, internal } from "chat/_generated/api";
import type { Id } from "chat/_generated/dataModel";

export function Mistakes({ roomId, messageId }: { roomId: Id<"rooms">; messageId: Id<"messages"> }) {
  const create = useMutation(api.rooms.create);
  void create({ name: "Reading", kind: "secret" }); // error: TS2322
  void create({ name: "Reading", settings: {} }); // error: TS2741
  void create({ name: "Reading", settings: { retentionDays: "7" } }); // error: TS2322
  useQuery(api.rooms.members, { roomId }); // error: TS2345
  useQuery(api.rooms.members.list, { roomId, role: "admin" }); // error: TS2322
  useQuery(api.rooms.members.list, { roomId: messageId }); // error: TS2322
  const heartbeat = useMutation(api.presence.heartbeat);
  void heartbeat({ roomId, state: "offline" }); // error: TS2322
  useQuery(api.presence.here, { roomId, except_: messageId }); // error: TS2561
  const react = useMutation(api.messages.react);
  void react({ messageId, emoji: "🚀" }); // error: TS2322
  void react({ messageId }); // error: TS2345
  const send = useMutation(api.messages.send);
  void send({ roomId, body: "", attachments: [{ fileName: "lens.png", size: 1 }] }); // error: TS2741
  const recall = useAction(api.ai.recall.recall);
  void recall({ roomId, question: "when?", window: "year" }); // error: TS2322
  usePaginatedQuery(api.messages.search, { roomId, text: "lens" }, { initialNumItems: 5 }); // error: TS2345
  useAction(internal.ai.recall.remember); // error: TS2345
  useQuery(api.ai.recall.bodyOf, { messageId }); // error: TS2339
  useQuery(api.models.Presence); // error: TS2339
}
