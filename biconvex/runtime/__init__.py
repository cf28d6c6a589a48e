"""Runs an app that was compiled: in one process, on SQLite, through the tables that were emitted for it."""

TYPE_CHECKING = False  # as typing's, without importing typing
if TYPE_CHECKING:
    from .app import App

__all__ = ["App"]


def __getattr__(name: str) -> object:
    if name != "App":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .app import App  # here, so that importing one part of a runtime does not load all of it

    return App
