"""Changes of programs that people wrote, which mostly leave them Python: of whole expressions and statements."""

import ast
import re
import warnings
from random import Random
from textwrap import indent

from .bindings import SPECIAL
from .grammar import Writer

_AROUND = (
    *("if TYPE_CHECKING:", "if LIMIT:", "try:", "with x as y:", "for each in STATES:", "while True:", "def f():"),
    *(
        "class C:",
        "async def f(ctx):",
        "match x:\n    case _:",
        "try:\n    pass\nexcept ImportError:",
        "if 0:\n    pass\nelse:",
    ),
    *("class C(TypedDict):", "@query\nasync def f(ctx):", "class C:\n    def __init__(self):"),
)
_EXPRESSIONS = ("<odd>", "<anything>", "<validator>", "<type>", "<list>", "<special>", "<call>", "<constant>", "<name>")


def planted(random: Random, text: str, others: str) -> str:
    """Return a text with one expression or statement more, less, or of another kind; of odd ones and of `others`."""
    names = (*SPECIAL, *dict.fromkeys(re.findall(r"[^\W\d]\w*", text)))
    writer = Writer(random, random.choice((0.02, 0.1)), random.choice((names, names, SPECIAL)))
    change = random.choice((_statement, _expression, _expression, _wrapped, _moved))
    return change(random, text, others, writer)


def _statement(random: Random, text: str, _others: str, writer: Writer) -> str:
    """Put a statement in front of a line, as far to the right as that."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    part = random.choice(
        ("<bound>", "<bound>", "<statement>", "<class>", "<function>", "<cron>", "<route>", "<member>")
    )
    space = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    return "\n".join([*lines[:at], indent(writer.written(part), space), *lines[at:]])


def _expression(random: Random, text: str, others: str, writer: Writer) -> str:
    """Write another expression in the place of one: an odd one, or one that stands elsewhere."""
    here = _nodes(text, ast.expr)
    if not here:
        return text
    there = _nodes(others, ast.expr) if random.random() < 0.3 else here if random.random() < 0.2 else []
    new = random.choice(there)[2] if there else writer.written(random.choice(_EXPRESSIONS))
    start, end, old = random.choice(here)
    return text[:start] + random.choice((new, new, new, f"({new})", f"{old}.{new}", f"{new}({old})")) + text[end:]


def _wrapped(random: Random, text: str, _others: str, _writer: Writer) -> str:
    """Put a statement into a block."""
    here = _nodes(text, ast.stmt)
    if not here:
        return text
    start, end, old = random.choice(here)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    head = random.choice(_AROUND).replace("\n", "\n" + before)
    deeper = before + " " * (8 if "    case" in head or "def __init__" in head else 4)
    tail = f"\n{before}finally: pass" if head == "try:" else ""
    return text[:start] + head + "\n" + deeper + old.replace("\n", "\n    ") + tail + text[end:]


def _moved(random: Random, text: str, others: str, _writer: Writer) -> str:
    """Write a statement a second time, leave it out, or take one from elsewhere."""
    here = _nodes(text, ast.stmt)
    if not here:
        return text
    there = _nodes(others, ast.stmt) or here
    start, end, old = random.choice(here)
    new = random.choice(("pass", old, random.choice(here)[2], random.choice(there)[2]))
    return text[:start] + new + random.choice(("", f"\n{old}")) + text[end:]


def _nodes(text: str, kind: type[ast.expr | ast.stmt]) -> list[tuple[int, int, str]]:
    """Return the nodes of a kind as stretches of a text of ASCII; none where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    starts = [0]
    for line in text.encode().split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    raw = text.encode()
    found: list[tuple[int, int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, kind) and node.end_lineno is not None and node.end_col_offset is not None:
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            before, between = raw[:start].decode(), raw[start:end].decode()
            found.append((len(before), len(before) + len(between), between))
    return found
