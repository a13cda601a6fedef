"""Words are divided where pyphen would divide them."""

from __future__ import annotations

import random
import re

import pyphen
import pytest

from briefing.render.pdf.hyphenation import LEFT, RIGHT, Patterns
from tests.support.places import SHIPPED
from tests.support.variants import variants

WORDS = sorted(set(re.findall(r"[^\W\d_]{4,}", " ".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("seeds/texts/*.md")))))


LANGUAGES = ["en_GB", "en_US", "ru_RU", "fr", "id_ID", "mn_MN", "hu_HU", "sq_AL"]


@pytest.mark.parametrize("language", variants(LANGUAGES, ["en_GB", "ru_RU", "mn_MN"]))
def test_words_are_divided_as_pyphen_divides_them(language: str) -> None:
    """Words of texts, and words that are made of the language's own patterns; in Hungarian some are spelt otherwise when divided."""
    theirs, ours = pyphen.Pyphen(lang=language, left=LEFT, right=RIGHT), Patterns(pyphen.LANGUAGES[language])
    chance, syllables = random.Random(language), sorted(each.strip(".") for each in theirs.hd.patterns)
    made = ["".join(chance.choices(syllables, k=3)) for _ in range(500)]
    wanted = {word: list(map(int, theirs.positions(word))) for word in (*WORDS, *made)}
    assert {word: ours.places(word) for word in wanted} == wanted
    assert any(wanted.values())
