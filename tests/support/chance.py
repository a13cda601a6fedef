"""Random packs, the same for the same seed: every block within every other that may hold it."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from briefing.assemble.endnotes import without_foot
from briefing.document import (
    Band,
    Bar,
    BarChart,
    Blank,
    Blanks,
    Block,
    Blocks,
    BulletList,
    Callout,
    Chart,
    Citation,
    Code,
    Column,
    Definition,
    Definitions,
    Digest,
    Divider,
    Document,
    Emphasis,
    Equation,
    Figure,
    Formula,
    Indexed,
    IndexEntry,
    Inline,
    InlinePicture,
    Inlines,
    Language,
    LineBreak,
    Link,
    MatrixChart,
    NameIndex,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    PageNumber,
    Panel,
    Paragraph,
    Picture,
    Question,
    Quote,
    Reference,
    Row,
    ScanCode,
    Script,
    Section,
    SmallCaps,
    SourcePage,
    Span,
    Spoken,
    Strong,
    Struck,
    Table,
    Text,
    Tick,
    TimeChart,
    WritingSpace,
    plain,
    walk,
)
from briefing.document.changing import inlines, replaced
from briefing.document.plots import Dot, DotChart, DotRow, Group, GroupChart, Lane, LaneChart, LaneMark, Line, LineChart, LinePanel, Point
from briefing.render import FORMATS, renderer
from briefing.theme.model import A4, LETTER, Theme, without_margin_notes
from tests.support.mathematics import FORMULAS
from tests.support.random_maps import world_map
from tests.support.sample import KAZAKH, SQUARE, SQUARE_PDF, SQUARE_SVG, UZBEK, prose, t

_BACKWARD = "النهر طوله 650 كيلومترا، وفيه «ماء» عذب ירדן הוא (נהר) קצר, بين 3-5 סעיף §4 دولتين!"
"""Words of scripts that run from right to left, with figures, brackets and signs between them."""
IDENTIFIER = "urn:uuid:00000000-0000-5000-8000-000000000000"


@cache
def blank_pdf() -> bytes:
    """Return a PDF with one page and nothing on it."""
    import pikepdf

    file = pikepdf.new()
    file.add_blank_page()
    file.save(target := io.BytesIO(), deterministic_id=True)
    return target.getvalue()


class Chance:
    """Makes random packs: every block within every other that may hold it."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = (prose(0, 7) + " " + KAZAKH + " " + UZBEK + " Verkehrsinfrastrukturfinanzierungsgesellschaft").split()
        self._ids = 0
        self._placements = ["margin", "margin", "foot"]
        self._marked: list[str] = []

    def pack(self) -> Document:
        """Return a document; the same for the same seed."""
        sections = self._with_endnotes(tuple(self._section(1) for _ in range(self._random.randint(1, 4))))
        cover: Any = self._random.choice(["page", "block"])
        depth = self._random.randint(0, 3)
        pack = Document("A pack", sections, IDENTIFIER, cover=cover, contents_depth=depth, kicker=self._text(3), byline=self._text(2))
        if self._ids % 3:  # nothing is drawn for that, so that other packs stay as they were
            told = (Text("Information to May 2019; "), Reference("id-1", t("changes since on page")), Text("\u00a0"), PageNumber("id-1"))
            pack = replace(pack, status=told)
        if cover == "block" or self._random.random() < 0.5:
            return pack
        return replace(pack, frontispiece=replace(self._picture(t(self._text(3))), caption=()))

    def _with_endnotes(self, sections: Blocks) -> Blocks:
        """Move the footnotes of some packs to their end. Nothing is drawn for that, so that other packs stay as they were."""
        return sections if self._ids % 3 else self._noted_at_the_end(sections)

    def _noted_at_the_end(self, sections: Blocks) -> Blocks:
        found = [each for each in walk(sections) if isinstance(each, Note) and each.placement == "foot"]
        if not found:
            return sections
        notes = tuple(replace(each, placement="end") for each in found)
        return (*without_foot(sections), Section(self._id(), t("Notes"), notes, "endnotes"))

    def columned_pack(self) -> Document:
        """Return a document in two columns, with its notes at the end and its boxes in the text; the same for the same seed."""
        self._placements = ["foot"]
        pack = self.pack()
        blocks = replaced(pack.blocks, lambda block: replace(block, placement="flow") if isinstance(block, Callout) else None)
        return replace(pack, blocks=self._noted_at_the_end(blocks), columns=2)

    def backward_pack(self) -> Document:
        """Return a document that runs from right to left, with words of both directions beside each other; the same for the same seed."""
        words = _BACKWARD.split()
        self._words = [*words, *self._random.sample(self._words, len(words))]
        return replace(self.pack(), language=self._random.choice(["ar", "he"]), direction="rtl")

    def teacher_pack(self) -> Document:
        """Return a document with notes on leaves and answers beside blocks of it; the same for the same seed."""
        self._placements = ["margin", "foot", "leaf", "leaf"]
        pack = self.pack()
        self._placements = ["foot"]
        ids = [each.id for each in walk(pack.blocks) if isinstance(each, Question | Section)]
        answers = (replace(self._section(4), beside=each) for each in self._random.choices(ids, k=self._random.randint(0, 6)))
        holds = Section(self._id(), t(self._text(5)), self._blocks(1), "chapter")
        return replace(pack, supplement=(holds, *answers), edition="Teacher edition")

    def indexed_pack(self) -> Document:
        """Return a pack with an index of names: of some of its words, with entries that send readers to others."""
        pack, marks = self.pack(), list[str]()

        def marked(inline: Inline) -> Inlines | None:
            if isinstance(inline, Formula):  # its words are not those that are drawn
                return (inline,)
            if isinstance(inline, Text | Strong | Language) and plain(inline).strip() and self._random.random() < 0.4:
                marks.append(f"mention-{len(marks)}")
                return (Indexed((f"name {len(marks) % 7}",), (inline,), marks[-1]),)
            return None

        def change(block: object) -> Paragraph | None:
            return inlines(block, marked) if isinstance(block, Paragraph) else None

        blocks = replaced(pack.blocks, change)
        entries = tuple(IndexEntry(f"entry-{each}", f"name {each}", tuple(marks[(each - 1) % 7 :: 7])) for each in range(7))
        see = IndexEntry("entry-see", "another: name", (), ("entry-1", "entry-2"))
        index = NameIndex("names", (see, replace(entries[0], see=("entry-3",)), *entries[1:]), "See", "See also")
        return replace(pack, blocks=(*blocks, Section("index", t("Index"), (index,), "index")))

    def _id(self) -> str:
        self._ids += 1
        return f"id-{self._ids}"

    def _text(self, most: int) -> str:
        return " ".join(self._random.choices(self._words, k=self._random.randint(1, most)))

    def _inlines(self, most: int, depth: int = 0) -> Inlines:
        parts: list[Inline] = [Text(self._text(most))]
        for _ in range(self._random.randint(0, 3)):
            inner = self._inlines(4, depth + 1) if depth < 2 else t(self._text(3))
            parts.append(Text(" "))
            parts.append(self._inline(inner, depth))
            if self._random.random() < 0.5:
                parts.append(Text(", " + self._text(most)))
        return tuple(parts)

    def _inline(self, inner: Inlines, depth: int) -> Inline:
        plain = t(self._text(4))
        match self._random.randrange(14 if depth == 0 else 3):
            case 0:
                return Emphasis(inner)
            case 1:
                return Strong(inner)
            case 2:
                return Language("kk", plain)
            case 3:
                return Link("https://example.org/?a=1&b=(2)", (*plain, Emphasis(plain)))
            case 4:
                return LineBreak()
            case 5:
                found = Reference("id-1", plain)
                return Citation((Text("("), found, Text(", ¶4)"))) if self._ids % 2 else found
            case 6:
                return self._inline_picture() if self._ids % 2 else Spoken("words left out", t("[…]"))
            case 7:
                return Struck(plain)
            case 8:
                return Script(plain, self._random.choice(["super", "sub"]))
            case 9:
                return Code(plain)
            case 10:
                return SmallCaps(plain)
            case 12:
                return PageNumber("id-1")
            case 11:
                return self._random.choice([each for each in FORMULAS if not each.apart])
            case _:
                note = self._id()
                self._marked.append(note)
                return NoteMark(note, inner if self._random.random() < 0.8 else ())

    def _noted(self, block: Block) -> Iterator[Block]:
        yield block
        for note in self._marked:
            placement: Any = self._random.choice(self._placements)
            kind = self._random.choice(["", "Context"])
            words: Inlines = t(self._text(self._random.choice([5, 60])))
            yield Note(note, note[3:], kind, words if self._ids % 3 else (*words, self._inline_picture(), *words), placement)
        self._marked = []

    def _section(self, level: int) -> Section:
        name = self._id()
        blocks = [each for _ in range(self._random.randint(0, 7)) for each in self._noted(self._block(2))]
        if self._random.random() < 0.3:
            blocks += self._drawn()
        if self._ids % 5 == 0:
            blocks.append(self._source_page())
        if level < 4 and self._random.random() < 0.6:
            blocks.append(self._section(level + 1))
        role: Any = self._random.choice(["chapter", "chapter", "introduction", "glossary", "references", "questions", "colophon"])
        return Section(name, t(self._text(9)), tuple(blocks), role)

    def _blocks(self, depth: int) -> Blocks:
        return tuple(each for _ in range(self._random.randint(1, 3)) for each in self._noted(self._block(depth)))

    def _block(self, depth: int) -> Block:
        chance = self._random
        styles: tuple[Any, ...] = ("body", "body", "lead", "small", "letter")
        match chance.randrange(11 if depth else 3):
            case 3:
                return self._numbered(Quote(self._id(), self._blocks(0), self._inlines(5), chance.choice([None, "kk"])))
            case 4:
                return self._numbered(Digest(self._id(), self._blocks(depth - 1), t(self._text(5))))
            case 5:
                points = tuple(self._blocks(depth - 1) for _ in range(chance.randint(1, 5)))
                return BulletList(points, chance.choice(["", "", "".join(chance.choice("☐☑•") for _ in points)]))
            case 6:
                items = tuple(self._blocks(depth - 1) for _ in range(chance.randint(1, 12)))
                numeral: Any = chance.choice(["decimal", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"])
                return NumberedList(items, chance.randint(1, 99), numeral, chance.choice(["%.", "%)", "(%)"]))
            case 7:
                style: Any = chance.choice(["glossary", "facts", "references", "terms"])
                term = () if style == "references" else t(self._text(4))
                return Definitions(tuple(Definition(self._id(), term, self._blocks(depth - 1)) for _ in range(chance.randint(1, 5))), style)
            case 8:
                return self._table()
            case 9:
                return Callout(
                    self._id(), chance.choice([(), t(self._text(4))]), self._blocks(depth - 1), chance.choice(["flow", "margin"])
                )
            case 10:
                return Question(self._id(), str(chance.randint(1, 30)), self._blocks(0), t(self._text(5)))
            case 2 if depth == 2:
                return self._to_fill_in()
            case _:
                return Paragraph(self._inlines(chance.choice([5, 40, 90])), chance.choice(styles))

    def _numbered(self, passage: Quote | Digest) -> Quote | Digest:
        """Number the lines or the paragraphs of some passages. Nothing is drawn for that, so that other packs stay as they were."""
        kind: Any = ("", "", "lines", "paragraphs")[self._ids % 4]
        blocks = enumerate(passage.blocks, 1)
        numbered = tuple(replace(each, number=str(at)) if isinstance(each, Paragraph) else each for at, each in blocks)
        return replace(passage, blocks=numbered, numbering=kind) if kind else passage

    def _to_fill_in(self) -> Block:
        chance = self._random
        match chance.randrange(7):
            case 0:
                return PageBreak()
            case 6:
                formula = chance.choice([each for each in FORMULAS if each.apart])
                return Equation(self._id(), (formula,), chance.choice(["", "12"]))
            case 5:
                words = chance.choice([(), t(self._text(5))])
                label = chance.choice(["", "Figure 2"])
                return replace(self._picture(words), label=label)
            case 4:
                return Divider()
            case 1:
                return Blanks(
                    tuple(Blank(self._text(2), self._text(1) if chance.random() < 0.3 else "") for _ in range(chance.randint(1, 4)))
                )
            case 2:
                modules = tuple("".join(chance.choice("01") for _ in range(25)) for _ in range(25))
                return ScanCode("https://example.org/a", modules, "Code", t("https://example.org/a"))
            case _:
                return WritingSpace(chance.randint(1, 40), "Answer")

    def _picture(self, words: Inlines) -> Picture:
        """Return a picture in pixels, or a drawing."""
        picture = Picture(self._id(), self._random.choice(["", self._text(5)]), words, words, self._random.random(), 0, 40, 20, data=SQUARE)
        return replace(picture, svg=SQUARE_SVG, pdf=SQUARE_PDF) if self._random.random() < 0.5 else picture

    def _inline_picture(self) -> InlinePicture:
        """Return a picture in a line. Nothing is drawn for that, so that other packs stay as they were."""
        alt, share, points = ("A square" * (self._ids % 3 > 0)), 0.3 * (self._ids % 5 == 0), 90.0 * (self._ids % 7 == 0)
        wide, high = [(40, 20), (4000, 200), (20, 2000), (40, 20), (40, 20)][self._ids % 5]
        made = InlinePicture(alt, "", share, points, wide, high, data=SQUARE)
        return replace(made, svg=SQUARE_SVG, pdf=SQUARE_PDF) if self._ids % 4 == 1 else made

    def _source_page(self) -> SourcePage:
        """Return a page of a source, as content or as a picture. Nothing is drawn for that, so that other packs stay as they were."""
        texts = [" ".join(self._words[at : at + 5 * at]) for at in range(1, 2 + self._ids % 4)]
        quote = Quote(self._id(), tuple(Paragraph(t(text)) for text in texts), t(self._words[0]), (None, "kk")[self._ids % 2])
        wide, high = (300 + self._ids % 9 * 60, 200 + self._ids % 7 * 110)
        places = tuple(edge for at in range(len(texts)) for edge in (10.0, 40.0 * at, 210.0, 40.0 * at + 30))
        pieces = (b"q", *(b"10 %d 200 30 re f EMC" % (40 * at) for at in range(len(texts) - 1)), b"0 0 20 20 re f EMC Q")
        as_content = {"pieces": pieces, "targets": (*range(len(texts) - 1), -1), "matrix": (0, 1, -1, 0, high, 0), "resources": blank_pdf()}
        as_picture = {"data": SQUARE, "wide": 4, "high": 4}
        drawn: Any = as_picture if self._ids % 2 else as_content
        return SourcePage(self._id(), (quote,), wide, high, wide, high, places, **drawn)

    def _table(self) -> Table:
        chance = self._random
        count = chance.randint(1, 7)
        aligns: tuple[Any, ...] = ("start", "centre", "end")
        columns = tuple(Column(t(self._text(2)), chance.choice([0.5, 1, 3]), chance.choice(aligns)) for _ in range(count))
        rows = tuple(tuple(t(self._text(8)) if chance.random() < 0.9 else () for _ in columns) for _ in range(chance.randint(1, 40)))
        if self._ids % 3 == 0:
            head, *others = rows
            rows = ((*head[:-1], (*head[-1], self._inline_picture(), *head[-1])), *others)
        return Table(
            self._id(),
            self._inlines(4),
            columns,
            rows,
            chance.choice(["", "How it is built."]),
            chance.random() < 0.5,
            layout="parallel" if self._ids % 5 == 0 else "",
            label=chance.choice(["", "Table 7"]),
        )

    def _drawn(self) -> Blocks:
        table = self._table()
        figure = Figure(self._id(), t(self._text(8)), self._text(20), self._chart(), table.id, self._random.choice(["", "Figure 3"]))
        if self._random.random() < 0.5:
            figure = replace(figure, measure=self._inlines(5))
        return (figure, *self._noted(table))

    def _chart(self) -> Chart:
        chance = self._random
        names = [self._text(4) for _ in range(chance.randint(1, 12))]
        match chance.randrange(8):
            case 7:
                return world_map(chance)
            case 0:
                whole = chance.choice([None, 0, 5])
                panels = [
                    Panel(self._text(2), self._text(2), tuple(self._bar() for _ in names), whole) for _ in range(chance.randint(1, 8))
                ]
                return BarChart(tuple(Row(name, chance.choice(["", "to October"])) for name in names), tuple(panels))
            case 1:
                bands = tuple(Band(self._spans(), str(2011 + number)) for number in range(len(names)))
                return TimeChart(bands, tuple(Tick(place / 12, self._text(1)) for place in range(12)))
            case 2:
                panels_of_lines = tuple(
                    LinePanel(self._text(2), self._lines(len(names)), self._scale()) for _ in range(chance.randint(1, 2))
                )
                return LineChart(panels_of_lines, tuple(Tick(at / 4, self._text(1)) for at in range(5)), chance.random() < 0.5)
            case 3:
                stacked = chance.random() < 0.5
                series = [self._text(2) for _ in range(chance.randint(1, 8))]
                groups = tuple(Group(Row(name), tuple(self._part(len(series)) for _ in series)) for name in names)
                return GroupChart(tuple(series), self._text(2), groups, stacked, stacked and chance.random() < 0.5)
            case 4:
                series = [self._text(2) for _ in range(chance.randint(1, 8))]
                rows = tuple(DotRow(Row(name), tuple(Dot(self._bar().share, self._text(3)) for _ in series)) for name in names)
                return DotChart(tuple(series), self._text(2), rows, self._scale())
            case 5:
                return LaneChart(tuple(Lane(self._text(2), self._marks()) for _ in range(chance.randint(1, 4))), self._scale())
            case _:
                fills: tuple[Any, ...] = ("full", "half", "empty", "missing")
                columns = tuple(self._text(2) for _ in range(chance.randint(1, 8)))
                return MatrixChart(columns, tuple((name, tuple(chance.choices(fills, k=len(columns)))) for name in names))

    def _lines(self, count: int) -> tuple[Line, ...]:
        return tuple(
            Line(
                self._text(2),
                tuple(
                    Point(at / count, self._random.choice([None, self._random.random()]), self._text(2), self._random.random() < 0.8)
                    for at in range(count)
                ),
            )
            for _ in range(self._random.randint(1, 8))
        )

    def _scale(self) -> tuple[Tick, ...]:
        return tuple(Tick(at / 4, self._text(1)) for at in range(5))

    def _part(self, count: int) -> Bar:
        return Bar(self._random.choice([None, 0.0, self._random.random() / count]), self._text(3))

    def _marks(self) -> tuple[LaneMark, ...]:
        return tuple(
            LaneMark(each.start, each.end, str(number), self._random.choice(["", self._text(4)]), each.is_inferred)
            for number, each in enumerate(self._spans(), 1)
        )

    def _bar(self) -> Bar:
        certainty: Any = self._random.choice(["exact", "about", "limit"])
        return Bar(self._random.choice([None, 0.0, 1.0, self._random.random()]), self._text(3), certainty)

    def _spans(self) -> tuple[Span, ...]:
        starts = sorted(self._random.random() for _ in range(self._random.randint(0, 30)))
        return tuple(Span(start, min(1.0, start + self._random.choice([0.003, 0.08, 1])), self._random.random() < 0.3) for start in starts)


FOR_CHECKERS = 6
"""How many of these packs have every kind of node that chance makes. A test counts them."""


def for_checkers(seed: int) -> Document:
    """Return a pack of one of four kinds: as it is, for a teacher, with an index, or in two columns."""
    chance = Chance(seed)
    return (chance.pack, chance.teacher_pack, chance.indexed_pack, chance.columned_pack)[seed % 4]()


def main() -> None:
    """Draw random packs into a folder, for checkers that are programs: `python -m tests.support.chance FOLDER [COUNT] [FORMAT...]`.

    Without a count, every kind of node is in one of them.
    """
    folder, asked = Path(sys.argv[1]), sys.argv[2:]
    count = int(asked.pop(0)) if asked and asked[0].isdecimal() else FOR_CHECKERS
    folder.mkdir(parents=True)
    for seed in range(count):
        pack, paper = for_checkers(seed), (A4, LETTER)[seed % 2]
        theme = Theme(paper=without_margin_notes(paper, is_filled=True) if pack.columns > 1 else paper)
        for name in (each for each in FORMATS if each in (asked or FORMATS)):
            renderer(name).render(pack, theme, folder / f"{seed}.{name}")


if __name__ == "__main__":
    main()
