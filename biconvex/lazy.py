"""Fills generated `.py` modules on first use, so that they stay constant in size and cost nothing to import.

A generated package has, beside its stubs, three modules of constant text and one table of names:

    api.py           from biconvex.refs import Ref
                     api = Ref("public")
                     internal = Ref("internal")
    data_model.py    from biconvex.lazy import data_model
                     __getattr__ = data_model(globals())
    server.py        from biconvex.lazy import server
                     __getattr__ = server(globals())
    _names.py        NAMES = {
                         "Document": ("document", "documents"),
                         "DocumentFields": ("fields", "documents"),
                         "DocumentId": ("id", "documents"),
                         ...
                     }

`_names.py` holds one plain dict literal, `NAMES`: each name that `data_model` exports, sorted, one a line, to what it
is and the table it belongs to:

    ("document", table)   a row; at run time an empty TypedDict, so that annotations, `|` and subclassing work
    ("fields", table)     what `insert` and `replace` take; likewise
    ("patch", table)      what `patch` takes; likewise
    ("object", table)     an object inside a row that has a name of its own; likewise
    ("id", table)         an id; at run time a NewType over str
    ("indexes", table), ("search", table), ("vectors", table)
                          the indexes of a table; at run time an empty class
    ("system", name)      `name` of `biconvex.database` as it is: StorageId, ScheduledFunctionId, ...

What is made carries its entry: `origin(Document)` is `("document", "documents")`.
"""

from importlib import import_module
from types import new_class

TYPE_CHECKING = False  # as typing's, without importing typing
if TYPE_CHECKING:
    from collections.abc import Callable

_CONTEXTS = {
    "QueryCtx": "GenericQueryCtx",
    "MutationCtx": "GenericMutationCtx",
    "ActionCtx": "GenericActionCtx",
}
_SERVER = frozenset(
    (
        *("query", "mutation", "action", "internal_query", "internal_mutation", "internal_action", "http_action"),
        *("DatabaseReader", "DatabaseWriter", "VectorSearch", *_CONTEXTS),
    )
)
_ORIGIN = "__biconvex_origin__"
DOCUMENT_KEY = "__biconvex_document__"
"""The one key that a row counts at run time; what inherits from the row does so too, and lacks its true keys."""
_OPTIONAL_KEYS = "__optional_keys__"
_FOR_PYDANTIC = "__get_pydantic_core_schema__"


def data_model(module: dict[str, object]) -> "Callable[[str], object]":
    """Give the `__getattr__` of a generated `data_model` module, whose globals these are."""

    def __getattr__(name: str) -> object:  # noqa: N807  PEP 562
        if name.startswith("__") and name != "__all__":
            raise _missing(module, name)
        names: dict[str, tuple[str, str]] = import_module("._names", str(module["__package__"])).NAMES
        if name == "__all__":
            return list(names)
        entry = names.get(name)
        if entry is None:
            raise _missing(module, name)
        made = module[name] = _make(name, entry, str(module["__name__"]))
        return made

    return __getattr__


def server(module: dict[str, object]) -> "Callable[[str], object]":
    """Give the `__getattr__` of a generated `server` module, whose globals these are."""

    def __getattr__(name: str) -> object:  # noqa: N807  PEP 562
        if name == "__all__":
            return sorted(_SERVER)
        if name not in _SERVER:
            raise _missing(module, name)
        found: object = getattr(import_module("biconvex.server"), _CONTEXTS.get(name, name))
        module[name] = found
        return found

    return __getattr__


def origin(made: object) -> tuple[str, str] | None:
    """Give what a name of a `data_model` is and its table; None for anything that is not one."""
    found: tuple[str, str] | None = getattr(made, _ORIGIN, None)
    return found


def _make(name: str, entry: tuple[str, str], module: str) -> object:
    kind, table = entry
    if kind == "system":
        return getattr(import_module("biconvex.database"), table)
    typing = import_module("typing")  # not by a statement: a checker would want names that it can read
    if kind == "id":
        made = typing.NewType(name, str)
    elif kind in {"indexes", "search", "vectors"}:
        made = type(name, (), {})
    else:
        made = new_class(name, (typing.TypedDict,), {"total": False})
        setattr(made, _OPTIONAL_KEYS, frozenset((DOCUMENT_KEY,)))
        setattr(made, _FOR_PYDANTIC, _any_dict)
    made.__module__ = module
    setattr(made, _ORIGIN, entry)
    return made


def _any_dict(_source: object, _handler: object) -> object:
    """Tell pydantic, which asks where a model has a document in it, to keep every key; by its class it has none."""
    made: object = import_module("pydantic_core.core_schema").dict_schema()
    return made


def _missing(module: dict[str, object], name: str) -> AttributeError:
    return AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
