"""Measure how often the encoding of a short list of names is found, and count the pairs of letters that the finding needs.

    pip install faker
    python benchmarks/rosters.py            counts half of the names of each language, and tries lists of the other half
    python benchmarks/rosters.py --write    counts all names, and writes briefing/files/letters.txt

A list is right if its names are; in doubt if briefing refuses it and asks for the encoding; wrong if the names are others. Each list
is made of names of which at least every second has a letter that is not ASCII, which is harder than a class.
"""

from __future__ import annotations

import importlib
import itertools
import math
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.files import encodings

LETTERS = Path(__file__).resolve().parents[1] / "briefing" / "files" / "letters.txt"
LOCALES = {
    "cs": "cs_CZ",
    "da": "da_DK no_NO",
    "de": "de_DE de_AT",
    "es": "es_ES es_CA",
    "et": "et_EE",
    "fi": "fi_FI",
    "fr": "fr_FR fr_BE fr_CA",
    "hr": "hr_HR",
    "hu": "hu_HU",
    "is": "is_IS",
    "it": "it_IT",
    "lt": "lt_LT",
    "lv": "lv_LV",
    "pl": "pl_PL",
    "pt": "pt_PT pt_BR",
    "ro": "ro_RO",
    "sk": "sk_SK",
    "sl": "sl_SI",
    "sv": "sv_SE",
    "tr": "tr_TR",
}
"""The languages of letters.txt, and where Faker has their names."""
TRIED = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), "cp1250 cp852"),
    **dict.fromkeys(("da", "de", "es", "fi", "fr", "it", "pt", "sv"), "cp1252 mac_roman cp850"),
    "is": "cp1252",
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "tr": "cp1254 cp857",
    "ru": "cp1251 koi8_r cp866 mac_cyrillic",
    "uk": "cp1251 koi8_u",
    "bg": "cp1251",
    "el": "cp1253",
    "zh": "gb18030",
    "tw": "big5",
    "ja": "cp932",
    "ko": "cp949",
}
OTHERS = {"ru": "ru_RU", "uk": "uk_UA", "bg": "bg_BG", "el": "el_GR", "zh": "zh_CN", "tw": "zh_TW", "ja": "ja_JP", "ko": "ko_KR"}
KNOWN = {"it": ("à^è^é^ì^ò^ù^", "nàrèsònìrìtàdòlòbòcògòrònòlùdùrùcèdàdèfòfùiòlàlèmàmèpòpùrà")}
"""Pairs of letters of languages of which Faker has few names with such letters: in Italian they end a name."""
SIZES, LISTS = (1, 2, 5, 25), 100
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
"""Romanian letters as the encodings of Windows have them."""


def names(language: str, kinds: Sequence[str] = ("first", "last")) -> list[str]:
    """Return the given and family names of a language, in an order that is always the same."""
    found: set[str] = set()
    for place in (LOCALES.get(language) or OTHERS[language]).split(" "):
        person = importlib.import_module(f"faker.providers.person.{place}").Provider
        for key in dir(person):
            value = getattr(person, key)
            if any(kind in key for kind in kinds) and isinstance(value, list | tuple | dict):
                found |= {unicodedata.normalize("NFC", each if isinstance(each, str) else each[0]) for each in value}
    ordered = sorted(each.translate(CEDILLAS) if language == "ro" else each for each in found)
    random.Random(1).shuffle(ordered)
    return ordered


def pairs(name: str) -> Iterator[str]:
    """Yield the pairs of letters of a name of which at least one is not ASCII."""
    before = "^"
    for c in f"{name.lower()}^":
        letter = c if c.isalpha() else "^"
        if not (before.isascii() and letter.isascii()):
            yield before + letter
        before = letter


def counted(counted_names: Sequence[str]) -> tuple[str, str, str]:
    """Return the pairs of letters of names in three classes, by how likely the second letter is behind the first."""
    seen = Counter(pair for name in counted_names for pair in pairs(name))
    first = Counter(letter for name in counted_names for letter in f"^{name.lower()}")
    classes: tuple[list[str], ...] = ([], [], [])
    for pair, count in sorted(seen.items(), key=lambda each: (-each[1], each[0])):
        cost = -math.log(count / max(first[pair[0]], 1))
        classes[(cost >= 1.8) + (cost >= 3.3)].append(pair)
    return "".join(classes[0]), "".join(classes[1]), "".join(classes[2])


def table(language: str, of: Sequence[str]) -> tuple[str, str, str]:
    """Return the pairs of letters of a language: those of names, and before them those that are known."""
    frequent, usual = KNOWN.get(language, ("", ""))
    found = counted(of)
    return frequent + found[0], usual + found[1], found[2]


def lists(language: str, size: int) -> Iterator[str]:
    """Yield rosters of the names that were not counted."""
    rng = random.Random(size)
    if language in ("zh", "tw", "ja", "ko"):
        given, family = ([name for name in names(language, [kind]) if not name.isascii()] for kind in ("first", "last"))
        while True:
            yield "name,group\r\n" + "".join(f"{rng.choice(family)}{rng.choice(given)},{row % 3}\r\n" for row in range(size))
    every = names(language)[1::2]
    marked = [name for name in every if not name.isascii()]
    while True:
        rows = (f"{rng.choice(marked)} {rng.choice(every)}" if rng.random() < 0.5 else rng.choice(every) for _ in range(size))
        yield "name,group\r\n" + "".join(f"{name},{row % 3}\r\n" for row, name in enumerate(rows))


def measured(language: str, encoding: str, size: int) -> Counter[str]:
    """Return how many lists of a size are right, in doubt and wrong."""
    found: Counter[str] = Counter()
    for text in itertools.islice(lists(language, size), 50 * LISTS):  # names that an encoding does not have are left out
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if data.isascii():
            continue
        reading = encodings.read(data)
        found["doubt" if reading is None or reading.other else "right" if reading.text == text else "WRONG"] += 1
        if found.total() == LISTS:
            break
    return found


def main() -> int:
    """Measure, or write the pairs."""
    if "--write" in sys.argv:
        head = [line for line in LETTERS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        body = [f"{language} {' '.join(each or '-' for each in table(language, names(language)))}" for language in LOCALES]
        LETTERS.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")
        return 0
    for language in LOCALES:
        costs = zip((encodings.FREQUENT, encodings.USUAL, encodings.RARE), table(language, names(language)[::2]), strict=True)
        encodings.pairs()[language] = {each[at : at + 2]: cost for cost, each in costs for at in range(0, len(each), 2)}
    sums: Counter[tuple[int, bool, str]] = Counter()
    for language, tried in TRIED.items():
        for encoding in tried.split(" "):
            row = []
            for size in SIZES:
                found = measured(language, encoding, size)
                usual = encoding.startswith(("cp125", "koi8", "gb", "big5", "cp932", "cp949"))
                sums.update({(size, usual, key): count for key, count in found.items()})
                row.append(f"{size}: {found['right']} right, {found['doubt']} in doubt, {found['WRONG']} WRONG")
            print(f"{language} {encoding:13}", " · ".join(row), flush=True)
    for size in SIZES:
        for usual in (True, False):
            counts = {key: sums[size, usual, key] for key in ("right", "doubt", "WRONG")}
            total = sum(counts.values())
            shares = ", ".join(f"{key} {count / total:.1%}" for key, count in counts.items())
            print(f"{size} names, {'encodings of Windows' if usual else 'of DOS and Mac'}: {shares} of {total:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
