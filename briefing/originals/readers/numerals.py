"""Numbers as word processors print them in front of paragraphs: 2, ii, II, b, 2nd, Two, ②, ב."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_DIGITS = {"hindiNumbers": "०१२३४५६७८९", "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙", "arabicIndic": "٠١٢٣٤٥٦٧٨٩"}


def numeral(number: int, kind: str) -> str | None:
    """Return a number as text, or None if the kind is not known or has no such number.

    Args:
        number: The number.
        kind: The kind, by its name in Office Open XML (ISO/IEC 29500-1, 17.18.59).
    """
    if kind in ("none", "bullet"):
        return ""
    made = _KINDS.get(kind)
    return made(number) if made and 0 <= number < 100_000 else None


def _roman(number: int) -> str | None:
    if not 0 < number < 10_000:
        return None
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _repeated(letters: str) -> Callable[[int], str | None]:
    """Return what makes a, b, … z, aa, bb, …, zz, aaa of a number."""

    def made(number: int) -> str | None:
        times, place = divmod(number - 1, len(letters))
        return letters[place] * (times + 1) if 0 < number <= 30 * len(letters) else None

    return made


def _counted(letters: str) -> Callable[[int], str | None]:
    return lambda number: letters[(number - 1) % len(letters)] if number > 0 else None


def _from(first: int, most: int) -> Callable[[int], str | None]:
    """Return what makes the signs of a number that Unicode has in a row."""
    return lambda number: chr(first + number - 1) if 0 < number <= most else str(number)


def _upper(made: Callable[[int], str | None]) -> Callable[[int], str | None]:
    def larger(number: int) -> str | None:
        text = made(number)
        return text.upper() if text else text

    return larger


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return f"{_ONES[hundred]} hundred" + (f" {_words(rest)}" if rest else "")
    thousand, rest = divmod(number, 1000)
    return f"{_words(thousand)} thousand" + (f" {_words(rest)}" if rest else "")


def _ordinal_words(number: int) -> str:
    head, hyphen, last = _words(number).rpartition("-") if "-" in _words(number).rpartition(" ")[2] else ("", "", "")
    if not last:
        head, hyphen, last = _words(number).rpartition(" ")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{hyphen}{last}"


def _first_large(made: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: made(number).capitalize()


def _chinese(number: int) -> str:
    if number < 10:
        return _CHINESE[number]
    text, zero = "", False
    for power, unit in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("〇" if zero and text else "") + (_chinese(digit) if digit >= 10 else _CHINESE[digit]) + unit
            zero = False
        else:
            zero = True
    return text[1:] if text.startswith("一十") else text


def _chicago(number: int) -> str | None:
    return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1) if 0 < number <= 40 else None


def _sexagenary(number: int) -> str | None:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number > 0 else None


def _hebrew(number: int) -> str | None:
    if not 0 < number < 1000:
        return None
    text = ""
    for value, letter in zip((400, 300, 200, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10), "תשרקצפעסנמלכי", strict=True):
        while number >= value and number not in (15, 16):
            text, number = text + letter, number - value
    return text + ({15: "טו", 16: "טז"}.get(number) or (_HEBREW[number - 1] if number else ""))


def _in_digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(each)] for each in str(number))


_KINDS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _upper(_roman),
    "lowerRoman": _roman,
    "upperLetter": _upper(_repeated("abcdefghijklmnopqrstuvwxyz")),
    "lowerLetter": _repeated("abcdefghijklmnopqrstuvwxyz"),
    "ordinal": _ordinal,
    "cardinalText": _first_large(_words),
    "ordinalText": _first_large(_ordinal_words),
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _in_digits("０１２３４５６７８９"),
    "decimalFullWidth2": _in_digits("０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _upper(_repeated(_RUSSIAN)),
    "greekLower": _repeated(_GREEK),
    "greekUpper": _upper(_repeated(_GREEK)),
    "hebrew1": _hebrew,
    "hebrew2": _repeated(_HEBREW),
    "arabicAlpha": _repeated(_ARABIC),
    "arabicAbjad": _repeated(_ABJAD),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _in_digits(_CHINESE),
    "japaneseDigitalTenThousand": _in_digits(_CHINESE),
    "taiwaneseDigital": _in_digits(_CHINESE),
    "koreanDigital2": _in_digits(_CHINESE),
    "ideographTraditional": _counted(_STEMS),
    "ideographZodiac": _counted(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _from(0x3280, 10),
    "aiueoFullWidth": _counted(_AIUEO),
    "aiueo": _counted(_AIUEO),
    "irohaFullWidth": _counted(_IROHA),
    "iroha": _counted(_IROHA),
    "ganada": _counted(_GANADA),
    "chosung": _counted(_CHOSUNG),
    **{name: _in_digits(digits) for name, digits in _DIGITS.items()},
}
