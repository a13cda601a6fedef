"""Chapters of an EPUB that were written before are put into it, and the file is the one that is made without them."""

from __future__ import annotations

import marshal
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.document import (
    Bar,
    BarChart,
    Block,
    Definition,
    Definitions,
    Document,
    Figure,
    Formula,
    Language,
    Note,
    NoteMark,
    PageNumber,
    Panel,
    Paragraph,
    PrintPage,
    Quote,
    Reference,
    Row,
    Section,
    Text,
    walk,
)
from briefing.render import epub
from briefing.render.epub.chapters import Chapter
from briefing.render.epub.xhtml_blocks import BlockWriter
from briefing.theme.model import Theme
from tests.support.chance import Chance
from tests.support.variants import variants

WORDS = "the river rose and the council offered a final ferry <&> «да» naïve x² fjord"
MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'


class Kept:
    """A memory that counts the chapters that it gives."""

    def __init__(self) -> None:
        self.pieces: dict[str, bytes] = {}
        self.found = 0

    def get(self, name: str) -> bytes | None:
        """Return what is kept."""
        self.found += name in self.pieces and name.startswith("chapter")
        return self.pieces.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""
        self.pieces[name] = data


def build(document: Document, memory: Kept | None = None) -> bytes:
    """Return the EPUB of a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.epub"
        epub.render(document, Theme(), path, memory)
        return path.read_bytes()


def words(chance: random.Random, count: int) -> tuple[Text, ...]:
    return (Text(" ".join(chance.choice(WORDS.split()) for _ in range(count))),)


def chapter(chance: random.Random, name: str, others: Sequence[str]) -> Section:
    """Return a chapter of random blocks: with notes, a formula, words that run backward, and references to other chapters."""
    blocks: list[Block] = []
    for number in range(chance.randint(1, 8)):
        id_ = f"{name}-{number}"
        match chance.randrange(6):
            case 0:
                blocks.append(Paragraph((*words(chance, 20), NoteMark(id_, ()))))
                blocks.append(Note(id_, "1", "", words(chance, 12), "foot"))
            case 1:
                blocks.append(Paragraph((*words(chance, 4), Formula("x", MATHML, (Text("x"),)))))
            case 2:
                blocks.append(Paragraph((Language("ar", (Text("نهر"),)), *words(chance, 4))))
            case 3:
                target = chance.choice(others)
                blocks.append(Paragraph((Text("See "), Reference(target, (Text("there"),)), Text(", page "), PageNumber(target))))
            case 4:
                blocks.append(Quote(id_, (Paragraph(words(chance, 9)),), ()))
            case _:
                blocks.append(Paragraph(words(chance, 30)))
    return Section(name, words(chance, 4), tuple(blocks))


def document(chapters: Sequence[Section], chance: random.Random) -> Document:
    """Return a pack, pages of which begin at random blocks."""
    count = sum(isinstance(each, Block) for each in walk(tuple(chapters)))
    begins = sorted(chance.sample(range(count), min(count, 9)))
    pages = (PrintPage("1", None), *(PrintPage(str(label), place) for label, place in enumerate(begins, 2)))
    return Document("Rivers", tuple(chapters), "urn:uuid:0", cover="page", contents_depth=2, language="en-GB", pages=pages)


@pytest.mark.parametrize("seed", variants(range(6), [0, 1]))
def test_file_is_the_same_after_each_of_many_changes(seed: int) -> None:
    """Chapters are written anew, added, moved and deleted, and pages move; each file is the one that nothing was remembered for."""
    chance, kept = random.Random(seed), Kept()
    names = [f"c{number}" for number in range(6)]
    chapters = [chapter(chance, name, names[:3]) for name in names]
    for number in range(10):
        pack = document(chapters, random.Random(seed + number // 3))
        assert build(pack, kept) == build(pack)
        at = chance.randrange(3, len(chapters))
        match number % 4:
            case 0:
                chapters[at] = chapter(chance, chapters[at].id, names[:3])
            case 1:
                chapters.insert(at, chapter(chance, f"new{number}", names[:3]))
            case 2:
                chapters.insert(0, chapters.pop(at))
                chapters.append(chapters.pop(0))
            case _:
                del chapters[at]
    assert kept.found > 10


@pytest.mark.parametrize("seed", variants([100, 107], []))
def test_random_packs_are_the_same(seed: int) -> None:
    """With everything that a pack can have, as often as it is built."""
    pack, kept = replace(Chance(seed).pack(), cover="page"), Kept()
    alone = build(pack)
    assert [build(pack, kept) for _ in range(2)] == [alone, alone]


def written(pack: Document, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Build a pack, and return the files of the chapters that are written for it."""
    names: list[str] = []
    true = BlockWriter.write

    def noted(writer: BlockWriter, chapter: Chapter) -> object:
        names.append(chapter.name)
        return true(writer, chapter)

    with monkeypatch.context() as patch:
        patch.setattr(BlockWriter, "write", noted)
        file = build(pack, kept)
    assert file == build(pack)
    return names


