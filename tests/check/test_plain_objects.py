"""The leak proof reads the objects of a PDF straight from its bytes only where that comes to the same as reading it with a library."""

from __future__ import annotations

import io
import random
from typing import Any

import pikepdf
import pytest

from briefing.check.leaks.finder import Finder
from briefing.check.leaks.pdf_objects import written
from briefing.check.leaks.plain_objects import plain_objects
from briefing.check.leaks.searching import search
from briefing.check.leaks.sought import Passage
from briefing.check.leaks.strings import words
from tests.support.drawn_sample import drawn

SECRET = "the keeper of the lower sluice sold the winter water twice"
FINDER = Finder([Passage("an answer", SECRET)], ["Students read of the upper sluice."])


@pytest.fixture(scope="module")
def ours() -> bytes:
    """Return a file that the program made."""
    return drawn("pdf")


def by_hand(*objects: bytes, shift: int = 0) -> bytes:
    """Return a PDF of a page and more objects. `shift` is by how much the table is wrong about the last of them."""
    page = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    data, starts = b"%PDF-1.7\n", list[int]()
    for number, each in enumerate((*page, *objects), 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    starts[-1] += shift
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(starts) + 1, len(data))
    return data + head + table + end


def test_objects_are_those_that_a_library_reads(ours: bytes) -> None:
    """All of them, each with its strings and names; those with a stream, or with several strings, are left to the library."""
    found = plain_objects(ours)
    assert found is not None
    with pikepdf.open(io.BytesIO(ours)) as pdf:
        objects: dict[tuple[int, int], Any] = {thing.objgen: thing for thing in pdf.objects if isinstance(thing, pikepdf.Object)}
        assert found.keys() == objects.keys()
        assert sum(map(bool, found.values())) > 0.8 * len(found)
        for number, text in found.items():
            said = words(objects[number].unparse(resolved=True)) if not isinstance(objects[number], pikepdf.Stream) else ["", ""]
            assert words(text) == said or (not text and len(said) > 1)


WRITTEN_OTHERWISE = {
    "a remark": by_hand(b"<</A 1 % (\n/B 2>>"),
    "a code in a name": by_hand(b"<</#41lt(abc)>>"),
    "a mark that closes nothing": by_hand(b"<</A/B)>>"),
    "two objects in the place of one": by_hand(b"<</A 1>>\nendobj\n9 0 obj\n<</B 2>>"),
    "another place than the table says": by_hand(b"<</A 1>>", shift=1),
    "no table": by_hand(b"<</A 1>>").replace(b"xref\n0", b"xrfe\n0"),
}


@pytest.mark.parametrize("data", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_file_written_in_another_way_is_left_to_the_library(data: bytes) -> None:
    """Nothing is guessed."""
    assert plain_objects(by_hand(b"<</A 1/B(b \\( c)/C<</D<feff0041>>>>>")) is not None
    assert plain_objects(data) is None


def test_objects_in_streams_and_later_revisions_are_left_to_the_library(ours: bytes) -> None:
    """In both, the table at the end does not name all objects."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(ours)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert plain_objects(packed.getvalue()) is None
    first = by_hand(b"<</Title(Old)>>")
    start = len(first) + 1
    more = b"\n4 0 obj\n<</Title(New)>>\nendobj\n"
    place = len(first + more)
    later = (
        first
        + more
        + b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            start,
            first.index(b"xref\n"),
            place,
        )
    )
    assert plain_objects(later) is None
    with pikepdf.open(io.BytesIO(later)) as pdf:
        assert [each.text for each in written(pdf, later) if b"Title" in each.text] == [b"<< /Title (New) >>"]


@pytest.mark.parametrize(
    "string",
    [
        f"({SECRET})",
        f"(({SECRET}))",
        f"(a (b (c {SECRET}) d) e)",
        f"<{SECRET.encode().hex()}>",
        f"<FEFF{SECRET.encode('utf-16-be').hex()}>",
        f"<</B({SECRET[30:]})/A({SECRET[:30]})>>",
        "<</A[" + "".join(f"({letter})" for letter in SECRET) + "]>>",
    ],
)
def test_words_in_an_object_are_found_however_they_are_written(string: str) -> None:
    """In one string or in many."""
    assert {passage for _, passage, _ in search(by_hand(string.encode()), FINDER)} == {"an answer"}


@pytest.mark.parametrize("seed", range(20))
def test_texts_that_are_searched_together_hide_nothing(seed: int) -> None:
    """Where one of them has the words, at any place and in any letters, the group is suspect."""
    chance = random.Random(seed)
    others = ["The weir is old. ", "Der Wärter schläft — «нет» ", "x" * 11, "", "a1b2c3 " * 30]
    secret = chance.choice([SECRET, SECRET.upper(), SECRET.replace(" ", ",\n"), SECRET.replace("e", "é")])
    around = "".join(chance.choices(others, k=3))
    text = around[: chance.randrange(40)] + secret + around
    holder: str | bytes = text if chance.random() < 0.5 or not secret.isascii() else text.encode(chance.choice(["utf-8", "utf-16"]))
    group: list[str | bytes] = [each if chance.random() < 0.5 else each.encode() for each in chance.choices(others, k=12)]
    assert not FINDER.may_hold(group)
    group.insert(chance.randrange(12), holder)
    assert FINDER.search(holder)
    assert FINDER.may_hold(group)
