"""Generated trees on disk and as parsed modules, for the tests of this folder."""

import ast
from collections.abc import Iterable
from pathlib import Path

from biconvex_codegen.backends.artifact import Artifact


def texts(artifacts: Iterable[Artifact]) -> dict[str, str]:
    """Return the text of each file by its path; a path that comes twice is an error."""
    found: dict[str, str] = {}
    for artifact in artifacts:
        assert artifact.path not in found, artifact.path
        found[artifact.path] = artifact.text
    return found


def write(artifacts: Iterable[Artifact], folder: Path) -> Path:
    """Write files below a folder and return it."""
    for path, text in texts(artifacts).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return folder


def without_head(text: str) -> str:
    """Return the text of a file without the comments that tell tools to leave it alone."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[sum(line.startswith("#") for line in lines[:4]) + 1 :])


def classes(text: str) -> dict[str, dict[str, str]]:
    """Return, for each class and functional TypedDict of a stub, its members and what they are, as Python prints it.

    Private aliases are left out (`_b.str` is `str`), since they are not what these tests are about.
    """
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name=name, body=body):
                found[name] = dict(_member(each) for each in body if not isinstance(each, ast.Expr))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, ast.Dict(keys=keys, values=values)])):
                pairs = zip(keys, values, strict=True)
                found[name] = {ast.literal_eval(key): plain(value) for key, value in pairs if key is not None}
            case _:
                pass
    return found


def aliases(text: str) -> dict[str, str]:
    """Return the type aliases of a stub and what they stand for."""
    return {
        node.target.id: plain(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
    }


def plain(node: ast.expr) -> str:
    """Return an annotation without the aliases of its imports."""
    return ast.unparse(_Plain().visit(ast.parse(ast.unparse(node), mode="eval")))


def _member(node: ast.stmt) -> tuple[str, str]:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            return name, plain(annotation)
        case ast.FunctionDef(name=name, returns=ast.expr() as returns):
            arguments = node.args
            positional = [*arguments.posonlyargs, *arguments.args, *([arguments.kwarg] if arguments.kwarg else [])]
            keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            printed = [*(_parameter(each, "") for each in positional if each.arg != "self")]
            printed += (_parameter(each, "" if default is None else " = ...") for each, default in keywords)
            return name, f"({', '.join(printed)}) -> {plain(returns)}"
        case _:
            raise AssertionError(ast.unparse(node))


def _parameter(argument: ast.arg, default: str) -> str:
    return f"{argument.arg}: {plain(argument.annotation)}{default}" if argument.annotation else argument.arg


class _Plain(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Name(node.attr)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(node.id.lstrip("_") or node.id)
