"""Find the encoding of a short text, such as a list of names or a table, where nothing in the file says it.

Statistics of whole texts need more letters than a class has names. So each encoding that spreadsheet programs write is tried, and the
words that it gives are judged: do such letters follow each other in the names of one language, and are capitals where capitals are? The
measure is a cost in nats (natural logarithm of how unlikely something is). `benchmarks/rosters.py` measures how often the answer is right.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from briefing.dataclass import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The byte order marks of encodings. Those of UTF-32 come first, because they begin like those of UTF-16."""
CLEAR = 2.0
"""Nats between the best reading and the next one. With less than that, nobody can tell."""
_SAMPLE = 60_000
"""How many bytes are judged."""
FREQUENT, USUAL, RARE = 2.5, 4.0, 5.5
"""Costs of the pairs of letters in letters.txt."""
_UNSEEN, _FOREIGN = 7.0, 11.0
"""Costs of another pair of letters of the language, and of a pair with a letter that it does not have."""
_SIGN, _CAPITAL, _MIXED, _ANOTHER, _SMALL = 14.0, 5.0, 8.0, 5.0, 0.7
"""Costs of a sign inside a name, a capital in the wrong place, Latin letters beside characters, a word of a further language, a small
initial."""
_TWO_SCRIPTS, _ALIEN = 20.0, 6.0
"""Costs of two alphabets in one word, and of a word of another alphabet among many Latin ones."""
_MANY = 10
"""How many Latin letters there are for one of another alphabet where many words are Latin."""
_LETTER = r"[A-Za-z\x80-\U0010ffff]"
_QUOTING = "«»‹›„“”‚‘’"
_PROSE = (
    (rf"(?<!{_LETTER})[†‡§©®°±×€£¥¢№•·¹²³½¼¾–—…\xa0{_QUOTING}]+(?!{_LETTER})", 2.5),  # between words and numbers
    (r"(?<=[0-9])\xa0|\xa0(?=[:;!?%])|(?<=\bm)[²³](?!\w)|(?<=\b[ckm]m)[²³](?!\w)", 2.5),
    (rf"(?<!{_LETTER})[„“‚‘«‹](?=[^\W_])(?=[^{_QUOTING}\n]*(?<=[^\W_])[.,!?]?[“”’‘»›](?!{_LETTER}))", 2.5),  # before what is quoted
    (rf"(?<=[^\W_])[“”’‘»›](?!{_LETTER})|(?<=[^\W_][.,!?])[“”’‘»›](?!{_LETTER})", 7.0),
    (r"(?<=[^\W_])…(?!\w)", 10.0),
    (r"(?<=[a-z])’(?=(?:s|t|d|m|re|ve|ll)\b)|(?<=\b[ldnsjcmtL])’(?=[aeiouhyéèê])|(?<=\bqu)’(?=[aeiouhyéèê])", 5.0),  # don’t, l’eau
)
"""Signs of prose where they usually are, and their costs. Names of people have hardly any: there, their codes are letters."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding that programs write lists of names in."""

    name: str
    """As Python and iconv call it."""
    label: str
    """For people."""
    languages: str = ""
    """The languages whose names are compared with it; empty: Chinese, Japanese or Korean."""
    rarity: float = 0.0
    """In nats: how much less often it is met than cp1252."""


