"""Opens the quotes of annotations: `"Document | None"` means what it would without them, and stands where it stands."""

import ast

_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


class QuotedName(ast.Name):
    """A name that stands in quotes, and is looked up by whoever reads the annotation."""


class TextUnion(ast.BinOp):
    """A union of which these sides stand in quotes by themselves: the left one is 0, the right one 1."""

    texts: tuple[int, ...]

    @classmethod
    def of(cls, union: ast.BinOp, texts: tuple[int, ...]) -> "TextUnion":
        """Return a union that stands where another one does."""
        made = cls(union.left, union.op, union.right, **{name: getattr(union, name) for name in _PLACE})
        made.texts = texts
        return made


_VERBATIM = frozenset({"Literal"})
_FIRST_ONLY = frozenset({"Annotated"})


def unquoted(annotation: ast.expr) -> ast.expr:
    """Return an annotation with every quoted part parsed, standing where its string stands; the tree is changed."""
    match annotation:
        case ast.Constant(value=str() as text):
            return _parsed(annotation, text)
        case ast.BinOp(op=ast.BitOr()):
            sides = (annotation.left, annotation.right)
            texts = tuple(number for number, side in enumerate(sides) if _is_text(side))
            annotation.left, annotation.right = map(unquoted, sides)
            return TextUnion.of(annotation, texts) if texts else annotation
        case ast.Subscript() if _last_name(annotation.value) not in _VERBATIM:
            arguments = annotation.slice
            if _last_name(annotation.value) in _FIRST_ONLY and isinstance(arguments, ast.Tuple):
                arguments.elts[:1] = [unquoted(each) for each in arguments.elts[:1]]
            else:
                annotation.slice = unquoted(arguments)
        case ast.Tuple() | ast.List():
            annotation.elts = [unquoted(each) for each in annotation.elts]
        case _:
            pass
    return annotation


def _is_text(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and isinstance(expression.value, str)


def _parsed(string: ast.Constant, text: str) -> ast.expr:
    try:
        inside = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return string
    inside = _Quoting().visit(inside)
    start = _start(string, text)
    for node in ast.walk(inside):
        if isinstance(node, ast.expr | ast.keyword):
            if start is None:
                node.lineno, node.col_offset = string.lineno, string.col_offset
                node.end_lineno, node.end_col_offset = string.end_lineno, string.end_col_offset
            else:
                node.lineno, node.end_lineno = string.lineno, string.lineno
                node.col_offset, node.end_col_offset = start + node.col_offset, start + (node.end_col_offset or 0)
    return unquoted(inside)


class _Quoting(ast.NodeTransformer):
    """Marks the names in what stood in quotes."""

    def visit_Name(self, node: ast.Name) -> QuotedName:
        return QuotedName(node.id, node.ctx, **{name: getattr(node, name) for name in _PLACE})


def _start(string: ast.Constant, text: str) -> int | None:
    """Return where the text of a string begins; None where it has escapes, a prefix, or more than one line."""
    end = string.end_col_offset or 0
    if string.lineno != string.end_lineno or end - string.col_offset != len(text.encode()) + 2:
        return None
    return string.col_offset + 1 + len(text.encode()) - len(text.lstrip().encode())


def _last_name(expression: ast.expr) -> str:
    match expression:
        case ast.Name():
            return expression.id
        case ast.Attribute():
            return expression.attr
        case _:
            return ""
