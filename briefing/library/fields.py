"""The types of the fields of records: what people may write in a field, and how it is read."""

from __future__ import annotations

import re
from typing import Annotated

from briefing.dataclass import AfterValidator, BeforeValidator, Limits
from briefing.document import page_labels
from briefing.document.numbering import spread
from briefing.errors import WrongValueError
from briefing.languages import is_known, is_tag
from briefing.markup import BACKGROUND
from briefing.system.patterns import pattern

LIMIT = pattern(r"(?P<share>(?:100|[0-9]{1,2}(?:\.[0-9]+)?))\s*%|(?P<words>[0-9]{1,6})\s*words?")
"""The two forms of a limit: a percentage of the body, or a number of words."""


def _ranges(value: object) -> tuple[int, ...]:
    """Read `17`, `5-6` or `8-19, 21` as paragraph numbers."""
    try:
        return spread(str(value)[:2_000].split(","))
    except ValueError:
        raise WrongValueError(f"'{value}' is not a list of paragraph numbers", "Write 17, 5-6 or 8-19, 21.") from None


def _page_labels(value: object) -> str:
    """Check a list of printed pages such as `i-xii, 1-240`."""
    try:
        page_labels.read(str(value))
    except ValueError:
        what = f"'{value}' is not a list of the pages of the copy, in order"
        raise WrongValueError(what, "Write 1-240, or i-xii, 1-240, with _ for a page without a number.") from None
    return str(value)


def _cluster(value: object) -> str:
    text = str(value).strip().removeprefix("[").removesuffix("]")
    if not text.startswith("@"):
        raise WrongValueError(f"'{value}' is not a citation", f'Write "@source-id, ¶13" or "@{BACKGROUND}".')
    return f"[{text}]"


def _language(value: str) -> str:
    if not is_tag(value):
        raise WrongValueError(f"'{value}' is not a language code", "Write a code such as en, ru or kk-KZ (BCP 47).")
    if not is_known(value):
        raise WrongValueError(f"there is no language '{value}'", "Write a code such as en, ru or kk-KZ (BCP 47).")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise WrongValueError(f"'{value}' is not a web address", "Write the whole address, beginning with https://.")
    return value


def _limit(value: str) -> str:
    if value and not LIMIT.fullmatch(value):
        raise WrongValueError(f"'{value}' is not a limit", "Write a percentage, such as 25%, or a number of words, such as 400 words.")
    return value


def _spdx(value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*", value):
        raise WrongValueError(f"'{value}' is not the code of a licence", "Write a code from spdx.org/licenses, such as CC-BY-4.0.")
    return value


def _isbn(value: str) -> str:
    """Check an ISBN by its check digit (ISO 2108): ten digits, of which the last may be X, or thirteen."""
    if not value:
        return value
    if "," in value:
        return ", ".join(_isbn(each.strip()) for each in value.split(","))
    digits = re.sub(r"^ISBN(?:-1[03])?:?|[\s–-]", "", value, flags=re.IGNORECASE).upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        fits = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        fits = sum((10 - place) * _digit(digit) for place, digit in enumerate(digits)) % 11 == 0
    else:
        raise WrongValueError(f"'{value}' is not an ISBN", "Write the 10 or 13 digits as in the book, such as 978-0-306-40615-7.")
    if not fits:
        what = f"'{value}' is not an ISBN: its last digit does not fit the others"
        raise WrongValueError(what, "Compare it with the book. An ISBN is such as 978-0-306-40615-7.")
    return value


def _issn(value: str) -> str:
    """Check an ISSN by its check digit (ISO 3297)."""
    if not value:
        return value
    if "," in value:
        return ", ".join(_issn(each.strip()) for each in value.split(","))
    digits = re.sub(r"^ISSN:?|[\s–-]", "", value, flags=re.IGNORECASE).upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        raise WrongValueError(f"'{value}' is not an ISSN", "Write the 8 digits as in the journal, such as 0317-8471.")
    if sum((8 - place) * _digit(digit) for place, digit in enumerate(digits)) % 11:
        what = f"'{value}' is not an ISSN: its last digit does not fit the others"
        raise WrongValueError(what, "Compare it with the journal. An ISSN is such as 0317-8471.")
    return value


def _digit(character: str) -> int:
    return 10 if character == "X" else int(character)


def _doi(value: str) -> str:
    found = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
    if value and not re.fullmatch(r"10\.[0-9.]+/\S+", found):
        raise WrongValueError(f"'{value}' is not a DOI", "Write it as it is printed, such as 10.1000/182.")
    return found


def _title(value: str) -> str:
    if not any(character.isprintable() and not character.isspace() for character in value):
        raise WrongValueError("the title is empty", "Write a title.")
    return value


def _heading(value: str) -> str:
    return _title(value) if value else value


Paragraphs = Annotated[tuple[int, ...], BeforeValidator(_ranges, json_schema_input_type=int | str)]
"""The numbers of paragraphs of a source, counted from 1."""
PageLabels = Annotated[str, BeforeValidator(_page_labels, json_schema_input_type=int | str)]
"""The numbers that are printed on pages, in order."""
Markdown = Annotated[str, "blocks"]
"""A text of any length. `"blocks"` is the form in which `markup.parse` reads it."""
MarkdownLine = Annotated[str, "line"]
"""A text of one paragraph, with emphasis, links and citations."""
MarkdownTitle = Annotated[str, AfterValidator(_heading), "title"]
"""A heading, with emphasis; empty where there is none. Characters that nobody sees are no heading."""
Title = Annotated[str, AfterValidator(_title)]
"""A title without marks; it has letters or signs that can be seen."""
Citation = Annotated[str, BeforeValidator(_cluster), "line"]
"""One cluster of citations, in brackets."""
Count = Annotated[int, Limits(ge=1, le=100_000_000)]
"""A whole number from 1. No text has more words or paragraphs than the limit; a larger number is a slip."""
Minutes = Annotated[int, Limits(ge=1, le=10_000)]
"""Minutes in class, up to a week of days and nights."""
LanguageTag = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Isbn = Annotated[str, AfterValidator(_isbn)]
"""An ISBN, with or without hyphens, or several with commas between them; their check digits fit."""
Issn = Annotated[str, AfterValidator(_issn)]
"""An ISSN, or several with commas between them; their check digits fit."""
Doi = Annotated[str, AfterValidator(_doi)]
"""A DOI; an address of doi.org becomes one."""
Limit = Annotated[str, AfterValidator(_limit)]
"""A percentage of the body (`25%`) or a number of words (`400 words`)."""
LicenceId = Annotated[str, AfterValidator(_spdx)]
"""The code of a licence in the SPDX list."""
