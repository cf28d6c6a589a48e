"""What is added to a project is added as a whole or not at all."""

from pathlib import Path

import pytest

from biconvex_codegen.writer import Addition, WriteError, add


def test_files_and_folders_are_made_and_texts_continued(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"a\r\n")
    add([Addition(tmp_path / "x" / "y" / "new", None, b"1"), Addition(tmp_path / "old", b"a\r\n", b"b\r\n")])
    assert (tmp_path / "x" / "y" / "new").read_bytes() == b"1"
    assert (tmp_path / "old").read_bytes() == b"a\r\nb\r\n"


@pytest.mark.parametrize(
    ("last", "before"),
    [("there", None), ("there", b"not this"), ("missing", b""), ("there/below", None), ("z" * 300, None)],
)
def test_one_that_fails_undoes_the_others(tmp_path: Path, last: str, before: bytes | None) -> None:
    (tmp_path / "old").write_bytes(b"a")
    (tmp_path / "there").write_bytes(b"theirs")
    additions = [
        Addition(tmp_path / "x" / "y" / "new", None, b"1"),
        Addition(tmp_path / "old", b"a", b"b"),
        Addition(tmp_path / last, before, b"c"),
    ]
    with pytest.raises(WriteError, match=r"^(cannot write \"|\".*\" was changed meanwhile)"):
        add(additions)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old": b"a", "there": b"theirs"}
