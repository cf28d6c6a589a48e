"""Measures the runtime against the same statements through bare `sqlite3`, and against SQLAlchemy's ORM.

    python benchmarks/runtime.py --documents 10000 --repeat 5

Every figure is microseconds of processor time for one operation, the best of the repetitions, all in one run; the
three take turns. Each does its operations inside one transaction on a database file without fsync, and makes Python
values of what it reads: the runtime documents, bare `sqlite3` the same dicts, the ORM its objects, new ones each time.
"""

import argparse
import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from biconvex.testing import TestApp, open_app

SCHEMA = '''"""The tables of a help desk."""

from biconvex import define_schema, define_table, v

schema = define_schema({
    "teams": define_table({"name": v.string()}, doc="Team"),
    "tickets": define_table({
        "number": v.integer(),
        "title": v.string(),
        "body": v.string(),
        "teamId": v.id("teams"),
        "status": v.union(v.literal("open"), v.literal("waiting"), v.literal("done")),
        "priority": v.number(),
        "isUrgent": v.boolean(),
        "dueAt": v.optional(v.number()),
        "assignee": v.nullable(v.string()),
        "labels": v.array(v.string()),
    }, doc="Ticket")
    .index("by_team", ["teamId", "status"])
    .index("by_due", ["dueAt"]),
})
'''
PAGE = 50


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much to measure: documents in the table, operations of one round."""

    documents: int
    operations: int


def ticket(number: int, team: str) -> dict[str, object]:
    """Return a document, the same for the same number."""
    return {
        "number": number,
        "title": f"Printer {number} is on fire",
        "body": "It was fine yesterday. " * 4,
        "teamId": team,
        "status": ("open", "waiting", "done")[number % 3],
        "priority": number % 7 / 2,
        "isUrgent": number % 5 == 0,
        **({"dueAt": 1_700_000_000_000.0 + number} if number % 2 else {}),
        "assignee": None if number % 3 else f"user{number % 10}",
        "labels": ["hardware", f"floor {number % 4}"],
    }


class Contender(Protocol):
    """One way to do the operations; each gives the processor seconds of a whole round."""

    name: str

    def get(self) -> float:
        """Read documents by their ids."""
        ...

    def range(self) -> float:
        """Read fifty documents of one team, newest first."""
        ...

    def insert(self) -> float:
        """Add documents."""
        ...

    def patch(self) -> float:
        """Change two fields of documents."""
        ...


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


class Biconvex:
    """The runtime, called as a handler calls it."""

    name = "biconvex"

    def __init__(self, app: TestApp, numbers: Numbers, teams: Sequence[str], ids: Sequence[str]) -> None:
        self.app, self.numbers, self.teams, self.ids = app, numbers, teams, ids
        self.next = count(numbers.documents)

    def _run(self, handler: Callable[[Any], Awaitable[float]]) -> float:  # of this app's own `MutationCtx`
        return asyncio.run(self.app.run(handler))

    def get(self) -> float:
        """Read documents by their ids."""

        async def handler(ctx: Any) -> float:  # noqa: ANN401  as above
            began = time.process_time()
            for id_ in self.ids[: self.numbers.operations]:
                await ctx.db.tickets.get(id_)
            return time.process_time() - began

        return self._run(handler)

    def range(self) -> float:
        """Read fifty documents of one team, newest first."""

        async def handler(ctx: Any) -> float:  # noqa: ANN401  as above
            began = time.process_time()
            for number in range(self.numbers.operations // PAGE):
                team = self.teams[number % len(self.teams)]
                await ctx.db.tickets.index.by_team.eq("teamId", team).eq("status", "open").order("desc").take(PAGE)
            return time.process_time() - began

        return self._run(handler)

    def insert(self) -> float:
        """Add documents."""
        documents = [ticket(next(self.next), self.teams[number % 10]) for number in range(self.numbers.operations)]

        async def handler(ctx: Any) -> float:  # noqa: ANN401  as above
            began = time.process_time()
            for document in documents:
                await ctx.db.tickets.insert(document)
            return time.process_time() - began

        return self._run(handler)

    def patch(self) -> float:
        """Change two fields of documents."""
        ids = self.ids[: self.numbers.operations]
        changes = [(id_, {"title": f"Ticket {number}", "priority": 2.5}) for number, id_ in enumerate(ids)]

        async def handler(ctx: Any) -> float:  # noqa: ANN401  as above
            began = time.process_time()
            for id_, change in changes:
                await ctx.db.tickets.patch(id_, change)
            return time.process_time() - began

        return self._run(handler)


COLUMNS = (
    "number", "title", "body", "teamId", "status", "priority", "isUrgent", "dueAt", "assignee", "labels",
)  # fmt: skip
QUOTED = ", ".join(f'"{name}"' for name in COLUMNS)
SELECT = f'SELECT {QUOTED}, "_id", "_creationTime" FROM tickets'
GET = f'{SELECT} WHERE "_id" = ?'
RANGE = f'{SELECT} WHERE "teamId" = ? AND "status" = ? ORDER BY "_creationTime" DESC, "_id" DESC LIMIT {PAGE}'
INSERT = f'INSERT INTO tickets ({QUOTED}, "_id", "_creationTime") VALUES ({", ".join("?" * 12)})'
PATCH = 'UPDATE tickets SET "title" = ?, "priority" = ? WHERE "_id" = ?'


def decoded(row: Sequence[Any]) -> dict[str, object]:
    """Return the document of a row, as one would write it by hand."""
    document: dict[str, object] = dict(zip((*COLUMNS, "_id", "_creationTime"), row, strict=True))
    document["isUrgent"] = bool(row[6])
    document["labels"] = json.loads(row[9])
    if row[7] is None:
        del document["dueAt"]
    return document


def cells(document: Mapping[str, Any]) -> list[object]:
    """Return the columns of a document, as one would write it by hand."""
    found = [document.get(name) for name in COLUMNS]
    found[6] = int(document["isUrgent"])
    found[9] = json.dumps(document["labels"])
    return found


class Bare:
    """The driver alone, with the statements that the runtime executes."""

    name = "sqlite3"

    def __init__(self, path: Path, numbers: Numbers, teams: Sequence[str], ids: Sequence[str]) -> None:
        self.path, self.numbers, self.teams, self.ids = path, numbers, teams, ids
        self.next = count(2 * 10**6)

    def _run(self, work: Callable[[sqlite3.Connection], object]) -> float:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            seconds = timed(lambda: work(connection))
            connection.execute("COMMIT")
        return seconds

    def get(self) -> float:
        """Read documents by their ids."""
        ids = self.ids[: self.numbers.operations]
        return self._run(lambda c: [decoded(c.execute(GET, (id_,)).fetchone()) for id_ in ids])

    def range(self) -> float:
        """Read fifty documents of one team, newest first."""
        wanted = [self.teams[number % len(self.teams)] for number in range(self.numbers.operations // PAGE)]
        return self._run(lambda c: [list(map(decoded, c.execute(RANGE, (team, "open")).fetchall())) for team in wanted])

    def insert(self) -> float:
        """Add documents."""
        numbers = [next(self.next) for _ in range(self.numbers.operations)]
        documents = [ticket(number, self.teams[number % 10]) for number in numbers]

        def work(connection: sqlite3.Connection) -> None:
            for number, document in zip(numbers, documents, strict=True):
                connection.execute(INSERT, [*cells(document), f"ticket{number}", float(number)])

        return self._run(work)

    def patch(self) -> float:
        """Change two fields of documents."""
        changes = [(f"Ticket {number}", 2.5, id_) for number, id_ in enumerate(self.ids[: self.numbers.operations])]

        def work(connection: sqlite3.Connection) -> None:
            for change in changes:
                connection.execute(PATCH, change)

        return self._run(work)


def orm(path: Path, numbers: Numbers, teams: Sequence[str], ids: Sequence[str]) -> Contender:
    """Return SQLAlchemy's ORM over the same table."""
    from sqlalchemy import JSON, Float, String, create_engine, event, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Ticket(Base):
        __tablename__ = "tickets"

        id: Mapped[str] = mapped_column("_id", String, primary_key=True)
        creation_time: Mapped[float] = mapped_column("_creationTime", Float)
        number: Mapped[int]
        title: Mapped[str]
        body: Mapped[str]
        team_id: Mapped[str] = mapped_column("teamId")
        status: Mapped[str]
        priority: Mapped[float]
        is_urgent: Mapped[bool] = mapped_column("isUrgent")
        due_at: Mapped[float | None] = mapped_column("dueAt")
        assignee: Mapped[str | None]
        labels: Mapped[list[str]] = mapped_column(JSON)

    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _without_fsync(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    following = count(4 * 10**6)

    class Orm:
        """SQLAlchemy's ORM: one unit of work a round, and what was read is forgotten each time."""

        name = "SQLAlchemy"

        def _run(self, work: Callable[[Session], object]) -> float:
            with Session(engine) as session:
                session.connection()
                seconds = timed(lambda: work(session))
                session.commit()
            return seconds

        def get(self) -> float:
            """Read documents by their ids."""

            def work(session: Session) -> None:
                for id_ in ids[: numbers.operations]:
                    session.get(Ticket, id_)
                    session.expunge_all()

            return self._run(work)

        def range(self) -> float:
            """Read fifty documents of one team, newest first."""

            def work(session: Session) -> None:
                for number in range(numbers.operations // PAGE):
                    wanted = select(Ticket).where(Ticket.team_id == teams[number % len(teams)], Ticket.status == "open")
                    ordered = wanted.order_by(Ticket.creation_time.desc(), Ticket.id.desc()).limit(PAGE)
                    session.scalars(ordered).all()
                    session.expunge_all()

            return self._run(work)

        def insert(self) -> float:
            """Add documents."""

            def work(session: Session) -> None:
                for _ in range(numbers.operations):
                    number = next(following)
                    given: dict[str, Any] = ticket(number, teams[number % 10])
                    session.add(
                        Ticket(
                            id=f"ticket{number}",
                            creation_time=float(number),
                            number=number,
                            title=given["title"],
                            body=given["body"],
                            team_id=given["teamId"],
                            status=given["status"],
                            priority=given["priority"],
                            is_urgent=given["isUrgent"],
                            due_at=given.get("dueAt"),
                            assignee=given["assignee"],
                            labels=given["labels"],
                        )
                    )
                    session.flush()

            return self._run(work)

        def patch(self) -> float:
            """Change two fields of documents."""

            def work(session: Session) -> None:
                for number, id_ in enumerate(ids[: numbers.operations]):
                    found = session.get_one(Ticket, id_)
                    found.title, found.priority = f"Ticket {number} {time.process_time_ns()}", 2.5
                    session.flush()
                    session.expunge_all()

            return self._run(work)

    return Orm()


def write_app(folder: Path) -> Path:
    """Write the help desk and compile it; return its source folder."""
    backend = folder / "backend"
    backend.mkdir()
    (folder / "pyproject.toml").write_text("[tool.biconvex]\n", encoding="utf-8")
    (backend / "__init__.py").write_text("", encoding="utf-8")
    (backend / "schema.py").write_text(SCHEMA, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "biconvex_codegen", "--project", str(folder)], check=True, capture_output=True
    )
    return backend


async def fill(app: TestApp, documents: int) -> tuple[list[str], list[str]]:
    """Fill the tables, and return the ids of teams and tickets."""

    async def handler(ctx: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401  of this app's own `MutationCtx`
        teams = [await ctx.db.teams.insert({"name": f"team {number}"}) for number in range(10)]
        inserted = (ctx.db.tickets.insert(ticket(number, teams[number % 10])) for number in range(documents))
        return teams, [await each for each in inserted]

    return await app.run(handler)


def contenders(app: TestApp, path: Path, numbers: Numbers) -> Iterator[Contender]:
    """Yield all three, over a filled table."""
    teams, ids = asyncio.run(fill(app, numbers.documents))
    yield Biconvex(app, numbers, teams, ids)
    yield Bare(path, numbers, teams, ids)
    yield orm(path, numbers, teams, ids)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--operations", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    numbers = Numbers(given.documents, min(given.operations, given.documents))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "app.db"
        app = open_app(write_app(Path(folder)), f"sqlite:///{path}")
        everyone = list(contenders(app, path, numbers))
        names = [each.name for each in everyone]
        print(f"| us for one | {' | '.join(names)} | {' | '.join(f'biconvex / {name}' for name in names[1:])} |")
        print(f"|---|{'---:|' * (2 * len(names) - 1)}")
        for what, size in (("get", 1), ("range", PAGE), ("insert", 1), ("patch", 1)):
            best = dict.fromkeys(names, float("inf"))
            for _ in range(given.repeat):
                for each in everyone:
                    best[each.name] = min(best[each.name], getattr(each, what)() / (numbers.operations // size) * 1e6)
            figures = " | ".join(f"{best[name]:.1f}" for name in names)
            ratios = " | ".join(f"{best[names[0]] / best[name]:.2f}" for name in names[1:])
            print(f"| {what if size == 1 else f'{what} of {size}'} | {figures} | {ratios} |", flush=True)
        app.close()


if __name__ == "__main__":
    main()
