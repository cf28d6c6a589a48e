"""The words of a text as full-text tables have them: SQLite says which, since its Unicode is not Python's."""

import atexit
import sqlite3
from functools import cache
from threading import Lock

_lock = Lock()


def words(text: str) -> list[str]:
    """Return the words of a text in order, in the form in which they are compared."""
    with _lock:
        connection = _splitter()
        connection.execute("INSERT INTO text (body) VALUES (?)", (text,))
        try:
            return [word for (word,) in connection.execute("SELECT term FROM words ORDER BY offset")]
        finally:
            connection.execute("INSERT INTO text (text) VALUES ('delete-all')")


@cache
def _splitter() -> sqlite3.Connection:
    """Return a database that holds nothing but a full-text table, with the tokenizer of the emitted ones."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    atexit.register(connection.close)
    tokenizer = "unicode61 remove_diacritics 0"
    connection.execute(f"CREATE VIRTUAL TABLE text USING fts5(body, content='', tokenize='{tokenizer}')")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(text, instance)")
    return connection
