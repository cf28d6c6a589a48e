"""What user code imports from biconvex: every name is loaded on first use, so importing the package costs nothing."""

from importlib import import_module

TYPE_CHECKING = False  # as typing's, without importing typing
if TYPE_CHECKING:
    from .auth import UserIdentity
    from .crons import cron_jobs
    from .errors import BiconvexError, ConvexError
    from .pagination import PaginationOpts, PaginationResult
    from .routing import Request, Response, http_router
    from .schema import define_schema
    from .table import define_table
    from .validators import v
    from .values import COMMIT_TS, UNSET, AnyOf, CommitTs, Int64, Unset, any_of

_MODULES = {
    "auth": ("UserIdentity",),
    "crons": ("cron_jobs",),
    "errors": ("BiconvexError", "ConvexError"),
    "pagination": ("PaginationOpts", "PaginationResult"),
    "routing": ("Request", "Response", "http_router"),
    "schema": ("define_schema",),
    "table": ("define_table",),
    "validators": ("v",),
    "values": ("COMMIT_TS", "UNSET", "AnyOf", "CommitTs", "Int64", "Unset", "any_of"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "COMMIT_TS",
    "UNSET",
    "AnyOf",
    "BiconvexError",
    "CommitTs",
    "ConvexError",
    "Int64",
    "PaginationOpts",
    "PaginationResult",
    "Request",
    "Response",
    "Unset",
    "UserIdentity",
    "any_of",
    "cron_jobs",
    "define_schema",
    "define_table",
    "http_router",
    "v",
]


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
