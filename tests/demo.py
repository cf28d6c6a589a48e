"""Shows the generated tree of an app and a few lines of each kind of output, for `make demo`; compiles nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path

GENERATED = "_generated"
EXCERPTS = (
    ("tables/documents.pyi", "class DocumentFields("),
    ("refs/functions/documents.pyi", "def search_content("),
    ("dataModel.d.ts", "  documents: {"),
    ("api.d.ts", "searchContent: "),
    ("schema.sqlite.sql", 'CREATE TABLE "documents" ('),
    ("schema.sqlite.json", '"source": "documents"'),
    ("schema.postgres.sql", '."documents" ('),
    ("ir.json", '"functions/documents:list"'),
)


def main() -> None:
    """Print the tree, then the excerpts."""
    backend = Path(sys.argv[1])
    print(f"\n{backend}")
    for line in tree(backend):
        print(line)
    for path, start in EXCERPTS:
        print(f"\n--- {GENERATED}/{path}")
        for line in excerpt(backend / GENERATED / path, start):
            print(line)


def tree(folder: Path, indent: str = "") -> Iterator[str]:
    """Yield one line for each file and folder, with the size of files."""
    entries = sorted(path for path in folder.iterdir() if path.name != "__pycache__")
    for path in entries:
        last = path == entries[-1]
        size = "/" if path.is_dir() else f"  ({path.stat().st_size:,} bytes)"
        yield f"{indent}{'└── ' if last else '├── '}{path.name}{size}"
        if path.is_dir():
            yield from tree(path, indent + ("    " if last else "│   "))


def excerpt(path: Path, start: str, lines: int = 9) -> list[str]:
    """Return a few lines from the first that holds a text."""
    text = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(text) if start in line)
    return text[first : first + lines]


if __name__ == "__main__":
    main()
