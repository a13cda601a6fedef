"""Sections of a Word file that were written before are put into it, and the file is the one that is made without them."""

from __future__ import annotations

import marshal
import random
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from briefing.document import (
    Block,
    BulletList,
    Column,
    Document,
    Link,
    Note,
    NoteMark,
    NumberedList,
    Paragraph,
    Question,
    Section,
    Table,
    Text,
)
from briefing.render import docx
from briefing.theme.model import LETTER, Theme
from tests.support.chance import Chance
from tests.support.variants import variants

WORDS = "the river rose and the council offered a final ferry <&> «да» naïve x² fjord"


class Kept:
    """A memory that counts what it gives."""

    def __init__(self) -> None:
        self.pieces: dict[str, bytes] = {}
        self.found = 0

    def get(self, name: str) -> bytes | None:
        """Return what is kept."""
        self.found += name in self.pieces and not name.startswith("font")
        return self.pieces.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""
        self.pieces[name] = data


def build(document: Document, theme: Theme, memory: Kept | None = None) -> bytes:
    """Return the Word file of a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        docx.render(document, theme, path, memory)
        return path.read_bytes()


def words(chance: random.Random, count: int) -> tuple[Text, ...]:
    return (Text(" ".join(chance.choice(WORDS.split()) for _ in range(count))),)


def section(chance: random.Random, name: str) -> Section:
    """Return a section of random blocks: paragraphs with notes and links, lists, tables, questions."""
    blocks: list[Block] = []
    for number in range(chance.randint(1, 8)):
        id_ = f"{name}-{number}"
        match chance.randrange(6):
            case 0:
                blocks.append(Paragraph((*words(chance, 20), NoteMark(id_, ()))))
                blocks.append(Note(id_, "1", "", words(chance, 12), "foot"))
            case 1:
                blocks.append(NumberedList(tuple((Paragraph(words(chance, 4)),) for _ in range(3))))
            case 2:
                blocks.append(BulletList(tuple((Paragraph(words(chance, 4)),) for _ in range(3))))
            case 3:
                row = (words(chance, 3), words(chance, 6))
                blocks.append(Table(id_, words(chance, 4), (Column(words(chance, 1)), Column(words(chance, 2))), (row, row)))
            case 4:
                blocks.append(Question(id_, str(number + 1), (Paragraph(words(chance, 9)),), ()))
            case _:
                blocks.append(Paragraph((*words(chance, 30), Link(f"https://example.org/{chance.randint(1, 5)}", words(chance, 2)))))
    return Section(name, words(chance, 4), tuple(blocks))


def document(sections: list[Section]) -> Document:
    return Document("Rivers", tuple(sections), "urn:uuid:0", cover="page", contents_depth=2, language="en-GB")


@pytest.mark.parametrize(("seed", "changes"), variants([(0, 4), *product([0, 1, 2, 5], [7])], [(0, 4)]))
def test_file_is_the_same_after_each_of_many_changes(seed: int, changes: int) -> None:
    """Sections are written anew, added, moved and deleted; each file has the bytes of one that nothing was remembered for."""
    chance, kept, theme = random.Random(seed), Kept(), Theme(paper=LETTER) if seed % 2 else Theme()
    sections = [section(chance, f"s{number}") for number in range(6)]
    for number in range(changes + 1):
        pack = replace(document(sections), cover="block" if seed == 5 else "page")
        assert build(pack, theme, kept) == build(pack, theme)
        at = chance.randrange(len(sections))
        match number % 4:
            case 0:
                sections[at] = section(chance, sections[at].id)
            case 1:
                sections.insert(at, section(chance, f"new{number}"))
            case 2:
                sections.append(sections.pop(at))
            case _:
                del sections[at]
    assert kept.found > 1.5 * changes


@pytest.mark.parametrize("seed", variants([100, 107], []))
def test_random_packs_are_the_same(seed: int) -> None:
    """With everything that a pack can have, as often as it is built."""
    pack, kept = Chance(seed).pack(), Kept()
    alone = build(pack, Theme())
    assert [build(pack, Theme(), kept) for _ in range(2)] == [alone, alone]


def test_note_that_is_marked_in_two_sections() -> None:
    """The second mark refers to the first, so neither section is put into another file as it is."""
    first = Section("a", (Text("A"),), (Paragraph((Text("One"), NoteMark("n", ()))), Note("n", "1", "", (Text("A note"),), "foot")))
    second = Section("b", (Text("B"),), (Paragraph((Text("Two"), NoteMark("n", ()))),))
    kept = Kept()
    for sections in ([first, second], [first], [first, second], [second, first]):
        assert build(document(sections), Theme(), kept) == build(document(sections), Theme())


@pytest.mark.parametrize("damaged", [b"", b"wrong", marshal.dumps(None), marshal.dumps(([], [], {}, {}, (), None, (), ()))])
def test_what_does_not_fit_is_not_used(damaged: bytes) -> None:
    """It is written anew."""
    pack, kept = document([section(random.Random(4), name) for name in "ab"]), Kept()
    alone = build(pack, Theme(), kept)
    kept.pieces = dict.fromkeys(kept.pieces, damaged)
    assert build(pack, Theme(), kept) == alone