def test_only_what_has_changed_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter that is led to from others is not among these as long as it stays where it is."""
    first, second = (Section(name, (Text(name),), (Paragraph((Text("Words"),)),)) for name in "ab")
    third = Section("c", (Text("c"),), (Paragraph((Reference("a", (Text("There"),)),)),))
    pack, kept = Document("Rivers", (first, second, third), "urn:uuid:0", cover="page"), Kept()
    assert written(pack, kept, monkeypatch) == ["ch001.xhtml", "ch002.xhtml", "ch003.xhtml"]
    longer = replace(first, blocks=(*first.blocks, Paragraph((Text("More"),))))
    assert written(replace(pack, blocks=(longer, second, third)), kept, monkeypatch) == ["ch001.xhtml"]


def test_answers_of_the_rest_of_the_pack_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter is written again if a link leads to another file, a note has another mark, or a page another number."""
    note = Note("n", "1", "", (Text("A note"),), "end")
    asking = Section("a", (Text("A"),), (Paragraph((Text("x"), NoteMark("n", ()), Reference("b", (Text("B"),)), PageNumber("b"))),))
    other, notes = Section("b", (Text("B"),), (Paragraph((Text("y"),)),)), Section("c", (Text("C"),), (note,))
    pages = (PrintPage("1", 0), PrintPage("2", 2))
    pack, kept = Document("Rivers", (asking, other, notes), "urn:uuid:0", cover="page", pages=pages), Kept()
    written(pack, kept, monkeypatch)
    assert written(pack, kept, monkeypatch) == []
    assert "ch001.xhtml" in written(replace(pack, blocks=(asking, notes, other)), kept, monkeypatch)
    marked = replace(notes, blocks=(replace(note, mark="7"),))
    assert "ch001.xhtml" in written(replace(pack, blocks=(asking, other, marked)), kept, monkeypatch)
    assert "ch001.xhtml" in written(replace(pack, pages=(PrintPage("1", 0), PrintPage("3", 2))), kept, monkeypatch)
    sources = Section("b", (Text("B"),), (Definitions((Definition("b1", (), (Paragraph((Text("Roe"),)),)),), "references"),))
    written(replace(pack, blocks=(asking, sources, notes)), kept, monkeypatch)


def test_note_that_is_marked_in_two_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its second mark has an id of its own, and is the first where the chapter before is gone."""
    first = Section("a", (Text("A"),), (Paragraph((Text("One"), NoteMark("n", ()))), Note("n", "1", "", (Text("A note"),), "foot")))
    second = Section("b", (Text("B"),), (Paragraph((Text("Two"), NoteMark("n", ()))),))
    last = Section("c", (Text("C"),), (Note("n", "1", "", (Text("A note"),), "end"),))
    pack, kept = Document("Rivers", (), "urn:uuid:0", cover="page"), Kept()
    for chapters in ((first, second, last), (second, last), (first, second, last), (second, first, last)):
        written(replace(pack, blocks=chapters), kept, monkeypatch)


def test_same_paragraph_in_two_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that say the same can be one node. Then the mark of a page is before the first of them, whatever is remembered."""
    shared = Paragraph((Text("The same words"),))
    one, two = Section("a", (Text("A"),), (shared,)), Section("b", (Text("B"),), (Paragraph((Text("Words"),)), shared))
    pack, kept = Document("Rivers", (), "urn:uuid:0", cover="page"), Kept()
    apart = replace(two, blocks=(two.blocks[0], Paragraph((Text("The same words"),))))
    changed = replace(two, blocks=(Paragraph((Text("Other words"),)), shared))
    for chapters in ((one, two), (one, apart), (one, changed), (one, two)):
        for first in range(5):
            written(replace(pack, blocks=chapters, pages=(PrintPage("1", 0), PrintPage("2", first))), kept, monkeypatch)


def test_drawings_of_a_chapter_that_is_known_stay_known() -> None:
    """When its words change later, its drawings need not be drawn again."""

    class Run(Kept):
        """A memory that forgets what a run does not use, as the cache does."""

        def __init__(self, before: Run | None = None) -> None:
            super().__init__()
            self._before = before.pieces if before else {}

        def get(self, name: str) -> bytes | None:
            found = self.pieces.get(name) or self._before.get(name)
            if found is not None:
                self.pieces[name] = found
            return found

    chart = BarChart((Row("Dam"),), (Panel("Height", "m", (Bar(0.5, "5"),)),))
    drawn = Section("a", (Text("A"),), (Figure("f", (), "A bar", chart, ""),))
    plain = Section("b", (Text("B"),), (Paragraph((Text("Words"),)),))
    pack = Document("Rivers", (drawn, plain), "urn:uuid:0", cover="page")
    first = Run()
    build(pack, first)
    second = Run(first)
    build(pack, second)
    assert [name for name in second.pieces if name.startswith("figure")]
    assert second.pieces.keys() == first.pieces.keys()


def test_same_paragraph_in_a_chapter_and_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter that is not written again still counts as read: the paragraph behind it is the second of the two."""
    shared = Paragraph((Text("The same words"),))
    one, two = Section("a", (Text("A"),), (shared,)), Section("b", (Text("B"),), (Paragraph((Text("Words"),)),))
    other = replace(two, blocks=(*two.blocks, *two.blocks))
    pack, kept = Document("Rivers", (), "urn:uuid:0", cover="page"), Kept()
    for last in (two, other, two):
        for first in range(4):
            written(replace(pack, blocks=(one, shared, last), pages=(PrintPage("1", 0), PrintPage("2", first))), kept, monkeypatch)


@pytest.mark.parametrize("damaged", [b"", b"wrong", marshal.dumps(None), marshal.dumps(((b"", 0, 0), "a", "", False, [], {}, 0, []))])
def test_what_does_not_fit_is_not_used(damaged: bytes) -> None:
    """It is written anew."""
    chance = random.Random(4)
    pack, kept = document([chapter(chance, name, "ab") for name in "ab"], chance), Kept()
    alone = build(pack, kept)
    kept.pieces = {name: damaged if name.startswith("chapter") else piece for name, piece in kept.pieces.items()}
    assert build(pack, kept) == alone
