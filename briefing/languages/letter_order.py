"""The order of names in an index: by their letters, whatever their case and their accents, and by nothing else that is in them.

A letter that is another one with a stroke or a tail comes right after that one.
"""

from __future__ import annotations

import itertools
import unicodedata
from functools import lru_cache

_AFTER = {
    **dict(zip("әғқңөұүһіҳҷӣӯ", "агкноуухихчиу", strict=True)),
    **dict(zip("əłøđðıħŋ", "eloddihn", strict=True)),
}
"""Letters without a decomposition in Unicode, with the letters that they come after."""
_WHOLE = {"й": "й"}
"""Letters that are no accented letters, though Unicode takes them apart."""
_AS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


@lru_cache(4096)  # each term of a glossary is compared with all others
def letter_order(name: str) -> tuple[object, ...]:
    """Return a key that puts names into their order."""
    letters: list[tuple[str, int]] = []
    marks: list[str] = []
    for character in unicodedata.normalize("NFC", name.casefold()):
        if character in _WHOLE:
            letters.append((character, 0))
        elif character in _AFTER:
            letters.append((_AFTER[character], 1))
        else:
            base = _AS.get(character) or "".join(
                each for each in unicodedata.normalize("NFD", character) if not unicodedata.combining(each)
            )
            letters += [(each, 0) for each in base if each.isalnum() or each == " "]
            marks.append(character)
    return tuple(letters), tuple(marks), name


def first_letters(name: str, count: int) -> str:
    """Return the letters by which a name is found among others, without what is on or between them: `kom` of `Komilov`."""
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(itertools.islice((each for each in bare if each.isalnum()), count))
