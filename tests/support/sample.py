"""A document that uses every node and every option of the model: what the renderers' tests draw and read back."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image

from briefing.document import (
    Band,
    Bar,
    BarChart,
    Blank,
    Blanks,
    Block,
    BulletList,
    Callout,
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
    Term,
    Text,
    Tick,
    TimeChart,
    WritingSpace,
)
from tests.support.mathematics import FORMULAS

RECORD = (
    "The committee met again in the spring and heard two witnesses, whose accounts agreed on the date but not on the cause. ",
    "What the ledger calls a loan was in practice a gift, and everybody in the valley knew it; only the clerk did not write it down. ",
    "Rivers were measured twice a year, once by the engineers and once by the people who lived from them. ",
    "A road is a promise that somebody else will keep, said the foreman, and asked for the money in advance. ",
    "Nobody had counted the herds since the winter of the great frost, so that every later figure rests on a guess. ",
    "The minutes are short where the quarrel was long, and long where there was nothing to decide. ",
    "It is tempting to read the map as a plan; it was drawn afterwards, to explain what had already happened. ",
)


def square() -> bytes:
    """Return a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), (90, 120, 160)).save(stream, "PNG")
    return stream.getvalue()


def page_of_square() -> bytes:
    """Return the same picture as a page of a PDF."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(40, 20))
        page.Contents = pdf.make_stream(b"0.35 0.47 0.63 rg 0 0 40 20 re f")
        page.Resources = pikepdf.Dictionary()
        pdf.save(stream, static_id=True)
    return stream.getvalue()


SQUARE = square()
SQUARE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#5a78a0"/></svg>'
SQUARE_PDF = page_of_square()
KAZAKH = "Қазақстан — Орталық Азиядағы мемлекет; әріптері: Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і."
KYRGYZ = "Кыргызстан тоолуу өлкө; тамгалары: Ң ң Ө ө Ү ү."
TAJIK = "Тоҷикистон кишвари кӯҳистон аст; ҳарфҳо: Ғ ғ Ӣ ӣ Қ қ Ӯ ӯ Ҳ ҳ Ҷ ҷ."
TURKMEN = "Türkmenistan çöl ýurdudyr; harplary: Ç ç Ä ä Ž ž Ň ň Ö ö Ş ş Ü ü Ý ý. Түркменистан: Ә ә Җ җ Ң ң Ө ө Ү ү."
UZBEK = "Oʻzbekiston gʻoza yurti: Oʻ oʻ Gʻ gʻ Sh sh Ch ch ʼ. Ўзбекистон: Ў ў Қ қ Ғ ғ Ҳ ҳ."


def t(text: str) -> Inlines:
    """Return plain words as a run of inlines."""
    return (Text(text),)


def document(*blocks: Block, **fields: Any) -> Document:
    """Return a pack of some blocks, without a cover and a contents list."""
    fields = {"cover": "block", "contents_depth": 0, **fields}
    return Document("A pack", blocks, "urn:uuid:00000000-0000-5000-8000-000000000000", **fields)


def prose(start: int, sentences: int) -> str:
    """Return some sentences of a made-up record, another choice for each start."""
    return "".join(RECORD[(start + 3 * n) % len(RECORD)] for n in range(sentences)).strip()


def para(*children: Inline | str) -> Paragraph:
    """Return a paragraph of running text."""
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in children))


def _words() -> Section:
    nested = Emphasis((Text("a title with "), Strong(t("weight")), Text(" inside")))
    return Section(
        "words",
        t("How to read this pack"),
        (
            Paragraph(
                t("This chapter opens with a lead: one paragraph in a larger size that says what is at stake and why it matters."), "lead"
            ),
            para(
                "Running text knows ",
                Emphasis(t("emphasis")),
                ", ",
                Strong(t("importance")),
                " and ",
                nested,
                ". It links to ",
                Link("https://example.org/archive?series=7&box=3", t("the archive of the commission")),
                ", to ",
                Link("mailto:desk@example.org", t("the reading desk")),
                " and, inside the pack, to ",
                Reference("agreements", t("the table of agreements")),
                " and ",
                Citation((Text("("), Reference("source-ledger", t("Clerk 1931")), Text(", ¶7)"))),
                ". The first use of ",
                Term("term-corridor", t("corridor")),
                " leads to the glossary.",
            ),
            para("One paragraph may break", LineBreak(), "its line on purpose, and ", NoteMark("note-1", ()), "hang a note on a place."),
            Note(
                "note-1",
                "1",
                "",
                (
                    Text("A plain note at the foot of the page, with "),
                    Emphasis(t("a title")),
                    Text(" and "),
                    Link("https://example.org/notes", t("a link")),
                    Text("."),
                ),
                "foot",
            ),
            para(
                *(
                    "Formulas have scripts: E = (mc)",
                    Script(t("max")),
                    ", (H)",
                    Script(t("eq"), "sub"),
                    ". ",
                    Struck(t("Words that are out")),
                    " are ",
                ),
                *("read still; ", Code(t("=SUM(B2:B9)")), " is typed as it is; ", SmallCaps(t("The Sarn Company")), " is a name."),
            ),
            Divider(),
            Section(
                "words-letters",
                t("Letters of five languages"),
                (
                    para("Kazakh: ", Language("kk", t(KAZAKH))),
                    para("Kyrgyz: ", Language("ky", t(KYRGYZ))),
                    para("Tajik: ", Language("tg", t(TAJIK))),
                    para("Turkmen: ", Language("tk", t(TURKMEN))),
                    para("Uzbek: ", Language("uz", t(UZBEK))),
                    para("Signs: “double” ‘single’ «angle» – — … ½ € ₸ → § ¶ × ≥ 5\u00a0%."),
                ),
            ),
            Section(
                "words-long",
                t("Long words and long names"),
                (
                    para(
                        "Wasserstraßenverwaltungsvorschriftensammlung, Verkehrsinfrastrukturfinanzierungsgesellschaft, "
                        "counterrevolutionarymisunderstandings and "
                        "https://example.org/a/very/long/address/that/does/not/want/to/break/anywhere stay inside the measure. ",
                        prose(1, 3),
                    ),
                    Section(
                        "words-level-3",
                        t("A third level"),
                        (
                            para(prose(2, 3)),
                            Section(
                                "words-level-4",
                                t("A fourth level, which is the deepest"),
                                (
                                    para(prose(3, 3)),
                                    Paragraph(t("A small remark that stands alone: figures are rounded, and sums may differ."), "small"),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        "introduction",
    )


def _passages() -> Section:
    return Section(
        "passages",
        t("Two passages and an account"),
        (
            Paragraph(
                t("A quotation is exact, a digest is ours; they must not look alike: one must see at a glance whose words they are."),
                "lead",
            ),
            Section(
                "passages-road",
                t("The road that was promised"),
                (
                    Quote(
                        "quote-road",
                        (
                            Paragraph(
                                (
                                    Text("“Whoever pays for the "),
                                    NoteMark("note-a", t("second road")),
                                    Text(" will ask who drives on it. " + prose(4, 2)),
                                )
                            ),
                            Note(
                                "note-a",
                                "a",
                                "Context",
                                (
                                    Text("The first road was washed away in "),
                                    Emphasis(t("one")),
                                    Text(" night; see "),
                                    Reference("agreements", t("the table")),
                                    Text(" on page "),
                                    PageNumber("agreements"),
                                    Text("."),
                                ),
                                "margin",
                                "Editor",
                            ),
                            Paragraph(
                                (
                                    Text(prose(5, 2) + " We signed because "),
                                    NoteMark("note-b", (Text("a "), Strong(t("signature")), Text(" costs nothing"))),
                                    Text(" and a refusal "),
                                    Spoken("words left out", t("[…]")),
                                    Text(" costs "),
                                    FORMULAS[1],
                                    Text(" of a winter.”"),
                                )
                            ),
                            Note(
                                "note-b",
                                "b",
                                "Criticism",
                                t("The engineer’s own report gives another reason: the loan was due."),
                                "margin",
                                "Editor",
                            ),
                        ),
                        (
                            Text("A. Foreman, "),
                            Emphasis(t("Letters from the Pass")),
                            Text(" (1931), ¶ 13; "),
                            Link("https://example.org/letters", t("read the whole")),
                            Text("."),
                        ),
                    ),
                    para("Between two passages stands a sentence of our own.", NoteMark("note-2", ()), " ", prose(6, 2)),
                    Note(
                        "note-2",
                        "2",
                        "Source",
                        t("Taken from the minutes of the second session, which survive in one copy only."),
                        "foot",
                        "Editor",
                    ),
                    Quote(
                        "quote-kazakh",
                        (Paragraph(t("Жол — көпір, көпір — үміт. Қарттар бізді жылы қабылдады: ұлы дала, өңір, ғылым, күй, ән.")),),
                        t("Kazakh proverb, as the commission wrote it down."),
                        "kk",
                    ),
                ),
            ),
            Section(
                "passages-ledger",
                t("What the ledger shows"),
                (
                    Digest(
                        "digest-ledger",
                        (
                            Paragraph(
                                (
                                    Text(prose(0, 3) + " The clerk’s "),
                                    NoteMark("note-c", t("three columns")),
                                    Text(" do not add up, and were not meant to."),
                                )
                            ),
                            Note(
                                "note-c", "c", "Term", t("Promised, paid, remembered: the third was kept by heart."), "margin", "Translator"
                            ),
                            Note(
                                "note-d",
                                "d",
                                "Link",
                                (
                                    Text("On the whole account: compare "),
                                    Link("https://example.org/ledger", t("the printed ledger")),
                                    Text("."),
                                ),
                                "margin",
                                "Editor",
                            ),
                            BulletList(((para("one column for what was promised,"),), (para("one for what was paid."),))),
                        ),
                        (
                            Text("Digest of: "),
                            Reference("source-ledger", t("Clerk 1931")),
                            Text(", ¶ 1–4, in our words."),
                            NoteMark("note-d", ()),
                        ),
                    ),
                    para(prose(2, 4)),
                ),
            ),
        ),
    )


def _lists() -> Section:
    inner: Block = NumberedList(
        (
            (para("first step inside"),),
            (para("second step inside"), BulletList(((para("third level, a point"),), (para("third level, another"),)))),
        )
    )
    return Section(
        "lists",
        t("Lists, boxes and definitions"),
        (
            BulletList(
                (
                    (para("A point."),),
                    (para("A point with two paragraphs."), para("The second paragraph of the point. " + prose(1, 1))),
                    (para("A point that holds a list:"), inner),
                )
            ),
            BulletList(((para("A task."),), (para("A task that is done."), para("Its second paragraph.")), (para("A point."),)), "☐☑•"),
            para("A numbered list follows, then another that starts again."),
            NumberedList(
                (
                    (para("Read the passage."),),
                    (para("Mark the words that carry the argument."),),
                    (para("Compare with the table."), BulletList(((para("by year,"),), (para("by payer."),)))),
                )
            ),
            para("The second list:"),
            NumberedList(((para("One again."),), (para("Two again."),))),
            para("Lists with letters, in Roman numbers, and in brackets:"),
            NumberedList(((para("One."),), (para("Two."),)), 1, "lower-alpha"),
            NumberedList(((para("One."),), (para("Two."),)), 3, "lower-alpha", "(%)"),
            NumberedList(((para("One."),), (para("Two."),)), 1, "upper-roman", "%)"),
            Definitions((Definition("term-gauge", t("Gauge"), (para("A board with feet and inches."),)),), "terms"),
            Callout("box-plain", (), (para("A box without a title."),)),
            Picture(
                "picture-river",
                "The river at dusk",
                t("The Sarn"),
                t("Kim Roe · CC0-1.0"),
                0.6,
                wide=40,
                high=20,
                label="Figure 9",
                data=SQUARE,
            ),
            SourcePage(
                *(
                    "page-of-ferry-1",
                    (Quote("reading-ferry-1", (Paragraph(t("The ferry book of the Sarn.")),), t("Roe 2021, p. 113"), "kk"),),
                ),
                *(300.0, 150.0, 300.0, 150.0),
                places=(10.0, 100.0, 290.0, 130.0),
                data=SQUARE,
                wide=40,
                high=20,
            ),
            Picture("picture-rule", "", (), (), points=60, wide=40, high=20, data=SQUARE),
            Picture("picture-map", "A map", (), (), points=60, wide=40, high=20, data=SQUARE, svg=SQUARE_SVG, pdf=SQUARE_PDF),
            para("A list that goes on where another stopped:"),
            NumberedList(((para("Seven."),), (para("Eight."),)), 7),
            Callout(
                "box-river",
                t("The river in figures"),
                (
                    Definitions(
                        (
                            Definition("fact-length", t("Length"), (para("1,415 km"),)),
                            Definition("fact-basin", t("Basin"), (para("309,000 km², of which two thirds lie above the pass"),)),
                            Definition("fact-states", t("States on its banks"), (para("three, ", Emphasis(t("four before 1931"))),)),
                        ),
                        "facts",
                    ),
                    para("A box may hold a sentence, too, and a list:"),
                    BulletList(((para("low water in August,"),), (para("ice from December."),))),
                    Paragraph(t("Figures: survey of 1931."), "small"),
                ),
            ),
            para(prose(3, 3)),
            Definitions(
                (
                    Definition("fact-capital", t("Seat"), (para("The town at the confluence"),)),
                    Definition("fact-members", t("Members of the commission"), (para("Five; seven after the second session"),)),
                ),
                "facts",
            ),
        ),
    )


def _drawings(details: str) -> tuple[Figure, ...]:
    """Return a chart of every kind of bar, one of time, and one of squares."""
    rows = (Row("Upper crossing", "to October"), Row("Қызылсу"), Row("Sea"))
    bars = (Bar(1.0, "about 4,000", "about"), Bar(-0.25, "−1,000"), Bar(None, "not counted"))
    shares = (Bar(0.4, "two of five"), Bar(0.8, "at most four", "limit"), Bar(0.0, "none"))
    chart = BarChart(rows, (Panel("Boats", "a year", bars), Panel("Gauges", "of five", shares, 5), Panel("Bridges", "of all", shares, 0)))
    readings = (Span(0, 0.001), Span(0, 0.5), Span(0.2, 0.25, is_inferred=True), Span(0.9, 1))
    times = TimeChart((Band(readings, "1890"), Band((), "1891")), (Tick(0, "spring"), Tick(0.5, "autumn")))
    matrix = MatrixChart(("Dues", "Fleet"), (("The valley", ("full", "half")), ("Қызылсу", ("empty", "missing"))))
    return (
        Figure("drawing-boats", (Text("Boats on the "), Emphasis(t("Sarn"))), "More boats than gauges.", chart, details),
        Figure("drawing-times", t("When the gauges were read"), "Four readings, most of them early.", times, details),
        Figure("drawing-towns", t("Who pays"), "The valley pays its dues.", matrix, details),
    )


def _tables() -> Section:
    payers = ("the valley", "the province", "the railway", "nobody, as it turned out", "a foreign bank")
    rows = tuple(
        (
            t(str(1890 + n)),
            (Text(f"Agreement {n + 1} on the "), Emphasis(t(("road", "bridge", "canal")[n % 3])), Text(" at the upper crossing")),
            t(payers[n % 5]),
            t(f"{(n * 37 + 11) * 100:,}"),
            t(f"{n * 3 % 17},{n % 10} %"),
            t("yes") if n % 3 else (),
        )
        for n in range(44)
    )
    columns = (
        Column(t("Year"), 0.7),
        Column(t("Agreement"), 2.4),
        Column(t("Paid by"), 1.5),
        Column(t("Sum"), 0.9, "end"),
        Column(t("Share"), 0.9, "end"),
        Column(t("Kept"), 0.7, "centre"),
    )
    crest = InlinePicture("The crest of the town", points=20, wide=40, high=20, data=SQUARE, svg=SQUARE_SVG, pdf=SQUARE_PDF)
    small = Table(
        "plain-table",
        t("A table without row heads"),
        (Column(t("From")), Column(t("To"))),
        ((t("upper crossing"), (*t("confluence "), crest)), (t("confluence"), t("sea"))),
        row_heads=False,
    )
    return Section(
        "tables",
        t("Agreements, year by year"),
        (
            para("The table runs over the end of a page; its head comes again."),
            Table(
                "agreements",
                (Text("Agreements on roads, bridges and canals, 1890–1933, with "), Emphasis(t("sums as promised"))),
                columns,
                rows,
                "One row for each year: the agreement, who paid, the sum, its share of the budget, and whether it was kept.",
            ),
            para(prose(5, 2)),
            small,
            *_drawings(small.id),
            para(prose(6, 2)),
        ),
    )


CODE = tuple("".join(str((x * y + x + y) % 3 % 2) for x in range(25)) for y in range(25))


def _questions() -> Section:
    return Section(
        "questions",
        t("Questions"),
        (
            Blanks((Blank("Name", weight=2), Blank("Group", "Délta 4"), Blank("Date"))),
            para("Answer in full sentences."),
            Table(
                "table-compare",
                t("The accounts side by side"),
                (Column(t("Account"), 0.7), Column(t("Claim")), Column(t("Evidence"))),
                ((t("Hale"), (), ()), (t("Orr"), t("The road was promised."), ())),
                "A row for each account, to be filled in by hand.",
                room=3,
            ),
            Equation("eq-cost", (FORMULAS[3],), "1"),
            ScanCode(
                "https://example.org/ledger",
                CODE,
                "Code to scan; it opens example.org/ledger",
                (Link("https://example.org/ledger", t("The ledger")), Text(": https://example.org/ledger")),
            ),
            Question(
                "question-1",
                "1",
                (para("What does the foreman fear? Give ", Strong(t("two")), " reasons, and cite the passage."),),
                (Text("Understand · 10 minutes · "), Reference("quote-road", t("The road that was promised"))),
            ),
            WritingSpace(6, "Answer to question 1"),
            Question(
                "question-2",
                "2",
                (para("Compare the two accounts."), BulletList(((para("Where do they agree?"),), (para("Where not?"),)))),
                t("Analyse · 20 minutes"),
            ),
            WritingSpace(10, "Answer to question 2"),
            Question("question-3", "3", (para("A question without details or room."),)),
            PageBreak(),
            Question(
                "question-10", "10", (para("Who should have kept the ledger? " + prose(0, 2)),), t("Evaluate · 30 minutes · in pairs")
            ),
            WritingSpace(14, "Answer to question 10"),
        ),
        "questions",
    )


def _apparatus() -> tuple[Section, ...]:
    glossary = Definitions(
        (
            Definition("term-basin", t("basin"), (para("All the land whose water runs to one river."),)),
            Definition(
                "term-corridor",
                (Text("corridor ("), Language("kk", t("дәліз")), Text(")")),
                (
                    para(
                        "A strip of land along which goods travel, with roads, rails and the offices that let them through; see ",
                        Term("term-basin", t("basin")),
                        ".",
                    ),
                    para("In the ", Indexed(("ledger",), t("ledger"), "mention-0"), " the word also means the loan itself."),
                ),
            ),
            Definition(
                "term-ledger",
                t("ledger"),
                (para("The book in which sums are written, and, in the valley, what everybody remembers. " + prose(1, 2)),),
            ),
        )
    )
    index = NameIndex(
        "names", (IndexEntry("index-book", "book", (), ("index-ledger",)), IndexEntry("index-ledger", "ledger")), "See", "See also"
    )
    references = Definitions(
        (
            Definition(
                "source-foreman",
                (),
                (
                    para(
                        "Foreman, A. (1931). ",
                        Emphasis(t("Letters from the Pass")),
                        ". Upper Crossing: Valley Press. ",
                        Link("https://example.org/letters", t("example.org/letters")),
                    ),
                ),
            ),
            Definition(
                "source-ledger",
                (),
                (
                    para(
                        "Clerk, B. (1931). “The ledger and the road: a long title that needs a second line and shows the indent”. ",
                        Emphasis(t("Proceedings of the Commission")),
                        ", 4(2), 11–29.",
                    ),
                ),
            ),
        ),
        "references",
    )
    return (
        Section("glossary", t("Glossary"), (glossary, index), "glossary"),
        Section(
            "sources",
            t("Sources"),
            (Paragraph(t("What is printed here was checked against the copies named below."), "small"), references),
            "references",
        ),
        Section("colophon", t("About this pack"), (para("Set in Spectral and Fira Sans. Nothing here happened."),), "colophon"),
    )


def sample() -> Document:
    """Return the sample: about twenty pages, every node, every option."""
    plain_chapters = tuple(
        Section(
            f"chapter-{n}",
            t(f"Chapter of plain prose, number {n}"),
            (
                Section(f"chapter-{n}-spring", t("In spring"), tuple(para(prose(n + i, 4 + i % 3)) for i in range(5))),
                Section(
                    f"chapter-{n}-autumn",
                    t("In autumn, when the water is low and the road is dry"),
                    tuple(para(prose(n + i, 3 + i % 4)) for i in range(4)),
                ),
            ),
        )
        for n in (1, 2)
    )
    return Document(
        title="Roads, Rivers and Ledgers",
        blocks=(_words(), _passages(), _lists(), _tables(), *plain_chapters, _questions(), *_apparatus()),
        identifier="urn:uuid:6f2d1c5e-6a1f-5c2b-9b0a-2f6f1c9d7e11",
        subtitle="An annotated reader on corridors that were never built",
        kicker="Seminar 4 · Spring term",
        byline="The briefing authors",
        date="21 November 2026",
        stamp="2026-11-21T00:00:00Z",
        description="A made-up pack that uses everything a pack can hold. It is drawn in each format and read back.",
        subject="Regional cooperation",
        keywords=("corridors", "rivers", "ledgers"),
        rights="All words in this sample are our own.",
        contents_depth=2,
    )
