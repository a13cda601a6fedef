"""Title, authors, date and place of publication of a PDF, from first pages as journals, publishers, courts and offices set them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from briefing.originals import bylines
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import Reading
from briefing.theme.font_files import face_path
from briefing.theme.model import SPECTRAL
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, drawn, set_in

BOLD, ITALIC, CYRILLIC = "Times-Bold", "Times-Italic", "Cyrillic"


def row(y: float, words: str, size: float = 10, face: str = "Times-Roman", x: float | None = 70) -> list[At]:
    """Return a line in which `^1^` is raised. Without a place it is in the middle of the page."""
    if face == CYRILLIC:
        registerFont(TTFont(CYRILLIC, str(face_path(SPECTRAL, "regular"))))
    parts = [(part, number % 2) for number, part in enumerate(words.split("^")) if part]
    sizes = [0.62 * size if is_raised else size for _, is_raised in parts]
    wide = sum(stringWidth(part, face, own) for (part, _), own in zip(parts, sizes, strict=True))
    place = 297.5 - wide / 2 if x is None else x
    found = []
    for (part, is_raised), own in zip(parts, sizes, strict=True):
        found.append(At(place, y + (0.36 * size if is_raised else 0), part, own, face))
        place += stringWidth(part, face, own)
    return found


def page(*rows: list[At], body: float = 560) -> bytes:
    """Return an article of two pages with these lines on the first."""
    first = [each for line in rows for each in line]
    text = [*set_in(TEXT, 70, body, 450), *set_in(MORE, 70, body - 50, 450), *set_in(THIRD, 70, body - 100, 450)] if body else []
    return drawn([*first, *text], [*set_in(MORE, 70, 740, 450), *set_in(TEXT, 70, 680, 450)])


PAGES: Mapping[str, tuple[bytes, str, tuple[str, ...], str]] = {
    "a journal with its name above the title, letters for affiliations": (
        page(
            row(790, "Inland Waters 24 (2021) 113–139", 8, x=None),
            row(745, "Inland Waters", 20, x=None),
            row(728, "journal homepage: www.example.com/locate/inland", 7, x=None),
            row(690, "Two gauges on one river: Who counts the water", 14),
            row(674, "of a dry year?", 14),
            row(650, "Almaz Tadesse^a,*^, Pieter van der Meer^b^, Grace A. Okello^a,c^", 11),
            row(630, "^a^ Department of Geography, University of the Lake, Kampala, Uganda", 7, ITALIC),
            row(620, "^b^ Institute of River Studies, Delft, the Netherlands", 7, ITALIC),
            row(70, "^*^ Corresponding author. E-mail address: tadesse@example.org", 8),
            row(60, "© 2021 Example Ltd. All rights reserved.", 8),
        ),
        "Two gauges on one river: Who counts the water of a dry year?",
        ("Tadesse, Almaz", "van der Meer, Pieter", "Okello, Grace A."),
        "2021",
    ),
    "a journal with dots between the names, received and accepted": (
        page(
            row(790, "Int J Inland Law (2019) 7:113–139", 8, "Helvetica"),
            row(750, "ORIGINAL ARTICLE", 9, "Helvetica"),
            row(715, "Bargaining over the Blue Nile: filling rules", 16, "Helvetica-Bold"),
            row(696, "and the politics of drought", 16, "Helvetica-Bold"),
            row(668, "Hossam El-Sayed^1^ · Ana Lucía Pérez^2^ · Jean-Paul Mbeki Jr.^1^", 10, "Helvetica-Bold"),
            row(648, "Received: 3 May 2018 / Accepted: 12 June 2019 / Published online: 1 July 2019", 7),
        ),
        "Bargaining over the Blue Nile: filling rules and the politics of drought",
        ("El-Sayed, Hossam", "Pérez, Ana Lucía", "Mbeki, Jean-Paul, Jr."),
        "2019",
    ),
    "names between their affiliations, a subtitle in italics": (
        page(
            row(730, "Keepers of the Sluice", 20, x=None),
            row(708, "Water and Authority in the Upper Valley", 14, ITALIC, x=None),
            row(675, "Anna Schoenborn", 11, ITALIC, x=None),
            row(661, "University of the Lake", x=None),
            row(648, "a.schoenborn@example.org", 9, x=None),
            row(625, "Baurzhan Rakhmetov", 11, ITALIC, x=None),
            row(611, "Example University, Astana", x=None),
            row(40, "© Example NV, Leiden, 2019", 8),
        ),
        "Keepers of the Sluice: Water and Authority in the Upper Valley",
        ("Schoenborn, Anna", "Rakhmetov, Baurzhan"),
        "2019",
    ),
    "the cover of an archive": (
        page(
            row(760, "Two Gauges on One River", 16, "Helvetica-Bold"),
            row(734, "Author(s): Ada Calder and Pieter van der Meer", 10, "Helvetica"),
            row(718, "Source: Inland Law Review, Vol. 12, No. 3 (Summer, 1987), pp. 201-224", 10, "Helvetica"),
            row(702, "Published by: Example University Press", 10, "Helvetica"),
            row(686, "Stable URL: https://www.archive.example/stable/1234567", 10, "Helvetica"),
            body=0,
        ),
        "Two Gauges on One River",
        ("Calder, Ada", "van der Meer, Pieter"),
        "1987",
    ),
    "the report of a body, in capitals": (
        page(
            row(740, "WATER FOR TWO TOWNS", 24, "Helvetica-Bold"),
            row(712, "How to share a dry river", 14, "Helvetica"),
            row(680, "International Gauge Group", 11, "Helvetica"),
            row(660, "Europe Report No. 231 | 12 May 2022", 10, "Helvetica"),
        ),
        "Water for Two Towns: How to share a dry river",
        ("International Gauge Group",),
        "2022-05-12",
    ),
    "a ministry above the title": (
        page(
            row(760, "Republic of the Upper Valley", 12, x=None),
            row(744, "Ministry of Water and Irrigation", 13, BOLD, x=None),
            row(690, "National Water Strategy 2030", 22, BOLD, x=None),
            row(660, "Oxton, 2019", 11, x=None),
        ),
        "National Water Strategy 2030",
        ("Ministry of Water and Irrigation",),
        "2019",
    ),
    "Russian order, capitals": (
        page(
            row(745, "ВОДЫ И ГРАНИЦЫ В СТЕПИ", 15, CYRILLIC, x=None),
            row(722, "Иванов И.И., Ахметова Г. С.", 11, CYRILLIC, x=None),
            row(706, "Институт востоковедения, Москва", 9, CYRILLIC, x=None),
        ),
        "Воды и границы в степи",
        ("Иванов, И.И.", "Ахметова, Г. С."),
        "",
    ),
    "Russian authors above the title": (
        page(row(760, "И. И. Иванов, Г. С. Ахметова", 11, CYRILLIC, x=330), row(725, "Сток рек и спор о воде", 16, CYRILLIC, x=None)),
        "Сток рек и спор о воде",
        ("Иванов, И. И.", "Ахметова, Г. С."),
        "",
    ),
    "Kazakh names with patronymics": (
        page(
            row(745, "Шекаралық өзендер және су дипломатиясы", 15, CYRILLIC, x=None),
            row(720, "Нұрлан Әбдірахманұлы Қасымов^1^, Айгүл Серікқызы Төлеген^2^", 11, CYRILLIC, x=None),
            row(704, "^1^ Әл-Фараби атындағы университеті, Алматы", 9, CYRILLIC, x=None),
        ),
        "Шекаралық өзендер және су дипломатиясы",
        ("Қасымов, Нұрлан Әбдірахманұлы", "Төлеген, Айгүл Серікқызы"),
        "",
    ),
    "marks of ORCID": (
        page(
            row(740, "Rivers as borders: evidence from forty treaties", 17, "Helvetica-Bold"),
            row(710, "Ada Calder  iD ^1,2,*^, Bo Roe  iD ^1^ and Cy Doe ^2,†^", 11, "Helvetica"),
            row(690, "^1^ Department of Law, Example University; ada@example.org", 9),
            row(640, "Citation: Calder, A.; Roe, B.; Doe, C. Rivers as borders. Waters 2023, 15, 2201.", 8),
        ),
        "Rivers as borders: evidence from forty treaties",
        ("Calder, Ada", "Roe, Bo", "Doe, Cy"),
        "2023",
    ),
    "authors beside each other, each with an affiliation": (
        page(
            row(740, "Learning to Read the Gauge", 18, BOLD, x=None),
            row(700, "Ada Calder", 11, BOLD, x=150),
            row(700, "Bo van Roe", 11, BOLD, x=380),
            row(686, "Example University", x=140),
            row(686, "Institute of Rivers", x=370),
            row(672, "May 12, 2020", 12, x=None),
        ),
        "Learning to Read the Gauge",
        ("Calder, Ada", "van Roe, Bo"),
        "2020-05-12",
    ),
    "a thesis": (
        page(
            row(760, "EXAMPLE UNIVERSITY", 12, x=None),
            row(640, "The Law of the Sluice", 22, BOLD, x=None),
            row(615, "Allocation and Authority in Two Valleys", 14, BOLD, x=None),
            row(560, "by", 12, x=None),
            row(540, "Ada Marie Calder", 14, x=None),
            row(440, "Oxton, 2018", 12, x=None),
            body=0,
        ),
        "The Law of the Sluice: Allocation and Authority in Two Valleys",
        ("Calder, Ada Marie",),
        "2018",
    ),
    "a magazine": (
        page(
            row(740, "The miller’s door", 28, BOLD),
            row(715, "A village keeps its oldest record on its hinges", 13, ITALIC),
            row(692, "By ADA CALDER and BO ROE", 10, "Helvetica"),
            row(678, "Photographs by Cy Doe", 9, "Helvetica"),
        ),
        "The miller’s door",
        ("Calder, Ada", "Roe, Bo"),
        "",
    ),
    "a law review in capitals, notes about the authors": (
        page(
            row(760, "ARTICLES", 12, x=None),
            row(730, "WATER BY THE BELL", 16, x=None),
            row(705, "ADA B. CALDER* & BO ROE**", 11, x=None),
            row(60, "* Professor of Law, Example University. J.D., Oxton; B.A., Example College.", 8),
        ),
        "Water by the Bell",
        ("Calder, Ada B.", "Roe, Bo"),
        "",
    ),
    "a title of two nouns, and a first line of a footnote that is no title": (
        page(
            row(750, "Two Rivers, One Ledger", 18, BOLD),
            row(725, "Ada Calder", 12),
            row(60, "^1^ Figures differ by source; see Table 1.", 8),
        ),
        "Two Rivers, One Ledger",
        ("Calder, Ada",),
        "",
    ),
    "with": (
        page(
            row(745, "Counting the dry months", 18, "Helvetica-Bold"),
            row(720, "Ada Calder with Bo Roe", 11),
            row(700, "Working Paper 14, June 2015", 9),
        ),
        "Counting the dry months",
        ("Calder, Ada", "Roe, Bo"),
        "2015-06",
    ),
    "German titles of persons, a place": (
        page(
            row(760, "Zeitschrift für Stromrecht 14 (2016), S. 113–139", 9, x=None),
            row(730, "Die Schleuse und das Recht", 16, BOLD, x=None),
            row(705, "Von Prof. Dr. Anna von der Heide und Dr. Jürgen Groß, Freiburg", 11, x=None),
        ),
        "Die Schleuse und das Recht",
        ("von der Heide, Anna", "Groß, Jürgen"),
        "2016",
    ),
    "the General Assembly": (
        page(
            row(790, "United Nations", 14),
            row(790, "A/77/123", 14, BOLD, x=430),
            row(760, "General Assembly", 18, BOLD),
            row(762, "Distr.: General", 9, x=430),
            row(750, "12 May 2022", 9, x=430),
            row(670, "Gauges and shares of water", 14, BOLD, x=110),
            row(645, "Report of the Secretary-General", 12, BOLD, x=110),
        ),
        "Gauges and shares of water",
        (),
        "2022-05-12",
    ),
    "a judgment": (
        page(
            row(740, "SUPREME COURT OF THE UPPER VALLEY", 14, BOLD, x=None),
            row(715, "Syllabus", 11, x=None),
            row(690, "UPPER TOWN v. LOWER TOWN", 12, BOLD, x=None),
            row(650, "No. 24–123. Argued November 4, 2025—Decided May 12, 2026", 9, x=None),
        ),
        "Upper Town v. Lower Town",
        (),
        "2026-05-12",
    ),
    "many names in two lines": (
        page(
            row(745, "Forty nights at the gauge", 18, "Helvetica-Bold"),
            row(720, "Ada Calder, Bo Roe, Cy van Doe, Dee", 10, "Helvetica"),
            row(708, "O’Neill, Eve MacDonald & François Müller", 10, "Helvetica"),
            row(690, "School of Law, Example University", 9, ITALIC),
        ),
        "Forty nights at the gauge",
        ("Calder, Ada", "Roe, Bo", "van Doe, Cy", "O’Neill, Dee", "MacDonald, Eve", "Müller, François"),
        "",
    ),
}


def named(reading: Reading) -> tuple[str, ...]:
    """Return the authors as a record has them, family names first."""
    found = []
    for name in bylines.names(reading.author):
        family = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, name.family)))
        found.append(name.literal or ", ".join(filter(None, (family, name.given, name.suffix))))
    return tuple(found)


@pytest.mark.parametrize(("data", "title", "authors", "issued"), PAGES.values(), ids=PAGES)
def test_first_page_says_title_authors_and_date(data: bytes, title: str, authors: tuple[str, ...], issued: str) -> None:
    """Several authors are several, bodies are one, and nothing comes from a footnote."""
    reading = read_pdf(data)
    assert (reading.title, named(reading), reading.issued) == (title, authors, issued)


WHERE = {
    "Inland Waters 24 (2021) 113–139": {"container-title": "Inland Waters", "volume": "24", "page": "113-139"},
    "Int J Inland Law (2019) 7:113–139": {"container-title": "Int J Inland Law", "volume": "7", "page": "113-139"},
    "Rivers Quarterly 14 (2), 113–139 · © 2021 The Authors": {"volume": "14", "issue": "2", "page": "113-139"},
    "Source: Inland Law Review, Vol. 12, No. 3 (Summer, 1987), pp. 201-224": {"volume": "12", "issue": "3", "page": "201-224"},
    "Journal of River Studies, Volume 14, Number 2, Spring 2011, pp. 113-139": {
        "container-title": "Journal of River Studies",
        "issue": "2",
    },
}


@pytest.mark.parametrize(("line", "said"), WHERE.items(), ids=WHERE)
def test_line_of_a_journal_says_where_a_text_appeared(line: str, said: dict[str, str]) -> None:
    """In the head, in the foot, on a cover."""
    work = read_pdf(page(row(790, line, 8), row(730, "A ledger of nights", 18))).work
    assert said.items() <= work.items()
    assert work["type"] == "article-journal"


def test_sentence_with_numbers_is_no_line_of_a_journal() -> None:
    """It may have a year and numbers."""
    line = "The towns met on 4 May 1931 and agreed on 12 (twelve) shares."
    assert read_pdf(page(row(790, line, 8), row(730, "A ledger of nights", 18))).work == {}


def test_language_is_that_of_the_words() -> None:
    """Where the file does not say it."""
    assert read_pdf(page(row(730, "A ledger of nights", 18))).language == "en"
    german = "Die Schleuse und die Brücke sind nicht von der Stadt, und das Wasser ist auch nicht von ihr, die das Recht hat."
    assert read_pdf(drawn(set_in(german, 70, 740, 450))).language == "de"
    assert not re.search("[a-z]", read_pdf(drawn(set_in("Alpha beta gamma delta epsilon zeta eta theta.", 70, 740, 450))).language)
