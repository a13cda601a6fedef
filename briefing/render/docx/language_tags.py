"""Language tags as Word wants them: with the region by which its proofing tools know a language."""

from __future__ import annotations

REGIONS = {
    "de": "de-DE",
    "en": "en-GB",
    "es": "es-ES",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "kk": "kk-KZ",
    "ky": "ky-KG",
    "mn": "mn-MN",
    "ru": "ru-RU",
    "tg": "tg-Cyrl-TJ",
    "tk": "tk-TM",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "uz": "uz-Latn-UZ",
    "uz-Cyrl": "uz-Cyrl-UZ",
    "uz-Latn": "uz-Latn-UZ",
    "zh": "zh-CN",
}
"""The locale that Windows names for a bare language ([MS-LCID], 2.2)."""


def word_language(tag: str) -> str:
    """Return the tag for `w:lang`; one that names a region already, or that is not known here, stays as it is."""
    return REGIONS.get(tag, tag)
