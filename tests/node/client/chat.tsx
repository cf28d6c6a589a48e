/** A React client of the chat: rooms, presence, messages by pages, and recall. */
import { optimisticallyUpdateValueInPaginatedQuery, useAction, useMutation, usePaginatedQuery, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useEffect, useState } from "react";
import { api } from "chat/_generated/api";
import type { Doc, Id } from "chat/_generated/dataModel";

type Summary = FunctionReturnType<typeof api.rooms.list>[number];

/** The rooms of the caller, with what is new in them. */
export function Rooms({ onOpen }: { onOpen: (room: Doc<"rooms">) => void }) {
  const rooms: Summary[] | undefined = useQuery(api.rooms.list);
  const open = useQuery(api.rooms.browse, {});
  const create = useMutation(api.rooms.create);
  const configure = useMutation(api.rooms.configure);

  async function openSilently(name: string) {
    const roomId = await create({ name, kind: "private", settings: { retentionDays: 30 } });
    await configure({ roomId, settings: { retentionDays: null, slowModeSeconds: 10 }, topic: "quiet" });
  }

  return (
    <>
      {rooms?.map(({ room, role, unread, lastMessage }) => (
        <button key={room._id} onClick={() => onOpen(room)}>
          {room.name} ({role}): {unread} new, {lastMessage?.body ?? "silent"}
        </button>
      ))}
      <p>{open?.filter(({ lastMessageAt }) => lastMessageAt !== undefined).length} public rooms</p>
      <button onClick={() => void openSilently("Reading")}>Open</button>
    </>
  );
}

/** Keeps the caller present in a room, and shows who else is there. */
export function Presence({ roomId, me }: { roomId: Id<"rooms">; me: Id<"users"> }) {
  const heartbeat = useMutation(api.presence.heartbeat);
  const here = useQuery(api.presence.here, { roomId, except: me });
  const mine = useQuery(api.presence.stateOf, { roomId, userId: me });
  useEffect(() => {
    const timer = setInterval(() => void heartbeat({ roomId, state: "active" }), 10_000);
    return () => clearInterval(timer);
  }, [heartbeat, roomId]);
  const typing = here?.filter(({ state }) => state === "typing").length ?? 0;
  return (
    <p>
      {typing} are typing; you are {mine === "offline" ? "away" : mine}
    </p>
  );
}

/** The messages of a room, thirty at a time, with reactions that show at once. */
export function Messages({ roomId, me }: { roomId: Id<"rooms">; me: Id<"users"> }) {
  const { results, loadMore, status } = usePaginatedQuery(api.messages.page, { roomId }, { initialNumItems: 30 });
  const send = useMutation(api.messages.send);
  const react = useMutation(api.messages.react).withOptimisticUpdate((localStore, { messageId, emoji }) => {
    optimisticallyUpdateValueInPaginatedQuery(localStore, api.messages.page, { roomId }, (message) =>
      message._id === messageId && emoji !== null
        ? { ...message, reactions: { ...message.reactions, [me]: emoji } }
        : message,
    );
  });
  const members = useQuery(api.rooms.members.list, { roomId, role: "moderator" });
  const markRead = useMutation(api.rooms.members.markRead);
  return (
    <>
      <p>{members?.map(({ role }) => role).join()}</p>
      {results.map((message) => (
        <div key={message._id} onClick={() => void react({ messageId: message._id, emoji: "🎉" })}>
          {message.body} {Object.values(message.reactions).join("")}
          {message.attachments.map(({ fileName, size, altText }) => (
            <img key={fileName} alt={altText ?? `${fileName}, ${size.toFixed()} bytes`} />
          ))}
          <button onClick={() => void send({ roomId, body: "+1", replyTo: message._id })}>Agree</button>
        </div>
      ))}
      <button disabled={status !== "CanLoadMore"} onClick={() => loadMore(30)}>
        Older
      </button>
      <button onClick={() => void markRead({ roomId })}>Read</button>
    </>
  );
}

/** Sends a picture that was uploaded before. */
export function usePicture(roomId: Id<"rooms">) {
  const send = useMutation(api.messages.send);
  return (storageId: Id<"_storage">, file: File) =>
    send({ roomId, body: "", attachments: [{ storageId, fileName: file.name, size: file.size }] });
}

/** Asks the assistant what was said. */
export function Recall({ roomId }: { roomId: Id<"rooms"> }) {
  const recall = useAction(api.ai.recall.recall);
  const [answer, setAnswer] = useState<FunctionReturnType<typeof api.ai.recall.recall>>([]);
  return (
    <>
      <button onClick={() => void recall({ roomId, question: "when do we meet?", window: "week" }).then(setAnswer)}>
        Ask
      </button>
      {answer.map(({ message, score }) => (
        <p key={message._id}>
          {score.toFixed(2)} {message.body}
        </p>
      ))}
    </>
  );
}
