"""What is added to the end of a file that is there, in its own line ends; all that stands in it stays as it is."""

from collections.abc import Iterable

import tomli

from ...config import CONFIG_FILE
from .creation import create
from .site import Site
from .steps import Advise, Append, Keep, Step


def with_table(site: Site, table: str) -> Step:
    """Return the step that ends `pyproject.toml` with a table; as advice, where that would not be valid there."""
    before = site.path(CONFIG_FILE).read_bytes()
    added = _ended(before, f"\n{table}" if before else table)
    if not _is_toml(before + added) or site.path(CONFIG_FILE).is_symlink():
        return Advise(CONFIG_FILE, "as a table", table.rstrip("\n"))
    return Append(CONFIG_FILE, before, added)


def with_lines(site: Site, path: str, template: str, lines: Iterable[str]) -> Step:
    """Return the step after which an ignore file has these lines: a new file, or those that are missing."""
    wanted = tuple(lines)
    step = create(site, path, template, lines=wanted)
    if not isinstance(step, Keep):
        return step
    before = site.path(path).read_bytes()
    missing = _missing(before.decode("utf-8", "surrogateescape"), wanted)
    if not missing:
        return step
    if b"\0" in before or site.path(path).is_symlink():  # UTF-16, as PowerShell writes it; or a file of elsewhere
        return Advise(path, "at its end", "\n".join(missing))
    return Append(path, before, _ended(before, "".join(f"{line}\n" for line in missing)))


def _ended(before: bytes, added: str) -> bytes:
    """Return an addition with the line ends of the text before it, which is given the last one if it has none."""
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    start = b"" if not before or before.endswith(b"\n") else line_end
    return start + added.encode("utf-8").replace(b"\n", line_end)


def _is_toml(content: bytes) -> bool:
    """Say whether a text is valid; `tool = {...}` cannot be followed by a table inside `tool`."""
    try:
        tomli.loads(content.decode("utf-8-sig"))
    except tomli.TOMLDecodeError:
        return False
    return True


def _missing(text: str, wanted: Iterable[str]) -> list[str]:
    """Return the patterns that no line stands for: `dist` and `/web/dist/` both stand for `web/dist/`."""
    present = {_plain(line) for line in text.splitlines()}
    return [line for line in wanted if not {_plain(line), _plain(line).rpartition("/")[2]} & present]


def _plain(line: str) -> str:
    return line.strip().removeprefix("**/").removesuffix("**").strip("/")
