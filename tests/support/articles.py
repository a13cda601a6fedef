"""The five articles of the shipped pack, on machines that have them."""

from __future__ import annotations

from tests.support.places import ARTICLES

NUMBERS = {
    "emerging-europe-2022": "000",
    "kazantsev-vaisman-2023": "001",
    "engvall-2023": "002",
    "edm-2022": "003",
    "cabar-2022": "004",
}
"""The number with which the file of each begins, by its source."""


def article(source: str) -> str:
    """Return the text of an article."""
    return next(ARTICLES.glob(f"{NUMBERS[source]}_*")).read_text(encoding="utf-8")
