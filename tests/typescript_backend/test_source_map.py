"""Source maps: numbers read back, and each anchor found again where its thing stands."""

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.backends.artifact import Anchor, Artifact
from biconvex_codegen.backends.typescript import emit, source_maps
from biconvex_codegen.backends.typescript.source_map import source_map
from biconvex_codegen.source import At, Part, Places, Positions
from tests.apps import documents_app

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def numbers(segment: str) -> Iterator[int]:
    """Yield the numbers of a segment, read as the specification says."""
    value = shift = 0
    for letter in segment:
        digit = DIGITS.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            yield -(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def decoded(artifact: Artifact) -> dict[tuple[int, int], tuple[str, int, int] | None]:
    """Return what a map says, by line and column of the generated text."""
    content = json.loads(artifact.text)
    source = line = column = 0
    found: dict[tuple[int, int], tuple[str, int, int] | None] = {}
    for generated_line, segments in enumerate(content["mappings"].split(";")):
        generated = 0
        for segment in filter(None, segments.split(",")):
            step, *rest = numbers(segment)
            generated += step
            if rest:
                source, line, column = source + rest[0], line + rest[1], column + rest[2]
            place = (content["sources"][source], line, column) if rest else None
            assert found.setdefault((generated_line, generated), place) == place
    return found


def places(*paths: str) -> Places:
    """Return places of things called `0`, `1`, ... in these files, each on a line and column of its own."""
    positions = {
        str(number): Positions(path, (number + 1, 1, number + 9, 1, 7 * number + 1, number + 3, 7 * number + 1, 99))
        for number, path in enumerate(paths)
    }
    return Places(positions, {})


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3000)), unique=True), st.data())
def test_every_anchor_is_found_again(spots: list[tuple[int, int]], data: st.DataObject) -> None:
    spots.sort()
    paths = data.draw(st.lists(st.sampled_from("abc"), min_size=len(spots), max_size=len(spots)))
    anchors = tuple(Anchor(*spot, At(str(number), Part.NAME)) for number, spot in enumerate(spots))
    found = decoded(source_map(Artifact("api.d.ts", "", anchors), places(*paths), "../.."))
    for number, (spot, path) in enumerate(zip(spots, paths, strict=True)):
        assert found[spot] == (f"../../{path}", 7 * number, number + 2)
    assert sum(place is not None for place in found.values()) == len(spots)


def test_places_side_by_side_have_nothing_between_them() -> None:
    anchors = (Anchor(0, 70, At("0", Part.NAME)), Anchor(0, 71, At("1", Part.NAME)))
    found = decoded(source_map(Artifact("api.d.ts", "", anchors), places("a.py", "a.py"), ".."))
    assert found == {(0, 69): None, (0, 70): ("../a.py", 0, 2), (0, 71): ("../a.py", 7, 3)}


def test_a_place_before_a_name_leads_nowhere() -> None:
    anchors = (Anchor(2, 4, At("0", Part.NAME)), Anchor(2, 20, At("1", Part.NAME)))
    found = decoded(source_map(Artifact("api.d.ts", "", anchors), places("a.py", "a.py"), ".."))
    assert [spot for spot, place in found.items() if place is None] == [(2, 3), (2, 19)]


def test_what_stands_nowhere_is_left_out() -> None:
    anchors = (Anchor(0, 0, At("computed", Part.NAME)), Anchor(1, 0, At("0", Part.NAME)))
    assert decoded(source_map(Artifact("api.d.ts", "", anchors), places("a.py"), "..")) == {(1, 0): ("../a.py", 0, 2)}


def test_anchors_stand_at_the_names() -> None:
    for artifact in emit(documents_app()):
        lines = artifact.text.split("\n")
        for anchor in artifact.anchors:
            name = anchor.at.id.removesuffix(")").replace(":", "/").replace("(", "/").replace(".", "/").split("/")[-1]
            assert lines[anchor.line][anchor.column :].startswith(name)
            assert anchor.at.part is Part.NAME


def test_two_folders_have_the_same_files_and_maps_of_their_own() -> None:
    artifacts = emit(documents_app())
    here, there = (source_maps(artifacts, places(), root) for root in ("../..", "../../../server"))
    assert [each.path for each in here] == [each.path for each in there] == ["api.d.ts.map", "dataModel.d.ts.map"]
    sources = Places({"tables/users": Positions("backend/schema.py", (1, 1, 2, 2, 1, 1, 1, 8))}, {})
    for root in ("../..", "../../../server"):
        _, data_model = source_maps(artifacts, sources, root)
        assert json.loads(data_model.text)["sources"] == [f"{root}/backend/schema.py"]
