"""Scripts from right to left are refused, wherever a text comes from, and no other script is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.document.directions import RIGHT_TO_LEFT, script
from briefing.errors import BriefingError
from briefing.languages import is_known
from briefing.render.pdf import render
from briefing.theme.model import Theme
from tests.support.sample import KAZAKH, TAJIK, document, para

BACKWARD = {"Arabic": "م", "Hebrew": "ה", "Syriac": "ܐ", "Thaana": "ހ", "Nko": "ߊ", "Samaritan": "ࠀ", "Adlam": "𞤀"}
FORWARD = (KAZAKH, TAJIK, "Ελλάδα", "አማርኛ", "中文", "हिन्दी", "ไทย", "ქართული", "հայերեն", "§ ½ “—” ﬁ 𝑄 😀")


@pytest.mark.parametrize("name", BACKWARD)
def test_script_from_right_to_left_is_known(name: str) -> None:
    """Each of them is recognised and named."""
    found = RIGHT_TO_LEFT.search(f"a {BACKWARD[name]}")
    assert found
    assert script(found[0]) == name


@pytest.mark.parametrize("text", FORWARD)
def test_script_from_left_to_right_is_not(text: str) -> None:
    """No letter that runs as Latin does is taken for one of them."""
    assert not RIGHT_TO_LEFT.search(text)


def test_pdf_never_prints_words_backwards(tmp_path: Path) -> None:
    """The renderer refuses them itself, with the words around, for texts that come from no file of the library, such as names of people."""
    with pytest.raises(BriefingError, match=r"Hebrew words run from right to left.*Sara שרה Cohen"):
        render(document(para("Sara שרה Cohen")), Theme(), tmp_path / "a.pdf")


def test_languages_that_exist() -> None:
    """Languages, scripts and regions of CLDR are known, also those of three letters; others are not."""
    known = ("en", "en-GB", "en-001", "es-419", "kk-Cyrl-KZ", "uz-Latn", "crh", "sr-latn-rs", "zh-Hant-TW", "de-1996")
    assert [tag for tag in known if not is_known(tag)] == []
    assert [tag for tag in ("xx", "xx-XX", "en-QX", "qqx", "kk-Abcd") if is_known(tag)] == []
