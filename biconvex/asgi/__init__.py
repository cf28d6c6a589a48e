"""Serves an app over HTTP, as an ASGI application: `application(App.open("backend"))`; needs `biconvex[serve]`."""

try:
    from .application import application
    from .callers import Authenticate
except ModuleNotFoundError as error:
    if error.name != "starlette":
        raise
    message = 'serving an app needs starlette: install "biconvex[serve]"'
    raise ModuleNotFoundError(message, name=error.name) from None

__all__ = ["Authenticate", "application"]
