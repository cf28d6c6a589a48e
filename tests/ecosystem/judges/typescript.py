"""tsc over the emitted declarations, with a client that calls every function and holds it against Convex's own types.

Convex derives the types of arguments, results and documents from its own validators, which are written from the facts.
"""

import json
from collections.abc import Iterator

from biconvex_codegen.ir.expand import PAGINATION_OPTIONS
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.ir.types import ObjectType
from tests.typescript_backend.convex_schema import convex_schema, validator
from tests.typescript_backend.judges import Workspace
from tests.typescript_backend.test_types import AS_CONVEX, EVERY_APP

from ..case import Case
from ..compare import text_of
from ..facts import FunctionFacts, ModuleFacts
from ..forced import parts
from ..project import CHECKOUT, Compiled

_PAGE = text_of(PAGINATION_OPTIONS)
_NO_APP = CheckedApp(None, (), (), (), (), ())
_HEAD = """\
import type { FunctionArgs, FunctionReference, FunctionReturnType, OptionalRestArgs } from "convex/server";
import { v, type Infer } from "convex/values";
import { api, internal } from "./api.js";

type Plain<T> = T extends ArrayBuffer | string ? T : T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Assert<T extends true> = T;
type Any = FunctionReference<"query" | "mutation" | "action", "public" | "internal">;
declare function call<F extends Any>(reference: F, ...args: OptionalRestArgs<F>): Promise<FunctionReturnType<F>>;
export const roots = [api, internal, v] as const;
// Convex's own PaginationOptions lack a field that its validator has.
export type Unused = Alike<1, 1>;

"""


def tsc(case: Case) -> list[str]:
    """Return the errors of TypeScript, `skipLibCheck` off."""
    folder = case.folder / "typescript"
    folder.mkdir()
    files: dict[str, str] = {}
    for name, each in case.writings.items():
        files.update({f"{name}/{path}": text for path, text in _files(case, each).items()})
    return Workspace.of(folder, CHECKOUT, files).compile("7", noUnusedLocals=False)


def _files(case: Case, written: Compiled) -> dict[str, str]:
    outputs = written.project.outputs
    emitted = (path for path in outputs.iterdir() if path.suffix in (".ts", ".js"))
    files = {path.name: path.read_text(encoding="utf-8") for path in emitted}
    files |= {"client.ts": client(case), "every_app.ts": EVERY_APP}
    if case.plan.app.validation:  # else indexes may be of fields that Convex's types do not know
        files |= {"schema.ts": convex_schema(written.app), "as_convex.ts": AS_CONVEX}
    return files


def client(case: Case) -> str:
    """Return a module that calls every function, and asserts that its types are those that Convex would give it."""
    functions = ((module, each) for module in case.plan.app.modules for each in module.functions)
    return _HEAD + "\n".join(line for pair in enumerate(functions) for line in _use(pair[0], *pair[1]))


def _use(number: int, module: ModuleFacts, function: FunctionFacts) -> Iterator[str]:
    root = "api" if function.visibility.value == "public" else "internal"
    path = root + "".join(f"[{json.dumps(part)}]" for part in (*module.path.split("/"), function.name))
    kind = f'FunctionReference<"{function.kind.value}", "{function.visibility.value}">'
    yield f"export type Kind{number} = Assert<typeof {path} extends {kind} ? true : false>;"
    args = "any"
    if function.args is not None:
        args = f"Infer<typeof args{number}>"
        yield f"export const args{number} = {validator(function.args, _NO_APP)};"
    same = "Alike" if any(text_of(each) == _PAGE for each in parts(function.args or ObjectType())) else "Same"
    yield f"export type Args{number} = Assert<{same}<Plain<FunctionArgs<typeof {path}>>, Plain<{args}>>>;"
    returns = "any"
    if function.returns is not None:
        returns = f"Infer<typeof returns{number}>"
        yield f"export const returns{number} = {validator(function.returns, _NO_APP)};"
    yield f"export type Returns{number} = Assert<Same<Plain<FunctionReturnType<typeof {path}>>, Plain<{returns}>>>;"
    yield f"export const call{number} = (args: {args}): Promise<{returns}> => call({path}, args);"
