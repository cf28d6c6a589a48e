"""A folder's name as the name of a distribution, whatever its letters; it looks nothing up."""

import re
import unicodedata

# What the project installs beside itself: a project of one of these names would take its place.
_TAKEN = {
    "biconvex", "hatchling", "jinja2", "mypy", "pydantic", "pytest", "pytest-asyncio", "ruff", "starlette", "tomli",
    "typer", "uvicorn", "watchfiles",
}  # fmt: skip
_LENGTH = 64


def distribution_name(folder: str) -> str:
    """Return a name that PyPI and npm both take, of small letters, digits and hyphens: `cafe-2` for `Café 2`."""
    plain = unicodedata.normalize("NFKD", folder).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LENGTH].strip("-")
    return f"{name}-app" if name in _TAKEN else name or "app"
