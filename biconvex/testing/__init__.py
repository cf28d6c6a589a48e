"""An app in a test: `async with open_app("backend") as t:`, with a clock and callers of the test's own."""

from .app import FetchedResponse, TestApp, open_app

__all__ = ["FetchedResponse", "TestApp", "open_app"]
