/** Type-level assertions over a whole app: each yields `never` when all is well, else the names of what is wrong. */
import type {
  DefaultFunctionArgs,
  FieldTypeFromFieldPath,
  FunctionReference,
  GenericDataModel,
  GenericDocument,
  PaginationResult,
} from "convex/server";
import type { Value } from "convex/values";

/** Compiles only for `true`. */
export type Assert<Holds extends true> = Holds;

/** Compiles only for `never`; otherwise the message names what is wrong. */
export type None<Wrong extends never> = Wrong;

/** Whether two types are the same, not only assignable to each other. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Whether a type is `any`, which is assignable to everything and so passes every other test. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

/** Compiles only for a data model of Convex. */
export type IsDataModel<Model extends GenericDataModel> = Model;

/** The tables whose documents are no values of Convex. */
export type TablesWithoutValues<Model extends GenericDataModel> = {
  [Table in keyof Model]: IsAny<Model[Table]["document"]> extends true
    ? Table
    : Model[Table]["document"] extends Value
      ? Model[Table]["document"] extends GenericDocument
        ? never
        : Table
      : Table;
}[keyof Model];

/** The tables that lack the two system fields or the two indexes that every table has. */
export type TablesWithoutSystemFields<Model extends GenericDataModel> = {
  [Table in keyof Model]: Model[Table] extends {
    document: { _id: string; _creationTime: number };
    indexes: { by_id: ["_id"]; by_creation_time: ["_creationTime"] };
  }
    ? never
    : Table;
}[keyof Model];

type FieldsOfIndexes<Info extends GenericDataModel[string]> =
  | Info["indexes"][keyof Info["indexes"]][number]
  | Info["searchIndexes"][keyof Info["searchIndexes"]]["searchField" | "filterFields"]
  | Info["vectorIndexes"][keyof Info["vectorIndexes"]]["vectorField" | "filterFields"];

/** The index fields that are no field path of their table. */
export type UnknownIndexFields<Model extends GenericDataModel> = {
  [Table in keyof Model]: Exclude<FieldsOfIndexes<Model[Table]>, Model[Table]["fieldPaths"]>;
}[keyof Model];

type IsUndefined<T> = IsAny<T> extends true ? false : [T] extends [undefined] ? true : false;

/** The index fields that lead nowhere in the documents of their table. */
export type LostIndexFields<Model extends GenericDataModel> = {
  [Table in keyof Model]: {
    [Path in FieldsOfIndexes<Model[Table]> & string]: IsUndefined<
      FieldTypeFromFieldPath<Model[Table]["document"], Path>
    > extends true
      ? `${Table & string}: ${Path}`
      : never;
  }[FieldsOfIndexes<Model[Table]> & string];
}[keyof Model];

type Reference = FunctionReference<any, any, any, any>;

/** The dotted paths of all functions below a part of an api. */
export type Functions<Api> = {
  [Key in keyof Api & string]: IsAny<Api[Key]> extends true
    ? Key
    : Api[Key] extends Reference
      ? Key
      : `${Key}.${Functions<Api[Key]>}`;
}[keyof Api & string];

/** The functions whose arguments Convex would not take. */
export type BadArguments<Api> = {
  [Key in keyof Api & string]: Api[Key] extends Reference
    ? [Api[Key]["_args"]] extends [DefaultFunctionArgs]
      ? never
      : Key
    : `${Key}.${BadArguments<Api[Key]>}`;
}[keyof Api & string];

/** The functions whose results are no values of Convex. */
export type BadResults<Api> = {
  [Key in keyof Api & string]: Api[Key] extends Reference
    ? [Api[Key]["_returnType"]] extends [Value | PaginationResult<Value>]
      ? never
      : Key
    : `${Key}.${BadResults<Api[Key]>}`;
}[keyof Api & string];

/** The functions whose arguments or results may be anything. */
export type Unchecked<Api> = {
  [Key in keyof Api & string]: Api[Key] extends Reference
    ? true extends IsAny<Api[Key]["_args"]> | IsAny<Api[Key]["_returnType"]>
      ? Key
      : never
    : `${Key}.${Unchecked<Api[Key]>}`;
}[keyof Api & string];

/** The functions that are not of the visibility that they are listed under. */
export type Misplaced<Api, Visibility extends "public" | "internal"> = {
  [Key in keyof Api & string]: Api[Key] extends Reference
    ? Same<Api[Key]["_visibility"], Visibility> extends true
      ? never
      : Key
    : `${Key}.${Misplaced<Api[Key], Visibility>}`;
}[keyof Api & string];

/** The places where an api says nothing, so that any use of it would compile. */
export type Untyped<Api> = {
  [Key in keyof Api & string]: IsAny<Api[Key]> extends true
    ? Key
    : Api[Key] extends Reference
      ? never
      : `${Key}.${Untyped<Api[Key]>}`;
}[keyof Api & string];
