"""Change copies at random, and count how many changes pass as the words that were chosen.

    python benchmarks/mutations.py [NUMBER] [SEED]

Half of the changes are made in a copy, in or around the passage of an excerpt; what briefing would print is compared with what it printed
before. The other half are made in a quotation that is typed in a text. A change of meaning that passes unseen is a fault, and so is an
unchanged text that is refused. The exit code is 1 if there is one.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from briefing.library import Excerpt, Selector
from briefing.originals.copies import Copy, Provenance, lines
from briefing.passages.finding import PROVED, find, select
from briefing.passages.readings import reading
from briefing.passages.typed import LEAST, spans

ROOT = Path(__file__).resolve().parents[1]
FILES = (
    "briefing/workspace/starter/articles/two-towns-one-river.txt",
    "tests/data/originals/gauge.txt",
    "tests/data/tutorial/lecture.txt",
    "tests/data/tutorial/treaty.txt",
)
SIGNS = (
    "The basin holds 10⁶ m² of marsh and 2½ lakes, or 106 pools and 212 weirs, the office says in its report of 1931.[4]",
    "In that flood [300] people died and [12] were wounded; the paper printed 30 and 2, which the court did not accept.",
    "“Nobody owns a river”, the judge of Tarsa said — and added: ‘No town may take it whole.’ The toll was 5% until 1911…",
    "Café owners never paid the toll (see note 7), although CO₂ and H₂O were not yet measured. The old efficient office found no fault.",
    "The court held at [45], and again at [47]–[49], that Rule [3] binds; see para.[6] and x[1] < x[2], but not the note.[8]",
    "Who owns the river? You must not ask! The bridge of 1914–18 is toll-free. It cost $5 million, or 7 € a day; 10,000 can’t pay 12 500.",
    "Article IV is not in force. The gauge stood at −3 m in 1922, at 4 m in 1923, and at 12 m, its highest, on 17 May 1931.",
)
"""A text with the signs that the others lack."""

TRIES = 40
"""Passages that are tried until a change can be made in one."""
Change = Callable[[random.Random, str], str]
"""Changes a text; returns it as it was where it cannot."""


def _one(chance: random.Random, text: str, pattern: str, new: Callable[[str], str]) -> str:
    """Put something in the place of one match."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


def _swap_for(pattern: str, choices: str) -> Change:
    """Return a change that puts one of some signs in the place of a match."""
    return lambda chance, text: _one(chance, text, pattern, lambda _: chance.choice(choices))


def _mapped(old: str, new: str) -> Change:
    """Return a change that puts another form of a sign in its place."""
    forms = dict(zip(old, new, strict=True))
    return lambda chance, text: _one(chance, text, f"[{re.escape(old)}]", lambda sign: forms[sign])


def _put(*words: str, at: str = r"(?<= )(?=\w)") -> Change:
    """Return a change that puts some words in at a place."""
    return lambda chance, text: _one(chance, text, at, lambda _: chance.choice(words))


def _words(chance: random.Random, text: str, change: Callable[[list[str], int], None]) -> str:
    words = text.split(" ")
    if len(words) > 2:
        change(words, chance.randrange(len(words) - 1))
    return " ".join(words)


def _exchange(words: list[str], place: int) -> None:
    words[place], words[place + 1] = words[place + 1], words[place]


def _replaced(chance: random.Random, text: str) -> str:
    return _words(chance, text, lambda words, at: words.__setitem__(at, chance.choice(("gold", "zeppelin", "perhaps", "only"))))


def _sentences(chance: random.Random, text: str) -> str:
    parts = re.split(r"(?<=[.;,]) ", text)
    chance.shuffle(parts)
    return " ".join(parts)


def _letter_case(chance: random.Random, text: str) -> str:
    return _one(chance, text, r"[A-Za-z]", str.swapcase)


def _ending(chance: random.Random, text: str) -> str:
    return re.sub(r"\W*\Z", "", text) + chance.choice(("?", "!", "?!", " – not.", ") never", "⁉", "’t"))


def _rest(chance: random.Random, text: str, pattern: str) -> str:
    """Return a text from one match on, if many words are left."""
    found = [match.start() for match in re.finditer(pattern, text) if len(text[match.start() :].split()) > LEAST]
    return text[chance.choice(found) :] if found else text


