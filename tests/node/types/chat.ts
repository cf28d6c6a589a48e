/** What the chat's generated types say: nested modules, enums, records keyed by ids, a vector index. */
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { api, internal } from "chat/_generated/api.js";
import type { DataModel, Doc, Id, TableNames } from "chat/_generated/dataModel.js";
import type {
  Assert,
  BadArguments,
  BadResults,
  Functions,
  IsDataModel,
  LostIndexFields,
  Misplaced,
  None,
  Same,
  TablesWithoutSystemFields,
  TablesWithoutValues,
  UnknownIndexFields,
  Unchecked,
  Untyped,
} from "./assertions.js";

export type _Model = [
  IsDataModel<DataModel>,
  None<TablesWithoutValues<DataModel>>,
  None<TablesWithoutSystemFields<DataModel>>,
  None<UnknownIndexFields<DataModel>>,
  None<LostIndexFields<DataModel>>,
  Assert<Same<TableNames, "members" | "memories" | "messages" | "presence" | "rooms" | "users">>,
];

type Public = typeof api;
type Internal = typeof internal;

export type _Functions = [
  None<BadArguments<Public>>,
  None<BadArguments<Internal>>,
  None<BadResults<Public>>,
  None<BadResults<Internal>>,
  None<Misplaced<Public, "public">>,
  None<Misplaced<Internal, "internal">>,
  None<Unchecked<Public>>,
  None<Unchecked<Internal>>,
  None<Untyped<Public>>,
  None<Untyped<Internal>>,
  Assert<
    Same<
      Functions<Public>,
      | "ai.recall.recall"
      | "messages.edit"
      | "messages.page"
      | "messages.react"
      | "messages.search"
      | "messages.send"
      | "presence.heartbeat"
      | "presence.here"
      | "presence.stateOf"
      | "rooms.browse"
      | "rooms.configure"
      | "rooms.create"
      | "rooms.list"
      | "rooms.members.join"
      | "rooms.members.leave"
      | "rooms.members.list"
      | "rooms.members.markRead"
      | "rooms.members.setRole"
      | "users.me"
      | "users.setAvatar"
      | "users.signIn"
    >
  >,
  Assert<
    Same<
      Functions<Internal>,
      | "ai.recall.bodyOf"
      | "ai.recall.checkMember"
      | "ai.recall.keep"
      | "ai.recall.remember"
      | "ai.recall.remembered"
      | "messages.expire"
      | "messages.expireIn"
      | "presence.sweep"
    >
  >,
];

type Plain<T> = { [Key in keyof T]: T[Key] };

export type _Documents = [
  Assert<Same<Doc<"members">["role"], "owner" | "moderator" | "member">>,
  Assert<Same<Doc<"messages">["reactions"], Record<Id<"users">, string>>>,
  Assert<Same<Doc<"messages">["replyTo"], Id<"messages"> | undefined>>,
  Assert<
    Same<
      Plain<Doc<"messages">["attachments"][number]>,
      { storageId: Id<"_storage">; fileName: string; size: number; altText: string | null }
    >
  >,
  Assert<
    Same<Plain<Doc<"rooms">["settings"]>, { retentionDays: number | null; slowModeSeconds?: number }>
  >,
  Assert<"settings.retentionDays" extends DataModel["rooms"]["fieldPaths"] ? true : false>,
  Assert<
    Same<
      DataModel["memories"]["vectorIndexes"]["by_embedding"],
      { vectorField: "embedding"; dimensions: number; filterFields: "authorId" | "roomId" }
    >
  >,
];

type Recall = Public["ai"]["recall"]["recall"];

export type _Signatures = [
  Assert<
    Same<
      FunctionArgs<Recall>,
      { roomId: Id<"rooms">; question: string; by?: Id<"users">; window?: "day" | "week" | "always" }
    >
  >,
  Assert<Same<Plain<FunctionReturnType<Recall>[number]>, { message: Doc<"messages">; score: number }>>,
  Assert<Same<FunctionArgs<Public["presence"]["here"]>, { roomId: Id<"rooms">; except?: Id<"users"> }>>,
  Assert<Same<FunctionReturnType<Public["presence"]["stateOf"]>, "active" | "away" | "typing" | "offline">>,
  Assert<Same<FunctionArgs<Public["users"]["setAvatar"]>, { avatar: Id<"_storage"> | null }>>,
  Assert<Same<FunctionArgs<Public["messages"]["react"]>["emoji"], "👍" | "❤️" | "🎉" | "🤔" | null>>,
  Assert<Same<FunctionArgs<Internal["ai"]["recall"]["keep"]>["embedding"], number[]>>,
];