_WEST, _CENTRE = "de fr es pt it da fi sv", "pl cs sk hu hr sl ro"
ENCODINGS = (
    Encoding("cp1252", "Western European", f"{_WEST} is"),
    Encoding("cp1250", "Central European", f"{_CENTRE} de", 0.2),
    Encoding("cp1251", "Cyrillic", "ru uk bg mk", 0.2),
    Encoding("cp1254", "Turkish", "tr de", 0.5),
    Encoding("cp1257", "Baltic", "lt lv et pl", 1.5),
    Encoding("cp1253", "Greek", "el", 1.0),
    Encoding("koi8_r", "Cyrillic", "ru", 1.0),
    Encoding("koi8_u", "Cyrillic", "ru uk", 1.5),
    Encoding("cp866", "Cyrillic", "ru", 2.0),
    Encoding("mac_cyrillic", "Cyrillic", "ru uk", 4.0),
    Encoding("iso8859_5", "Cyrillic", "ru uk bg", 4.0),
    Encoding("iso8859_2", "Central European", _CENTRE, 2.0),
    Encoding("mac_roman", "Western European", _WEST, 4.0),
    Encoding("mac_latin2", "Central European", "pl cs sk hu hr sl", 4.5),
    Encoding("mac_turkish", "Turkish", "tr", 5.0),
    Encoding("cp850", "Western European", _WEST, 4.0),
    Encoding("cp852", "Central European", _CENTRE, 4.0),
    Encoding("cp857", "Turkish", "tr", 4.5),
    Encoding("cp1255", "Hebrew", "he", 2.0),
    Encoding("cp1256", "Arabic", "ar", 2.0),
    Encoding("gb18030", "Chinese", rarity=0.5),
    Encoding("big5", "Chinese", rarity=1.5),
    Encoding("cp932", "Japanese", rarity=1.5),
    Encoding("cp949", "Korean", rarity=2.5),
)
_ALPHABETS = {
    "ru": "оаеинртл свкмдпугяь збйчышхюжцщэфъё",
    "uk": "оаивнікр ертлсмдпугя зйбчьшхюжцщєїфґ",
    "bg": "аоиенртс влкдпмзугя бъчйшцжхфщюь",
    "mk": "аоиетнрс вдклпмугј збчшцжќѓњљхфѕџ",
    "el": "αοιετσςνη βγδζθκλμξπρυφχψω άέήίόύώϊϋΐΰ",
    "he": "ילהורםאמ בגדזחטכנסעפצקשתךןףץ -",
    "ar": "اليمنرةه بتثجحخدذزسشصضطظعغفقكو ءآأؤإئىًٌٍَُِّْ",
}
"""Letters of scripts that are not Latin: the eight most frequent, the usual and the rare ones."""
_FAMILY_NAMES = {
    "gb18030": (
        "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆"
        "廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    ),
    "big5": (
        "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁"
        "卓馬阮董唐溫藍石蔣田康紀"
    ),
    "cp932": "佐鈴高田伊渡山中小加吉木林斎清井松村森池橋石岡藤",
    "cp949": "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민",
}
"""With which most family names begin, which come first."""
_BASIC = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "cp932": ("shift_jis", 0x88, 0x97),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}
"""The standard in which the characters of daily use stand together, and the first bytes that they have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, and how it was read."""

    text: str
    guess: Encoding | None = None
    """The encoding, if nothing in the file says it."""
    other: tuple[Encoding, str] | None = None
    """The next best reading of other letters, if it is nearly as likely."""
    guessed: str = ""
    """The lines to which the guess applies, if all others are UTF-8: somebody has put two files together."""


def read(data: bytes) -> Reading | None:
    """Return the text of some bytes: by the byte order mark, else as UTF-16 or UTF-8, else by a guess. None: they are no text."""
    named = next((name for mark, name in MARKS if data.startswith(mark)), "") or _sixteen_bits(data) or "utf-8"
    try:
        return Reading(data.decode(named))
    except UnicodeDecodeError:
        return None if named not in ("utf-8", "utf-8-sig") else _mixed(data.removeprefix(codecs.BOM_UTF8), _guessed(data))


_LETTERS = re.compile("[\x00-\x7f\u00a0\u00c0-\u04ff\u1e00-\u1eff\u2010-\u201f]*")
"""What lists in Latin, Greek and Cyrillic letters have. Other bytes may be UTF-8 by accident."""

_STRANGE = re.compile(r"[^\W\d_](?=[^\x00-\x7f])[^\w\u00a0’”»–—-]|[A-Za-z][\u2e80-\uffef]|[\u2e80-\uffef][A-Za-z]")
"""A sign that is no letter right behind a letter, and Latin letters next to Chinese ones: UTF-8 that is read as another encoding."""


def _mixed(data: bytes, whole: Reading | None) -> Reading | None:
    """Return the reading of lines of which some are UTF-8 and others are not; `whole` if all of them may be in another encoding."""
    lines = [(each, _as_utf_8(each)) for each in data.splitlines(keepends=True)]
    certain = [text for _, text in lines if text and not text.isascii()]
    if not certain or not all(map(_LETTERS.fullmatch, certain)):
        return whole
    name = whole.guess.name if whole and whole.guess else ""
    if name and not any(_STRANGE.search(line.decode(name)) for line, text in lines if text):
        return whole
    rest = _guessed(b"".join(line for line, text in lines if text is None))
    if rest is None or rest.guess is None:
        return None
    text = "".join(line.decode(rest.guess.name) if text is None else text for line, text in lines)
    return Reading(text, rest.guess, rest.other, rest.text)


def _as_utf_8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _sixteen_bits(data: bytes) -> str:
    """Return the kind of UTF-16 of a text without a mark: line ends and digits have a zero, and always on the same side."""
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if max(even, odd) < 20 * min(even, odd) + 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes) -> Reading | None:
    ranked = sorted(_judged(data), key=lambda each: each[0])
    if not ranked:
        return None
    least, _, text = ranked[0]
    best = min((encoding for _, encoding, other in ranked if other == text), key=lambda each: each.rarity)
    others = [(encoding, other) for cost, encoding, other in ranked if other != text and cost - least < CLEAR]
    return Reading(text, best, others[0] if others else None)


def _judged(data: bytes) -> Iterator[tuple[float, Encoding, str]]:
    """Yield what can be read, each with its cost. The sample ends at the end of a line, so no character is cut."""
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data
    for encoding in ENCODINGS:
        try:
            text, whole = sample.decode(encoding.name), data.decode(encoding.name)
        except UnicodeDecodeError:
            continue
        cost = _of_alphabets(text, encoding) if encoding.languages else _of_characters(text, encoding)
        yield cost + encoding.rarity, encoding, whole


