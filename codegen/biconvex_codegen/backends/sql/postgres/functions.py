"""The functions that generated columns and indexes of PostgreSQL call; each has a skeleton of its own."""

KEY = "_key"
"""The sort key of wire JSON: bytes whose order is Convex's order of values."""

TOKEN = "_token"  # noqa: S105  no password
"""The lexeme by which a search index finds the documents that have a value in a filter field."""

COMPONENTS = "_components"
"""The components of a vector, or NULL where its index cannot hold them."""

JSON_COMPONENTS = "_components_of_json"
"""The same for a vector in JSON; in the database it has the name of the other."""

FUNCTIONS = (KEY, TOKEN, COMPONENTS, JSON_COMPONENTS)
"""All of them, each after those that it calls."""


def skeleton(function: str) -> str:
    """Return the skeleton that creates a function."""
    return f"sql/postgres{function}.sql.j2"