def _start(chance: random.Random, text: str, pattern: str) -> str:
    """Return a text up to one match, if many words are left."""
    found = [match.start() for match in re.finditer(pattern, text) if len(text[: match.start()].split()) > LEAST]
    return text[: chance.choice(found)] if found else text


def _points(chance: random.Random, text: str) -> str:
    signs = ("!", "?", "。", "..") if text.endswith("…") else ("…", "...", "‥", "!", "?", "。", "..")
    return re.sub(r"\W*\Z", "", text) + chance.choice(signs)


DIGITS = "0123456789"
OTHER: dict[str, Change] = {
    "digit for another": lambda c, t: _one(c, t, r"\d", lambda old: c.choice(DIGITS.replace(old, ""))),
    "digit more": _swap_for(r"(?<=\d)(?=\d)", DIGITS),
    "digit less": lambda c, t: _one(c, t, r"\d(?=\d)|(?<=\d)\d", lambda _: ""),
    "digit raised": _mapped(DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "digit lowered": _mapped(DIGITS, "₀₁₂₃₄₅₆₇₈₉"),
    "digit circled": _mapped(DIGITS, "⓪①②③④⑤⑥⑦⑧⑨"),
    "digit in another circle": _mapped(DIGITS[1:], "➊➋➌➍➎➏➐➑➒"),
    "digit with a point": _mapped(DIGITS[1:], "⒈⒉⒊⒋⒌⒍⒎⒏⒐"),
    "digit in round brackets": _mapped(DIGITS[1:], "⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
    "digit of another script": _mapped(DIGITS, "٠١٢٣٤٥٦٧٨٩"),
    "superscript made plain": _mapped("⁶²₂", "622"),
    "fraction more": _swap_for(r"(?<=\d)(?!\d)", "½⅓¼¾⅛"),
    "fraction taken apart": lambda c, t: _one(c, t, "½", lambda _: c.choice(("1⁄2", "1/2", "12"))),
    "number negative": _put("-", "−", at=r"(?<= )(?=\d)"),
    "decimal point": _put(".", ",", at=r"(?<=\d)(?=\d)"),
    "power added": _put("⁰", "²", "ⁿ", at=r"(?<=\d)(?!\w)"),
    "per cent, per mille": lambda c, t: _one(c, t, "%", lambda _: "‰"),
    "letter raised": _mapped("aeinorst", "ᵃᵉⁱⁿᵒʳˢᵗ"),
    "letter circled": _mapped("aeinorst", "ⓐⓔⓘⓝⓞⓡⓢⓣ"),
    "letter in round brackets": _mapped("aeinorst", "⒜⒠⒤⒩⒪⒭⒮⒯"),
    "letter squared": _mapped("AEINORST", "🄰🄴🄸🄽🄾🅁🅂🅃"),
    "Roman numeral": lambda c, t: _one(c, t, r"\bIV\b|\bI\b|m\b", lambda old: {"IV": "Ⅵ", "I": "Ⅱ", "m": "ⅿ"}[old]),
    "homoglyph": _mapped("aceopxyAHKMOT", "асеорхуАНКМОТ"),
    "accent": _put("\u0301", "\u0308", "\u0338", "\u20e0", at=r"(?<=[a-z])"),
    "accent lost": lambda c, t: _one(c, t, "é", lambda _: "e"),
    "case": _letter_case,
    "negation put in": _put("not ", "never ", "no ", "hardly "),
    "negation taken out": lambda c, t: _one(c, t, r"\b(?:not|never|no|No|Nobody|cannot) ", lambda _: ""),
    "word left out": lambda c, t: _words(c, t, lambda words, at: words.__delitem__(at)),
    "word put in": _put("only ", "nearly ", "all ", "former "),
    "word replaced": _replaced,
    "word twice": lambda c, t: _words(c, t, lambda words, at: words.insert(at, words[at] if words[at][0] != "[" else "so")),
    "words exchanged": lambda c, t: _words(c, t, _exchange),
    "clauses in another order": _sentences,
    "letter left out": lambda c, t: _one(c, t, r"\w", lambda _: ""),
    "letters exchanged": lambda c, t: _one(c, t, r"[a-z]{2}", lambda old: old[::-1]),
    "space put in": _put(" ", at=r"(?<=\w\w)(?=\w\w)"),
    "space taken out": lambda c, t: _one(c, t, r"(?<=\w) (?=\w)", lambda _: ""),
    "hyphen put in": _put("-", at=r"(?<=\w\w)(?=\w\w)"),
    "comma put in": _put(",", ";", ":", at=r"(?<=\w)(?= )"),
    "comma left out": lambda c, t: _one(c, t, r"[,;:](?= )", lambda _: ""),
    "end of a sentence": _ending,
    "number put into brackets": lambda c, t: _one(c, t, r"(?<= )\d{1,3}(?= )", lambda old: f"[{old}]"),
    "number in brackets changed": lambda c, t: _one(c, t, r"(?<= )\[\d+\]", lambda _: f"[{c.randrange(400, 999)}]"),
    "number in brackets left out": lambda c, t: _one(c, t, r"(?<= )\[\d+\] ", lambda _: ""),
    "number of a span changed": lambda c, t: _one(c, t, r"(?<=[–(])\[\d+\]", lambda _: f"[{c.randrange(400, 999)}]"),
    "number of a span left out": lambda c, t: _one(c, t, r"–\[\d+\]", lambda _: ""),
    "number of a paragraph changed": lambda c, t: _one(c, t, r"(?<=\bpara\.)\[\d+\]|(?<=\bx)\[\d+\]", lambda _: f"[{c.randrange(9, 99)}]"),
    "number of a paragraph left out": lambda c, t: _one(c, t, r"(?<=\bpara\.)\[\d+\]|(?<=\bx)\[\d+\]", lambda _: ""),
    "brackets of a number taken off": lambda c, t: _one(c, t, r"(?<= )\[\d+\]", lambda old: old[1:-1]),
    "number behind brackets": lambda c, t: _one(c, t, r"(?<= )[a-z]+(?= )", lambda old: f"[{old}]({c.randrange(1, 99)})"),
    "number glued to a word": lambda c, t: _one(c, t, r"(?<=[a-z]{4})(?= )|(?<=\d\d)(?= )", lambda _: f"[{c.randrange(100, 999)}]"),
    "invisible tag": _put("\U000e0041", "\U000e0031", at=r"(?<=\w)"),
    "direction overridden": _put("\u202e", "\u202d", at=r"(?<= )(?=\w)"),
    "enclosed": _put("\u20dd", "\u20e3", at=r"(?<=\d)"),
    "squared unit": lambda c, t: _one(c, t, r"(?<=\d) m\b", lambda _: c.choice((" ㎡", " ㎞"))),
}  # fmt: skip
"""Changes of what a text says, or of how it is written."""
IN_COPIES: dict[str, Change] = {"end of the passage": _points, "number in brackets put in": _put("[300] ", "[7] ", "[12] ")}
"""Changes that a typed quotation may have: its full stop need not be the source's, and brackets mark what is the writer's."""
IN_QUOTATIONS: dict[str, Change] = {
    "denial in brackets": _put("[not] ", "[did not] ", "[hardly] ", "[no longer] ", "[never once] "),
    "denial before a word": _put("[un]", "[non-]", "[dis]", at=r"(?<= )(?=[a-z]{4})"),
    "denial behind a word": _put("[n’t]", "[less]", "[not]", at=r"(?<=[a-z]{4})(?= )"),
    "number in brackets for another": lambda c, t: _one(c, t, r"(?<= )\d+(?= )", lambda _: f"[{c.randrange(10_000, 99_999)}]"),
    "full stop for a question mark": lambda _, t: re.sub(r"[?!]\Z", ".", t) if t[-1] in "?!" else t,
    "begins within a number or word": lambda c, t: _rest(c, t, r"(?<=\d[.,:/])\d|(?<=\d )\d{3}\b|(?<=[−$])\d|(?<=[a-z]-)[a-z]"),
    "ends within a number or word": lambda c, t: _start(
        c, t, r"(?<=\d)(?=[.,:/–]\d| \d{3}\b|%| €| million)|(?<=[a-z])(?=-[a-z])|(?<=n)(?=’t)"
    ),
}
"""Changes with brackets, and words cut in two, which a copy has no signs for."""
AROUND: dict[str, Change] = {
    "part of a number put before": lambda c, t: c.choice(("2.", "10,", "1/", "−", "$", "<", "10:")) + t if t[0].isdigit() else t,
    "part of a number put after": lambda c, t: t + c.choice((",000", ".5", "%", " million", "(2)", "/7")) if t[-1].isdigit() else t,
    "part of a word put before": lambda c, t: c.choice(("non-", "anti-", "un", "mis")) + t if t[0].isalpha() else t,
    "part of a word put after": lambda c, t: t + c.choice(("-free", "-like", "less", "n’t")) if t[-1].isalpha() else t,
}
"""Changes of the copy right before and behind a passage: its own words stay, and say something else."""
SAME: dict[str, Change] = {
    "quotation marks": lambda _, t: t.translate(str.maketrans("“”‘’", "„“‚‘")),
    "dashes": lambda _, t: t.replace("—", "–").replace("−", "-"),
    "no-break spaces": lambda _, t: t.replace(" ", "\u00a0"),
    "thin and double spaces": lambda _, t: t.replace(" ", " \u2009"),
    "soft hyphens": _put("\u00ad", at=r"(?<=\w\w)(?=\w\w)"),
    "zero-width spaces": _put("\u200b", at=r"(?<=\w)(?=\w)"),
    "ligatures": lambda _, t: t.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "accents apart": lambda _, t: unicodedata.normalize("NFD", t),
    "full-width letters": lambda _, t: re.sub("[a-z]", lambda m: chr(ord(m[0]) + 0xFEE0), t),
    "mathematical digits": lambda _, t: re.sub("[0-9]", lambda m: chr(ord(m[0]) - 48 + 0x1D7CE), t),
    "hyphen that does not break": lambda _, t: t.replace("-", "\u2011"),
    "wide and narrow spaces": lambda c, t: _one(c, t, " ", lambda _: c.choice("\u2003\u3000\u202f\u2007\u205f\u1680")),
    "joiners": _put("\u2060", "\ufeff", "\u200d", "\u034f", at=r"(?<=\w)(?=\w)"),
    "marks of direction": _put("\u200e", "\u061c", "\u2066", "\u2069", "\u202c", at=r"(?<= )(?=\w)"),
    "selectors of a form": _put("\ufe0e", "\ufe0f", "\U000e0100", at=r"(?<=\w)(?= )"),
    "mark of a note put in": lambda c, t: _one(c, t, r"(?<=[a-z]{4}[.,;])(?= )", lambda _: f"[{c.randrange(1, 99)}]"),
    "three points": lambda _, t: t.replace("…", "..."),
}
"""Changes that leave a text what it was."""


@dataclass(frozen=True)
class Case:
    """A copy, a passage of it, and the excerpt that is made of the passage."""

    paragraphs: tuple[str, ...]
    number: int
    """Of the paragraph, counted from 0."""
    passage: str
    excerpt: Excerpt

    def copy(self, passage: str) -> Copy:
        """Return the copy with another text in the place of the passage."""
        text = self.paragraphs[self.number]
        at = text.index(self.passage)
        changed = text[:at] + passage + text[at + len(self.passage) :]
        return _copy((*self.paragraphs[: self.number], changed, *self.paragraphs[self.number + 1 :]))


def _copy(paragraphs: tuple[str, ...]) -> Copy:
    return Copy("copy", paragraphs, Provenance("copy.txt", "0" * 64, "2026-01-01", "txt"))


def texts() -> list[tuple[str, ...]]:
    """Return the paragraphs of each copy."""
    return [*(lines((ROOT / name).read_text(encoding="utf-8")) for name in FILES), SIGNS]


def case(chance: random.Random, copies: Sequence[tuple[str, ...]]) -> Case:
    """Choose a passage of one of the copies and make an excerpt of it."""
    while True:
        paragraphs = chance.choice(copies)
        number = chance.randrange(len(paragraphs))
        words = paragraphs[number].split(" ")
        first = chance.randrange(len(words))
        passage = " ".join(words[first : first + chance.randint(6, 40)])
        if len(passage.split()) < 6 or paragraphs[number].count(passage) > 1:
            continue
        parts = passage.split()
        selector = Selector(" ".join(parts[:2]), " ".join(parts[-2:]))
        found = [each for each in select(_copy(paragraphs), selector, number + 1) if each.candidate.split()[-1] == parts[-1]]
        if len(found) == 1 and len(found[0].candidate.split()) >= len(parts) - 2:  # not a part of it with the same first words
            excerpt = _excerpt(number + 1, selector, len(parts), found[0].sha256)
            if find(excerpt, _copy(paragraphs)).status == "exact":
                return Case(paragraphs, number, passage, excerpt)


def _excerpt(number: int, selector: Selector, words: int, sha256: str) -> Excerpt:
    named = {"id": "probe", "title": "Probe", "source": "copy", "digest": "A digest."}
    found = {"paragraphs": number, "select": selector, "words": words, "sha256": sha256}
    return TypeAdapter(Excerpt).validate_python({**named, **found})


def outcome_of_excerpt(case: Case, changed: str, name: str) -> str:
    """Return what becomes of an excerpt when the passage in the copy is changed: `told`, `the same words` or `passed`."""
    before = find(case.excerpt, case.copy(case.passage)).text
    after = find(case.excerpt, case.copy(changed))
    if after.status not in PROVED:
        return "told"
    return "the same words" if after.text == before and name not in AROUND else "passed"


def outcome_of_quotation(case: Case, changed: str, name: str) -> str:
    """Return what becomes of a typed quotation with changed words; the copy is as it was, and may have these words, too."""
    if name in AROUND:
        copy = case.copy(changed).paragraphs
        is_there = any(True for _ in spans(case.passage, reading(copy)))
        return "passed" if is_there and not any(True for _ in spans(case.passage, reading(_without(copy, case.number)))) else "told"
    if not any(True for _ in spans(changed, reading(case.paragraphs))):
        return "told"
    words = changed.strip(" .,;:")
    return "the same words" if name not in IN_QUOTATIONS and words in " ".join(case.paragraphs) else "passed"


def _without(paragraphs: tuple[str, ...], number: int) -> tuple[str, ...]:
    return (*paragraphs[:number], *paragraphs[number + 1 :])


def run(number: int, seed: int) -> dict[tuple[str, str], Counter[str]]:
    """Make changes; return what became of them, by where they were made and of which kind they are."""
    chance, copies = random.Random(seed), texts()
    found: dict[tuple[str, str], Counter[str]] = {}
    done = 0
    while done < number:
        where = ("excerpt", "quotation")[done % 2]
        kinds = {**OTHER, **SAME, **AROUND, **(IN_COPIES if where == "excerpt" else IN_QUOTATIONS)}
        name = chance.choice(list(kinds))
        for _ in range(TRIES):
            each = case(chance, copies)
            changed = kinds[name](chance, each.passage)
            if changed.split() != each.passage.split() or name in SAME:
                break
        else:
            continue
        made = outcome_of_excerpt(each, changed, name) if where == "excerpt" else outcome_of_quotation(each, changed, name)
        found.setdefault((where, name), Counter())[made] += 1
        done += 1
    return found


def faults(found: dict[tuple[str, str], Counter[str]]) -> list[tuple[str, str]]:
    """Return the kinds of which a change of meaning passed, or an unchanged text did not."""
    return [key for key, counts in found.items() if counts["told" if key[1] in SAME else "passed"]]


def main() -> None:
    """Print a table by kind."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = run(number, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"{'kind':34}{'where':12}{'made':>7}{'told':>7}{'same words':>12}{'passed':>8}")
    for (where, name), counts in sorted(found.items(), key=lambda item: (item[0][1] in SAME, item[0][1], item[0][0])):
        print(f"{name:34}{where:12}{counts.total():>7}{counts['told']:>7}{counts['the same words']:>12}{counts['passed']:>8}")
    other = sum((counts for (_, name), counts in found.items() if name not in SAME), Counter[str]())
    same = sum((counts for (_, name), counts in found.items() if name in SAME), Counter[str]())
    passed = f"{other['told']:,} told, {other['the same words']:,} left the printed words as they were, {other['passed']:,} passed"
    print(f"\n{other.total():,} changes: {passed}.")
    print(f"{same.total():,} other forms of the same text: {same['told']:,} refused.")
    sys.exit(bool(faults(found)))


if __name__ == "__main__":
    main()
