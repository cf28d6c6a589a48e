"""The names that the library and the generated modules have: what a star import brings, and what a typo may mean."""

from collections.abc import Container

LIBRARY_MODULES = frozenset(
    (
        *("annotations", "asgi", "auth", "class_fields", "clean_json", "crons", "database", "errors", "exports"),
        *("field_paths", "indexes", "lazy", "names", "pagination", "refs", "routing", "runtime", "schema", "serve"),
        *("server", "storage", "table", "testing", "type_parameters", "validators", "values", "wire"),
    )
)


# What a star import takes from the library, and from the generated modules whose names are the same in every app.
LIBRARY_NAMES = frozenset(
    (
        *("COMMIT_TS", "UNSET", "AnyOf", "BiconvexError", "CommitTs", "ConvexError", "Int64", "PaginationOpts"),
        *("PaginationResult", "Request", "Response", "Unset", "UserIdentity", "any_of", "cron_jobs", "define_schema"),
        *("define_table", "http_router", "v"),
    )
)
SERVER_NAMES = frozenset(
    (
        *("query", "mutation", "action", "internal_query", "internal_mutation", "internal_action", "http_action"),
        *("QueryCtx", "MutationCtx", "ActionCtx", "DatabaseReader", "DatabaseWriter", "VectorSearch"),
    )
)
GENERATED_NAMES = {"server": SERVER_NAMES, "api": frozenset({"api", "internal"})}
GENERATED_MODULES = frozenset(("", *GENERATED_NAMES, "data_model", "database", "refs", "shapes", "tables"))


def generated_home(name: str, rows: Container[str]) -> str | None:
    """Return the generated module that a name is imported from; `rows` are the names of the data model."""
    home = next((module for module, names in GENERATED_NAMES.items() if name in names), None)
    return "data_model" if home is None and name in rows else home


def public_name(name: str) -> str:
    """Forget the module of the library that a public name was taken from: `validators.v` is `v`."""
    module, _, rest = name.partition(".")
    return rest if module in LIBRARY_MODULES and rest else name
