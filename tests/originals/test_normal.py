"""Normalising: which forms of a text are the same text, and which say something else."""

from __future__ import annotations

import pytest

from briefing.originals.normal import fold, normalise
from briefing.originals.note_marks import guesses, note_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("office", "oﬃce"),
        ("ﬁnal flow", "final ﬂow"),
        ("Sarn 1923", "Ｓａｒｎ　１９２３"),
        ("Q1", "𝑄𝟏"),
        ("the toll…", "the toll..."),
        ("café", "cafe\u0301"),
        ("“old” ‘toll’", "«old» 'toll'"),
        ("1911–1923", "1911-1923"),
        ("toll\u00adbooth\u200b", "tollbooth"),
        ("the\u2066 toll\u2069\ufe0e \U000e0100of\u202a 5\u034f%\u180e\u2063", "the toll of 5%"),
        ("twenty\u2011third\u202fof\u3000May", "twenty-third of May"),
        ("ﺍﻟﻨﻬﺮ", "النهر"),
        ("The gauges are read.[12] Then", "The gauges are read. Then"),
        ("the gauges[7], and", "the gauges, and"),
        ("in 1923[3][4] or", "in 1923 or"),
        ("“the gauges”[9] are", "“the gauges” are"),
        ("the [register](https://example.org/r) of", "the register of"),
        (r"the \*register\* of", "the *register* of"),
    ],
)
def test_forms_of_one_text_are_the_same(one: str, other: str) -> None:
    """Ligatures, width, fonts, accents of their own, marks of notes, wrappers of links."""
    assert normalise(one).text == normalise(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10⁶ people", "106 people"),
        ("10⁻⁶", "10-6"),
        ("2½ years", "21⁄2 years"),
        ("2½ years", "21/2 years"),
        ("m² of land", "m2 of land"),
        ("H₂O", "H2O"),
        ("in 202②", "in 2022"),
        ("in 202➋", "in 2022"),
        ("in 202⒉", "in 2022."),
        ("Sarⁿ", "Sarn"),
        ("Ⓢarn", "Sarn"),
        ("2ª", "2a"),
        ("5 ㎞", "5 km"),
        ("№", "No"),
        ("Ⅳ", "IV"),
        ("[300] dead and [12] wounded", "dead and wounded"),
        ("[300] dead and [12] wounded", "[300] dead and [13] wounded"),
        ("the dead ([12]) and", "the dead () and"),
        ("“[12] towns”", "“ towns”"),
        ("read twice. [12] In summer", "read twice. In summer"),
        ("no[300]dead", "nodead"),
        ("held at para.[45] that", "held at para. that"),
        ("as Rule[3] says", "as Rule says"),
        ("x[1] > x[2]", "x > x"),
        ("see paras.[4]–[6] below", "see paras.–[6] below"),
        ("см. п.[4] и", "см. п. и"),
        ("in 19[91] it", "in 19 it"),
        ("of 12[3],000 towns", "of 12,000 towns"),
        ("on page[12] of", "on page of"),
        ("see vol.[2] of", "see vol. of"),
        ("the [third](3) of", "the third of"),
    ],
)
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    """Superscripts, subscripts, fractions, circled and squared signs; numbers in brackets that are no marks of notes."""
    assert normalise(one).text != normalise(other).text


@pytest.mark.parametrize("text", ["10⁶ m² and 2½", "[300] dead", "read[12]", r"\[12\] and word\[12\]", "in 202②…"])
def test_what_is_printed_folds_to_what_was_found(text: str) -> None:
    """A printed text has neither wrappers nor marks of notes any more, and is not searched for them."""
    found = normalise(text)
    printed = "".join(text[place] for place in dict.fromkeys(found.places))
    assert fold(printed) == found.text


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("One[1] two[2] three[3] and about[300] more.",), ("about[300]",)),
        (("One[1] two[2] or 20[3] goats[3] and four[4].",), ()),  # 20[3] is where the third mark is expected
        (("One[1] two[2] three[3] and then 20[3] goats.",), ("20[3]",)),
        (("One[1] two[2] three[1] and then 20[2] goats.",), ()),  # marks are used again here
        (("It took[57] so[58] long[59] that",), ()),  # pages from the middle of a book
        (("It took[57] so long.", "[57] See above."), ()),  # a list of notes has it
        (("It took[57] so long.",), ("took[57]",)),
        (("It ends.[57] Then[58] it goes on, with[7] more.",), ("with[7]",)),
        (("Voss [2–4] says[1] that[5, 6] it[7] is",), ("it[7]",)),
        (("Voss says[1] that[2–4] it[5] is",), ()),
        (("A[1][2] word[3], of 30[12],000",), ("word[3]",)),
        (("No[12] of it",), ()),  # a number behind such a word is never a mark
    ],
)
def test_marks_of_notes_are_told_by_the_other_numbers_of_the_copy(paragraphs: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Only numbers behind a letter or a digit can be words of the text."""
    assert note_marks(paragraphs).words == words


def test_a_guess_is_said() -> None:
    """Which numbers are left out of quotations, and which are kept; nothing where only signs are before the marks."""
    assert list(guesses(("It ends.[1] It begins.[2]",))) == []
    said = list(guesses(("One[1] two[2] three[3] and about[300] more.",)))
    assert said == [
        "numbers in brackets that are taken for marks of notes, and that quotations leave out: 1–3",
        "numbers in brackets that are taken for words of the text: “about[300]”",
    ]
