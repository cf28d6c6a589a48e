"""Random `pyproject.toml`: right keys with odd values, keys that nobody knows, and the corners of TOML."""

from random import Random

_HEADS = (
    "[tool.biconvex]\n", "[tool.biconvex]\n", "[tool.biconvex]\n", "[[tool.biconvex]]\n", "[tool]\nbiconvex.",
    "tool.", "tool = 1\n[tool.biconvex]\n", '["tool"."biconvex"]\n', "[tool.biconvex.lint]\n",
    "[tool.biconvex]\n[tool.biconvex]\n", "", "[project]\nname = 1\n[tool.biconvex]\n", "[tool.biconvex] # x\r\n",
    "[ tool . biconvex ]\n", "[tool.biconvexx]\n",
)  # fmt: skip
_KEYS = (
    "source", "source", "outputs", "sql", "typescript", "wire_names", "required-version", "lint.select",
    "lint.ignore", "lint", "wire-names", "sourc", '"source"', "'out puts'", "source.x", "lint.selec", '""', "1",
    "__proto__", "é", '"\\n"',
)  # fmt: skip
_VALUES = (
    '"backend"', '""', '"."', '".."', '"/"', '"/etc"', '"a/../b"', '"backend/"', '"./backend"', '"a\\\\b"',
    '"a\\u0000b"', '"_generated"', '"backend/_generated"', '"' + "x" * 5000 + '"', '"' + "a/" * 900 + '"', '"~"',
    '"C:/x"', '"é"', '"x.py"', "[]", '["python"]', '["python", "python"]', '["nothing", 1]', '[["sql"]]',
    '["ir", "typescript", "sql",]', '"python"', "{}", "{select = []}", "{a.b = 1}", "true", "1", "-0", "1e400", "nan",
    "-inf", "0x" + "f" * 5000, "1" + "0" * 4500, "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", '"""\na\n"""',
    "'''a'''", '"as-written"', '"camel"', '"Camel"', "'\\'", '">=0.1"', '"=="', '"~=1"', '">=1,,<2"', '"1.0.*"',
    '">=' + "9" * 5000 + '"', '"0"', '"!=1 ; x"', '">=0.1 || <3"', '["missing-return-type"]', '["syntax-error"]',
    '["nothing"]', '["missing-retrun-type", 3]', "\n", "[" * 200, "{" * 200, '"\\ud800"', '"\\x1b"', '"\u202e"',
    "[1, 'a', [], {}]", "[\n# x\n\n'sql' # y\n]", '["sqlite"]', '["mysql"]',
)  # fmt: skip


def configuration(random: Random) -> str:
    """Return the text of a configuration file."""
    lines = (f"{random.choice(_KEYS)} = {random.choice(_VALUES)}\n" for _ in range(random.randrange(1, 5)))
    return random.choice(_HEADS) + "".join(lines)
