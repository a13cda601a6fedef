"""Parts of a PDF that were drawn before are drawn again, and the file is the one that is made without them."""

from __future__ import annotations

import marshal
import random
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from briefing.document import Block, Document, Emphasis, Note, NoteMark, PageNumber, Paragraph, Section, Text
from briefing.render import pdf
from briefing.render.pdf import document_parts, layout
from briefing.render.pdf.drawn_pages import OtherFontsError
from briefing.render.pdf.drawn_parts import DrawnParts
from briefing.theme.model import LETTER, Theme
from tests.support.chance import Chance
from tests.support.variants import variants

WORDS = "the river rose and the council of Affluence offered a final ferry waffle 1 2 3 7½ Ω «да» naïve x² fjord"


class Kept:
    """A memory that counts what it gives."""

    def __init__(self) -> None:
        self.pieces: dict[str, bytes] = {}
        self.found = 0

    def get(self, name: str) -> bytes | None:
        """Return what is kept."""
        self.found += name in self.pieces
        return self.pieces.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""
        self.pieces[name] = data


def build(document: Document, theme: Theme, memory: Kept | None = None) -> bytes:
    """Return the PDF of a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        pdf.render(document, theme, path, memory=memory)
        return path.read_bytes()


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS.split()) for _ in range(count))


def chapter(chance: random.Random, name: str) -> Section:
    """Return a chapter of paragraphs, one with a footnote, and a section in it."""
    blocks: list[Block] = []
    for number in range(chance.randint(1, 12)):
        note = f"{name}-note-{number}"
        marked = chance.random() < 0.3
        mark = (NoteMark(note, ()),) if marked else ()
        blocks.append(Paragraph((Text(words(chance, chance.randint(3, 120))), Emphasis((Text(" aside"),)), *mark)))
        if marked:
            blocks.append(Note(note, str(number + 1), "", (Text(words(chance, 12)),), "foot"))
    inner = Section(f"{name}-inner", (Text(f"Within {name}"),), (Paragraph((Text(words(chance, 60)),)),))
    return Section(name, (Text(f"Chapter {name}"),), (*blocks, inner))


def document(chapters: list[Section]) -> Document:
    return Document("Rivers", tuple(chapters), "urn:uuid:0", cover="page", contents_depth=2, language="en-GB")


@pytest.mark.parametrize(("seed", "changes"), variants([(0, 4), *product(range(4), [7])], [(0, 4)]))
def test_file_is_the_same_after_each_of_many_changes(seed: int, changes: int) -> None:
    """Chapters are written anew, added, moved and deleted; each file has the bytes of one that nothing was remembered for."""
    chance, kept, theme = random.Random(seed), Kept(), Theme(paper=LETTER) if seed % 2 else Theme()
    chapters = [chapter(chance, f"c{number}") for number in range(5)]
    for number in range(changes + 1):
        assert build(document(chapters), theme, memory=kept) == build(document(chapters), theme)
        at = chance.randrange(len(chapters))
        match number % 4:
            case 0:
                chapters[at] = chapter(chance, chapters[at].id)
            case 1:
                chapters.insert(at, chapter(chance, f"new{number}"))
            case 2:
                chapters.append(chapters.pop(at))
            case _:
                del chapters[at]
    assert kept.found > 1.5 * changes


@pytest.mark.parametrize("seed", variants([100, 107], []))
def test_random_packs_are_the_same(seed: int) -> None:
    """With everything that a pack can have, as often as it is built."""
    pack, theme, kept = Chance(seed).pack(), Theme(), Kept()
    pack = replace(pack, cover="page")
    alone = build(pack, theme)
    assert [build(pack, theme, memory=kept) for _ in range(2)] == [alone, alone]


def test_only_what_has_changed_is_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other chapters are taken from the memory, whatever is before them."""
    chance, kept, made = random.Random(1), Kept(), list[str]()
    chapters = [chapter(chance, f"c{number}") for number in range(4)]
    true = document_parts.set_part

    def counted(*given: object) -> object:
        made.append(getattr(given[3].blocks[0], "id", "") if given[3].blocks else "contents")  # type: ignore[attr-defined]
        return true(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(layout, "set_part", counted)
    build(document(chapters), Theme(), memory=kept)
    assert made == ["contents", "c0", "c1", "c2", "c3"]
    made.clear()
    chapters[1] = chapter(chance, "c1")
    build(document(chapters), Theme(), memory=kept)
    assert made == ["contents", "c1"]


def test_parts_that_name_pages_are_set_again_only_for_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has the bytes of one that nothing was remembered for, also where the pages move."""
    chance, kept, made = random.Random(5), Kept(), list[str]()
    chapters = [chapter(chance, f"c{number}") for number in range(2)]
    names = Section("names", (Text("Where"),), tuple(Paragraph((Text("See page "), PageNumber(each.id))) for each in chapters))
    true = document_parts.set_part

    def counted(*given: object) -> object:
        made.append(getattr(given[3].blocks[0], "id", "") if given[3].blocks else "contents")  # type: ignore[attr-defined]
        return true(*given)  # type: ignore[arg-type]

    def set_now(first: Section) -> list[str]:
        pack = document([names, first, *chapters[1:]])
        made.clear()
        file = build(pack, Theme(), memory=kept)
        now = sorted(made)
        assert file == build(pack, Theme())
        return now

    monkeypatch.setattr(layout, "set_part", counted)
    longer = replace(chapters[0], blocks=chapters[0].blocks + tuple(Paragraph((Text(words(chance, 400)),)) for _ in range(3)))
    assert set_now(chapters[0]) == ["c0", "c1", "contents", "names", "names"]
    assert set_now(chapters[0]) == ["contents"]
    assert set_now(longer) == ["c0", "contents", "names"]
    kept.pieces = {name: b"wrong" if name.endswith("places") else piece for name, piece in kept.pieces.items()}
    set_now(longer)


def test_another_look_is_drawn_anew() -> None:
    """What was drawn on other paper or in another language is no help."""
    chapters, kept = [chapter(random.Random(2), "c")], Kept()
    for pack, theme in (
        (document(chapters), Theme()),
        (document(chapters), Theme(paper=LETTER)),
        (replace(document(chapters), language="de"), Theme()),
    ):
        assert build(pack, theme, memory=kept) == build(pack, theme)
    assert kept.found == 0


def test_page_with_codes_that_another_file_has_given_away_otherwise(tmp_path: Path) -> None:
    """A pair of a glyph and characters that few files have gets its code when it is first shown: then all is drawn anew."""
    rare = "q̃ x̌ "  # letters with combining accents, which no code of a character stands for
    first = document([chapter(random.Random(3), "a"), Section("b", (Text("B"),), (Paragraph((Text(f"{rare} j̇"),)),))])
    kept = Kept()
    build(first, Theme(), memory=kept)
    then = replace(first, blocks=(Section("a", (Text("A"),), (Paragraph((Text(f"ž̧ j̇ {rare[::-1]}"),)),)), first.blocks[1]))
    with pytest.raises(OtherFontsError):
        pdf._render(then, Theme(), tmp_path / "then.pdf", lambda _: None, DrawnParts(kept, then, Theme()))
    assert build(then, Theme(), memory=kept) == build(then, Theme())


@pytest.mark.parametrize("damaged", [b"", b"wrong", marshal.dumps(None), marshal.dumps(([], [], 0)), marshal.dumps(([1], [], 0, []))])
def test_what_does_not_fit_is_not_used(damaged: bytes) -> None:
    """It is drawn anew."""
    pack, kept = document([chapter(random.Random(4), name) for name in "ab"]), Kept()
    alone = build(pack, Theme(), memory=kept)
    kept.pieces = dict.fromkeys(kept.pieces, damaged)
    assert build(pack, Theme(), memory=kept) == alone


def test_pages_are_counted_with_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formats that only ask for the pages of the PDF set what has changed, and are told the same."""
    chance, kept, made = random.Random(6), Kept(), list[object]()
    chapters = [chapter(chance, f"c{number}") for number in range(3)]
    build(document(chapters), Theme(), memory=kept)
    chapters[1] = chapter(chance, "c1")
    pack = document(chapters)
    alone = pdf.pages(pack, Theme()), pdf.places(pack, Theme())
    true = document_parts.set_part

    def counted(*given: object) -> object:
        made.append(given)
        return true(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(layout, "set_part", counted)
    assert (pdf.pages(pack, Theme(), kept), pdf.places(pack, Theme(), kept)) == alone
    assert len(made) == 4  # the contents list and a chapter, twice
