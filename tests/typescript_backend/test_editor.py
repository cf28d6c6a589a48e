"""What an editor shows: the Python source behind a name, and the words of its author, read as they were written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from biconvex_codegen.backends.typescript import emit, source_maps
from biconvex_codegen.source import Places, Positions
from tests.apps import documents_app
from tests.typescript_backend.judges import Workspace
from tests.typescript_backend.odd_apps import TEXT, hostile_app
from tests.typescript_backend.tsserver import TsServer, ts_server

pytestmark = pytest.mark.slow

FUNCTIONS = """\
@query
async def list_(ctx: QueryCtx, *, owner_id: str) -> list[Document]:
    ...
"""

SCHEMA = """\
schema = define_schema({
    "documents": define_table({"title": v.string()}).index("by_owner", ["ownerId"]),
})
"""

PAYMENTS = """\
class Payment(TypedDict):
    amount: int
"""

CLIENT = """\
import { api, internal } from "../backend/_generated/api.js";
import type { DataModel, Doc } from "../backend/_generated/dataModel.js";

export const list = api.functions.documents.list;
export const owner: (typeof list)["_args"] = { ownerId: "u1" };
export const title = (document: Doc<"documents">) => document.title;
export type Indexes = DataModel["documents"]["indexes"]["by_owner"];
export const amount = (payment: (typeof internal.payments.processWebhook)["_args"]["payment"]) => payment.amount;
export const users = api.functions.users;
"""

WORDS = {
    "functions/functions/documents:list": ("backend/functions/documents.py", FUNCTIONS, "list_"),
    "functions/functions/documents:list(ownerId)": ("backend/functions/documents.py", FUNCTIONS, "owner_id"),
    "tables/documents": ("backend/schema.py", SCHEMA, '"documents"'),
    "tables/documents.title": ("backend/schema.py", SCHEMA, '"title"'),
    "tables/documents:by_owner": ("backend/schema.py", SCHEMA, '"by_owner"'),
    "shapes/payments.Payment.amount": ("backend/payments.py", PAYMENTS, "amount"),
}


def positions(path: str, text: str, word: str) -> Positions:
    """Return the position of a word in a file, as the whole and as the name."""
    before = text.partition(word)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Positions(path, (line, column, line, column + len(word)) * 2)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Iterator[tuple[TsServer, Path]]:
    places = Places({id_: positions(*where) for id_, where in WORDS.items()}, {})
    artifacts = emit(documents_app())
    outputs = (*artifacts, *source_maps(artifacts, places, "../.."))
    files = {
        **{path: text for path, text, _ in WORDS.values()},
        **{f"backend/_generated/{artifact.path}": artifact.text for artifact in outputs},
        **{f"hostile/{artifact.path}": artifact.text for artifact in emit(hostile_app())},
        "client/client.ts": CLIENT,
        "hostile/client.ts": 'import { api } from "./api.js";\nexport const say = api.notes.say;\n',
    }
    folder = tmp_path_factory.mktemp("editor")
    workspace = Workspace.of(folder, checkout, files)
    assert workspace.compile("5.9") == []
    with ts_server(folder / "node_modules") as server:
        server.open(folder / "client/client.ts")
        server.open(folder / "hostile/client.ts")
        yield server, folder


@pytest.mark.parametrize(
    ("in_client", "id_"),
    [
        ("list;", "functions/functions/documents:list"),
        ("ownerId", "functions/functions/documents:list(ownerId)"),
        ("title;", "tables/documents.title"),
        ('documents"]', "tables/documents"),
        ('by_owner"]', "tables/documents:by_owner"),
        ("amount;", "shapes/payments.Payment.amount"),
    ],
)
def test_a_name_leads_to_the_python_source(editor: tuple[TsServer, Path], in_client: str, id_: str) -> None:
    server, folder = editor
    path, text, word = WORDS[id_]
    _, _, _, _, line, column, _, _ = positions(path, text, word).packed
    (found,) = server.definitions(folder / "client/client.ts", in_client)
    assert found == (str(folder / path), line, column)


@pytest.mark.parametrize("in_client", ["api.functions", "functions.users", "users;", "Doc<"])
def test_what_has_no_source_stays_in_the_declarations(editor: tuple[TsServer, Path], in_client: str) -> None:
    server, folder = editor
    ((path, _, _),) = server.definitions(folder / "client/client.ts", in_client)
    assert path.endswith(".d.ts")


def test_hostile_text_is_shown_as_text(editor: tuple[TsServer, Path]) -> None:
    server, folder = editor
    documentation, tags = server.comment(folder / "hostile/client.ts", "say;")
    assert tags == []
    shown = documentation.replace("\\@", "@").replace("*\\/", "*/").split("\n")
    for line in TEXT.split("\n"):
        if line.isprintable():
            assert line in shown