# ── alphabets ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def pairs() -> dict[str, dict[str, float]]:
    """Return the cost of each pair of letters in the names of each language."""
    found = {}
    for line in files("briefing.files").joinpath("letters.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, *classes = line.split(" ")
            costs = zip((FREQUENT, USUAL, RARE), classes, strict=True)
            found[language] = {some[at : at + 2]: cost for cost, some in reversed(list(costs)) for at in range(0, len(some) - 1, 2)}
    return found


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset("".join(pairs()[language]))


@cache
def _alphabet(language: str) -> Mapping[str, float]:
    return {letter: cost for cost, part in zip((2.4, 3.3, 4.5), _ALPHABETS[language].split(" "), strict=True) for letter in part}


def _of_alphabets(text: str, encoding: Encoding) -> float:
    """Return the cost of a text: of its words in the language that fits best; a single word may be of another language."""
    languages = encoding.languages.split(" ")
    sums, cost = dict.fromkeys(languages, 0.0), 0.0
    for signs, price in _signs():
        cost += price * sum(map(len, signs.findall(text)))
        text = signs.sub(_between, text)
    alien = _ALIEN * (languages[0] in _ALPHABETS and sum(map(str.isascii, filter(str.isalpha, text))) > _MANY * _not_ascii(text))
    for word in re.findall(r"[^\x00-\x40\[-`{-\x7f]+", text):
        if word.isascii():
            continue
        cost += _of_shape(word) + alien
        plain = "".join(c if c.isalpha() else "^" for c in word.lower())
        each = {language: cost_of_word(plain, language) for language in languages}
        least = min(each.values())
        for language in languages:
            sums[language] += min(each[language], least + _ANOTHER)
    return cost + min(sums.values())


@cache
def _signs() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(signs), price) for signs, price in _PROSE)


def _between(signs: re.Match[str]) -> str:
    """Return what is in the place of signs: an apostrophe keeps its word together."""
    return "" if signs[0] == "’" else " "


def _not_ascii(text: str) -> int:
    return sum(not c.isascii() for c in text if c.isalpha())


def _of_shape(word: str) -> float:
    """Return the cost of signs inside a word and of capitals that are not at its beginning."""
    cost = _SMALL if not word[0].isascii() and not word[0].isupper() else 0.0
    for at, c in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        if not c.isascii() and not c.isalpha():
            cost += 3.0 if c in "\xa0’–" and before.isalpha() and after.isupper() else _SIGN
        elif c.isupper() and not (c.isascii() and before.isascii()) and (before.islower() or (before.isupper() and after.islower())):
            cost += _CAPITAL
    return cost


def cost_of_word(word: str, language: str) -> float:
    """Return the cost of the letters of a word that are not ASCII."""
    if language in _ALPHABETS:
        alphabet = _alphabet(language)
        mixed = sum(a.isascii() != b.isascii() and "^" not in (a, b) for a, b in itertools.pairwise(word))
        return mixed * _TWO_SCRIPTS + sum(alphabet.get(c, _FOREIGN) for c in word if not c.isascii())
    known, own = pairs()[language], _letters(language)
    cost = 0.0
    for a, b in zip(f"^{word}", f"{word}^", strict=True):
        if not (a.isascii() and b.isascii()):
            seen = all(c.isascii() or c in own for c in (a, b))
            cost += known.get(a + b, _UNSEEN if seen else _FOREIGN)
    return cost


# ── characters ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_characters(text: str, encoding: Encoding) -> float:
    """Return the cost of a text of Chinese, Japanese or Korean names."""
    cost = _MIXED * len(re.findall(r"[a-zA-Z](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[a-zA-Z]", text))
    for word in re.findall(r"[^\x00-\x7f]+", text):
        cost += sum(cost_of_character(c, encoding.name) for c in word) + 2 * (len(word) == 1)
        cost -= 3.5 * (word[0] in _FAMILY_NAMES[encoding.name])
    return cost


def cost_of_character(c: str, encoding: str) -> float:
    """Return the cost of a Chinese, Japanese or Korean character."""
    standard, first, last = _BASIC[encoding]
    try:
        encoded = c.encode(standard)
    except UnicodeEncodeError:
        return _SIGN
    if len(encoded) != 2:  # in EUC-KR, letters that have no code of their own are spelt out
        return _SIGN
    if "\u3041" <= c <= "\u30fe":
        return 4.5 if encoding == "cp932" else 9.0
    if not c.isalpha():
        return 3.0 if c in "·・\u3000" else 12.0
    if encoding == "cp949":
        return 5.5 if "가" <= c <= "힣" else 12.0
    return 6.5 if first <= encoded[0] <= last else 10.0
