"""How names travel between Python, the wire and generated classes; pure functions of the name alone."""

from .reserved import PYTHON_BUILTINS, PYTHON_KEYWORDS


def without_underscore(name: str) -> str:
    """Drop one trailing underscore, Python's way around a name that is taken; `_` and `__` stay."""
    return name[:-1] if name.endswith("_") and name.strip("_") else name


def camel_case(name: str) -> str:
    """Return a snake_case identifier as camelCase (`get_by_id` is `getById`); leading underscores stay."""
    bare = name.lstrip("_")
    head, *rest = [part for part in bare.split("_") if part] or [""]
    return name[: len(name) - len(bare)] + head + "".join(part[0].upper() + part[1:] for part in rest)


def reference_name(name: str) -> str:
    """Return what a reference writes for a function or module: no trailing underscore, unless it must have one."""
    bare = without_underscore(name)
    return f"{bare}_" if bare in PYTHON_KEYWORDS else bare


def row_class_name(table: str) -> str:
    """Return the name of a table's row type: each part between underscores capitalised, nothing of Python's hidden."""
    name = "".join(part[0].upper() + part[1:] for part in table.split("_") if part) or "Table"
    return f"{name}_" if name in PYTHON_KEYWORDS or name in PYTHON_BUILTINS else name
