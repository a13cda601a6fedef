"""Tables that spreadsheet programs save in old encodings: the letters come out right, and a guess is told."""

from __future__ import annotations

import pytest

from briefing.errors import BriefingError
from briefing.files.table_text import text_of

PROSE = """Role;Who you are;What you want
Upstream;You run eleven gauges – nobody else has any.;A share of the damage.
Downstream;Your treasury has set aside 1.2 million € for gauges.;Twelve hours’ notice.
Dam;You run the dam at Kamenica – a company, and “no ministry”.;To release 12 m³ a second…
"""


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (PROSE, ("cp1252", "cp1254", "cp1257")),
        (PROSE.replace("Kamenica", "Višegora").replace("³", "3"), ("cp1252", "cp1250")),
        ("role;text\nMühle;Sie mahlen für beide Städte – für 5 € je Sack.\nBehörde;§ 3 gilt.\n", ("cp1252", "cp1254")),
        ("rôle;texte\nLe moulin;L’eau à la rivière… « assez »\n", ("cp1252",)),
        ("rola;tekst\nMłyn;Mielesz dla obu miast – za 5 € za worek, jeżeli płacą.\n", ("cp1250",)),
        ("роль;текст\nМельница;Вы мелете – «почти» даром, № 3.\n", ("cp1251",)),
        ("роль;текст\nМельница;Вы мелете почти даром\n", ("cp866", "koi8_r", "mac_cyrillic")),
        ("year;GWh;note\n2020;12;1–2 °C\n2021;13;±3\n2022;14;£5\n", ("cp1252",)),
    ],
)
def test_table_with_signs_of_prose_is_read_rightly(text: str, encodings: tuple[str, ...]) -> None:
    """Dashes, quotation marks and signs of money are no letters of another alphabet."""
    for encoding in encodings:
        found, (warning,) = text_of(text.encode(encoding), "t.csv")
        assert found == text, encoding
        assert warning.severity == "warning"
        assert warning.message.startswith("the encoding is a guess, ")
        assert len(warning.message) < 110


def test_text_that_says_its_encoding_is_no_guess() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of(PROSE.encode(encoding), "t.csv") == (PROSE, [])


def test_encoding_that_is_named_is_taken_or_refused() -> None:
    assert text_of("a;Ж\n".encode("cp866"), "t.csv", "cp866") == ("a;Ж\n", [])
    for wrong in ("utf-8", "nonsense", "hex"):
        with pytest.raises(BriefingError, match=f"--encoding: the file cannot be read as '{wrong}'"):
            text_of("a;Ж\n".encode("cp866"), "t.csv", wrong)


def test_table_that_could_be_two_encodings_is_refused_where_the_user_can_name_one() -> None:
    """Elsewhere the likelier one is taken, and both are told."""
    data = b"name\nA\xe8\n"
    with pytest.raises(BriefingError, match="the encoding of this file is not clear"):
        text_of(data, "t.csv")
    _, (warning,) = text_of(data, "t.csv", option="")
    assert "The first was taken" in warning.message
    assert "--encoding" not in warning.message + warning.hint
