"""Dotted paths of modules, from the project's folder."""


def module_path(path: str) -> tuple[str, ...]:
    """Return the dotted path of a file, from the project's folder; a package's `__init__.py` is the package."""
    parts = tuple(path.removesuffix(".py").split("/"))
    return parts[:-1] if parts[-1] == "__init__" else parts


def package_path(path: str) -> tuple[str, ...]:
    """Return the dotted path of the package that a file belongs to, from the project's folder."""
    return tuple(path.split("/"))[:-1]
