"""Files in odd places, with odd names, and written in odd ways; the programs in them are for others to make."""

from collections.abc import Mapping
from random import Random

_PLACES = (
    *("schema/__init__.py", "schema/tables.py", "crons/__init__.py", "routes/__init__.py", "http.py", "auth_config.py"),
    *("__main__.py", "__init__.py", "one/__init__.py", "one/two.py", "one/__init__/x.py", "é.py", "ﬁ.py", "日本/a.py"),
    *(
        "class.py",
        "None.py",
        "a-b.py",
        "a b.py",
        "1.py",
        ".py",
        "a.b.py",
        "One.py",
        "ONE/one.py",
        "oneTwo.py",
        "one_two.py",
    ),
    *(
        "_private.py",
        "_private/one.py",
        "test_one.py",
        "con.py",
        "query.py",
        "v.py",
        "biconvex.py",
        "typing.py",
        "enum.py",
    ),
    *("_generated/server.py", "_generated/api.py", "_generated/__init__.py", "schema.pyi.py", "backend/schema.py"),
    *(
        "x" * 200 + ".py",
        "a/" * 60 + "b.py",
        "$.py",
        "'\".py",
        "a\nb.py",
        "\x1b[1m.py",
        "\u202e.py",
        "one_.py",
        "list_.py",
    ),
)


def moved(random: Random, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files, and one of them in another place: there as well, or there alone."""
    path = random.choice(sorted(files))
    others = {name: raw for name, raw in files.items() if name != path}
    place = random.choice(_PLACES)
    if random.random() < 0.2:
        place = path.removeprefix("backend/").removesuffix(".py") + "/__init__.py"
    folder = random.choice(("backend/", "backend/", "backend/", "backend/deep/", "", "server/"))
    return {**(others if random.random() < 0.5 else files), folder + place: files[path]}


def rewritten(random: Random, raw: bytes) -> bytes:
    """Return a file as another editor, another system or a clumsy hand would have written it."""
    lines = raw.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(14):
        case 0:
            return random.choice(
                (b"", b"\n", b"#", b"# only\n# comments\n", b"'''", b'""', b"\\", b"\f", b" ", b"\t\n", b";")
            )
        case 1:
            return raw.replace(
                b"\n", random.choice((b"\r\n", b"\r", b"\n\f", b"\n\n", b" \n", b"  # type: ignore\n", b"\\\n", b";\n"))
            )
        case 2:
            return b"\xef\xbb\xbf" * random.choice((1, 2)) + raw
        case 3:
            return raw.replace(
                b"    ", random.choice((b"\t", b"  ", b"\t    ", b" ", b"\xc2\xa0\xc2\xa0", b"\x0c    "))
            )
        case 4:
            return raw.rstrip() + random.choice(
                (b"\\", b"\\\n", b"\n    ", b"\n\\\n", b"\n(", b"\n'''", b"\0", b"\x1a", b"\n@", b"#")
            )
        case 5:
            return (
                random.choice((b"# -*- coding: %s -*-\n", b"#!/usr/bin/python\n# coding=%s\n", b"\n\n# coding: %s\n"))
                % random.choice(
                    (b"latin-1", b"utf-8", b"utf-16", b"rot13", b"nothing", b"UTF_8", b"cp1252", b"utf-8-sig", b"ascii")
                )
                + raw
            )
        case 6:
            return raw.decode().encode(random.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7")), "replace")
        case 7:
            return b"\n".join([*lines[:at], b"#: " + lines[at], *lines[at:]])
        case 8:
            return b"\n".join([*lines[:at], lines[at] + b"  #: doc \x01 */ ''' \\", *lines[at + 1 :]])
        case 9:
            return b"\n".join(
                [*lines[:at], b"<<<<<<< HEAD", *lines[at : at + 3], b"=======", lines[at], b">>>>>>> x", *lines[at:]]
            )
        case 10:
            return raw * random.choice((2, 3, 30))
        case 11:
            return b"from __future__ import annotations\n" + raw
        case 12:
            return (
                raw.replace(b"\n", b"").replace(b"    ", b"")
                if random.random() < 0.3
                else raw[: random.randrange(len(raw) + 1)]
            )
        case _:
            return raw.replace(
                *random.choice(
                    ((b'"', b"'"), (b"_", b"__"), (b"e", "é".encode()), (b"(", b"(\n"), (b",", b",,"), (b" ", b""))
                )
            )
