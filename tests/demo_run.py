"""Runs the demo app for `make demo`: calls its functions, its crons and its server, and prints what happened."""

import asyncio
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

from uvicorn import Config, Server

from biconvex import ConvexError
from biconvex.refs import Ref
from biconvex.testing import TestApp, open_app

# What the app's own stubs type: this file belongs to no app.
api: Final[Any] = Ref("public")

TEXTS = {
    "Budget 2027": "The budget grows by 4 %. " * 12,
    "Trip to Oslo": "Trains, ferries and a small budget for coffee.",
    "Draft": "",
}


async def run(folder: Path) -> None:
    """Fill the app in memory, and show what it does."""
    async with open_app(folder) as t:
        ada = t.with_identity(subject="ada", name="Ada Lovelace")
        await ada.mutation(api.functions.users.ensure_user())
        ids = {
            title: await ada.mutation(api.functions.documents.create(title=title, content=text, is_public=bool(text)))
            for title, text in TEXTS.items()
        }
        say("mutation", "create", f"{len(ids)} documents of {(await ada.query(api.functions.users.current()))['name']}")
        say("", "", f"the first is {ids['Budget 2027']}")

        listed = await t.query(api.functions.documents.list(owner_id="ada"))
        say("query", "list", ", ".join(document["title"] for document in listed))
        found = await t.query(api.functions.documents.search_content(search_query="coff"))
        say("query", "searchContent", f'"coff" is in {", ".join(document["title"] for document in found)}')
        page = {"numItems": 2, "cursor": None}
        first = await t.query(api.functions.documents.page(owner_id="ada", pagination_opts=page))
        say("query", "page", f"{len(first['page'])} of {len(ids)}, and a cursor: {first['continueCursor'][:16]}...")

        summary = await ada.action(api.functions.documents.generate_summary(document_id=ids["Budget 2027"]))
        say("action", "generateSummary", summary[:48] + "...")
        bob = t.with_identity(subject="bob")
        try:
            await bob.mutation(api.functions.documents.remove(id_=ids["Draft"]))
        except ConvexError as error:
            say("mutation", "remove", f"Bob is told: {error.data['code']}")

        await t.advance(days=31)
        left = await t.query(api.functions.documents.list(owner_id="ada"))
        say("cron", "cleanupOldDrafts", f"31 days later: {', '.join(document['title'] for document in left)}")
        reports = await t.query(api.functions.documents.list(owner_id="system"))
        say("cron", "generateDailyReport", f"wrote {len(reports)} reports, the last is {reports[0]['title']!r}")

        with served(t) as url:
            answer = await asyncio.to_thread(
                post, f"{url}/api/query", {"path": "functions/documents:list", "args": {"ownerId": "ada"}}
            )
            say("HTTP", "/api/query", f"{answer['status']}: {len(answer['value'])} documents at {url}")
            refused = await asyncio.to_thread(
                post, f"{url}/api/query", {"path": "functions/documents:list", "args": {"owner": "ada"}}
            )
            say("", "", f"{refused['status']}: {refused['errorMessage'][:72]}...")


@contextmanager
def served(t: TestApp) -> Iterator[str]:
    """Serve the app at a free port."""
    server = Server(Config(t.asgi, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    (port,) = (each.getsockname()[1] for listening in server.servers for each in listening.sockets)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def post(url: str, body: object) -> Any:  # noqa: ANN401  whatever a server answers
    """Send JSON, and return the JSON that comes back."""
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request) as response:
        return json.load(response)


def say(kind: str, name: str, what: str) -> None:
    """Print one line."""
    print(f"  {kind:8}  {name:20}  {what}")


if __name__ == "__main__":
    print("\n--- and it runs, in memory, on the tables of schema.sqlite.sql")
    asyncio.run(run(Path(sys.argv[1])))
