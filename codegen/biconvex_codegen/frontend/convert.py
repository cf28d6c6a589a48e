"""Turns `ast` expressions into facts, numbering their places in preorder."""

import ast
from collections.abc import Iterable, Iterator
from functools import reduce

from ..source import Positioner
from .expressions import (
    Attribute,
    Binary,
    Call,
    Clause,
    Compare,
    Comprehension,
    Constant,
    ConstantKind,
    Entry,
    Expr,
    Format,
    Keyword,
    Mapping,
    Name,
    Other,
    Sequence,
    Starred,
    Subscript,
    Unary,
)
from .quoted import QuotedName, TextUnion, unquoted

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.MatMult: "@",
}
_UNARY: dict[type[ast.unaryop], str] = {ast.USub: "-", ast.UAdd: "+", ast.Not: "not", ast.Invert: "~"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_WORDS: dict[type[ast.expr], str] = {
    ast.Lambda: "a lambda",
    ast.IfExp: "a conditional expression",
    ast.Await: "an await",
    ast.Yield: "a yield",
    ast.YieldFrom: "a yield",
    ast.NamedExpr: "an assignment expression",
    ast.Subscript: "a slice",
    ast.JoinedStr: "a format specification",
}


class Converter:
    """Converts the expressions of one statement; the private state of one extraction."""

    __slots__ = ("_docs", "_positioner")

    def __init__(self, positioner: Positioner, docs: dict[int, str]) -> None:
        self._positioner = positioner
        self._docs = docs

    def place(self, node: ast.stmt | ast.expr | ast.alias | ast.keyword | ast.arg | ast.pattern) -> int:
        """Count the place of a node."""
        end_line, end_offset = node.end_lineno, node.end_col_offset
        if end_line is None or end_offset is None:
            end_line, end_offset = node.lineno, node.col_offset
        return self._positioner.add(node.lineno, node.col_offset, end_line, end_offset)

    def place_stretch(self, line: int, start: int, end: int) -> int:
        """Count a place on one line, between two offsets."""
        return self._positioner.add(line, start, line, end)

    def place_name(self, node: ast.arg, name: str) -> int:
        """Count the place of a name at the start of a node."""
        end = node.col_offset + len(name.encode())
        return self._positioner.add(node.lineno, node.col_offset, node.lineno, end)

    def name_after_keyword(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, keyword: int) -> int:
        """Count the place of the name in a `def` or `class`, which stands so many characters and a space behind."""
        start = node.col_offset + keyword + 1
        return self._positioner.add(node.lineno, start, node.lineno, start + len(node.name.encode()))

    def _place_attribute(self, node: ast.Attribute) -> None:
        """Count the place of the name behind the dot, which ends where the whole does."""
        line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        is_opened = (node.value.end_lineno, node.value.end_col_offset) == (
            line,
            end,
        )  # from quotes, at no place of its own
        self._positioner.add(line, node.col_offset if is_opened else end - len(node.attr.encode()), line, end)

    def keyword(self, node: ast.keyword) -> Keyword:
        """Convert `name=value`; its place is the name's, or all of `**value`."""
        if node.arg is None:
            return Keyword(self.place(node), None, self.expression(node.value))
        end = node.col_offset + len(node.arg.encode())
        place = self._positioner.add(node.lineno, node.col_offset, node.lineno, end)
        return Keyword(place, node.arg, self.expression(node.value))

    def annotation(self, node: ast.expr) -> Expr:
        """Convert an annotation, quotes opened."""
        return self.expression(unquoted(node))

    def expression(self, node: ast.expr) -> Expr:
        """Convert an expression; a kind that nothing static is made of is only named."""
        place = self.place(node)
        match node:
            case ast.Name():
                return Name(place, node.id, is_quoted=isinstance(node, QuotedName))
            case ast.Attribute():
                self._place_attribute(node)
                return Attribute(place, self.expression(node.value), node.attr)
            case ast.Constant():
                return _constant(place, node.value)
            case ast.Call():
                function = self.expression(node.func)
                args = self._all(node.args)
                return Call(place, function, args, tuple(self.keyword(each) for each in node.keywords))
            case ast.Subscript() if not isinstance(node.slice, ast.Slice):
                return Subscript(place, self.expression(node.value), self.expression(node.slice))
            case ast.List():
                return Sequence(place, "list", self._all(node.elts))
            case ast.Tuple():
                return Sequence(place, "tuple", self._all(node.elts))
            case ast.Set():
                return Sequence(place, "set", self._all(node.elts))
            case ast.Dict():
                entries = zip(node.keys, node.values, strict=True)
                return Mapping(place, tuple(self._entry(key, value, node.lineno) for key, value in entries))
            case ast.Starred():
                return Starred(place, self.expression(node.value))
            case ast.BinOp():
                left = self.expression(node.left)
                texts = node.texts if isinstance(node, TextUnion) else ()
                return Binary(place, _BINARY[type(node.op)], left, self.expression(node.right), texts)
            case _:
                return self._rarer(place, node)

    def _rarer(self, place: int, node: ast.expr) -> Expr:
        match node:
            case ast.UnaryOp():
                return Unary(place, _UNARY[type(node.op)], self.expression(node.operand))
            case ast.Compare():
                return self._comparison(place, node)
            case ast.BoolOp():
                word = "and" if isinstance(node.op, ast.And) else "or"
                return _chained(place, word, self._all(node.values))
            case ast.JoinedStr():
                return self._format(place, node)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(place, node)
            case _:
                return Other(place, _WORDS.get(type(node), "this expression"), self._all(_parts(node)))

    def _all(self, nodes: Iterable[ast.expr]) -> tuple[Expr, ...]:
        return tuple(self.expression(node) for node in nodes)

    def _entry(self, key: ast.expr | None, value: ast.expr, opening: int) -> Entry:
        if key is None:
            return Entry(None, self.expression(value))
        above = self._docs.get(key.lineno) if key.lineno != opening else None
        doc = above or self._docs.get(-(value.end_lineno or value.lineno))
        return Entry(self.expression(key), self.expression(value), doc)

    def _format(self, place: int, node: ast.JoinedStr) -> Expr:
        parts: list[Expr] = []
        for part in node.values:
            match part:
                case ast.FormattedValue(conversion=-1, format_spec=None):
                    parts.append(self.expression(part.value))
                case ast.Constant():
                    parts.append(self.expression(part))
                case _:
                    return Other(place, "a format specification", self._all(_parts(node)))
        return Format(place, tuple(parts))

    def _comparison(self, place: int, node: ast.Compare) -> Expr:
        """Convert a comparison; `a < b < c` is `a < b and b < c`."""
        operands = self._all((node.left, *node.comparators))
        operators = (_COMPARE[type(each)] for each in node.ops)
        pairs = zip(operators, operands, operands[1:], strict=False)
        return _chained(place, "and", tuple(Compare(place, operator, left, right) for operator, left, right in pairs))

    def _comprehension(self, place: int, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Expr:
        if any(each.is_async or _targets(each.target) is None for each in node.generators):
            return Other(place, "a comprehension of this form")
        key = self.expression(node.key) if isinstance(node, ast.DictComp) else None
        element = self.expression(node.value if isinstance(node, ast.DictComp) else node.elt)
        clauses = tuple(self._clause(each) for each in node.generators)
        match node:
            case ast.DictComp():
                return Comprehension(place, "dict", key, element, clauses)
            case ast.ListComp():
                return Comprehension(place, "list", key, element, clauses)
            case ast.SetComp():
                return Comprehension(place, "set", key, element, clauses)
            case _:
                return Comprehension(place, "generator", key, element, clauses)

    def _clause(self, node: ast.comprehension) -> Clause:
        unpacks = not isinstance(node.target, ast.Name)
        targets = _targets(node.target) or ()
        return Clause(targets, unpacks, self.expression(node.iter), self._all(node.ifs))


def _chained(place: int, operator: str, operands: tuple[Expr, ...]) -> Expr:
    """Return operands with an operator between each two, all at one place."""
    first, *others = operands
    return reduce(lambda left, right: Binary(place, operator, left, right), others, first)


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression evaluates by itself; a lambda or a comprehension has names of its own."""
    if not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.FormattedValue | ast.Slice):
                yield from _parts(each)
            elif isinstance(each, ast.expr):
                yield each


def _targets(target: ast.expr) -> tuple[str, ...] | None:
    match target:
        case ast.Name():
            return (target.id,)
        case ast.Tuple() | ast.List():
            names = tuple(each.id for each in target.elts if isinstance(each, ast.Name))
            return names if len(names) == len(target.elts) else None
        case _:
            return None


def _constant(place: int, value: object) -> Constant:
    match value:
        case str():
            return Constant(place, ConstantKind.STRING, value)
        case bool():
            return Constant(place, ConstantKind.BOOLEAN, "true" if value else "false")
        case int():
            return Constant(place, ConstantKind.INTEGER, hex(value) if abs(value) >= 1 << 128 else str(value))
        case float():
            return Constant(place, ConstantKind.FLOAT, repr(value))
        case None:
            return Constant(place, ConstantKind.NONE, "None")
        case bytes():
            return Constant(place, ConstantKind.BYTES, value.hex())
        case complex():
            return Constant(place, ConstantKind.COMPLEX, repr(value))
        case _:
            return Constant(place, ConstantKind.ELLIPSIS, "...")
