"""The authors in a byline or in the metadata of a file: who is a person, who is a body, and which word is the family name.

Whoever writes a record checks it; but what is certain should be right at once. A name in braces is a body, as in BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.system.patterns import pattern

_OPENING = pattern(
    r"^\s*(?:(?:written |words |text |reported )?by\b|(?:authors?|text|autor(?:en|in|es)?|auteurs?|авторы?)\s*:|von\b|par\b|por\b)\s*:?\s+",
    re.I,
)
_TITLES = pattern(
    r"^(?:(?:dr|prof|mr|mrs|ms|mme|mag|ing|rev|hon|sr|sra|herr|frau|med|phil|jur|h\.\s?c|rer\.\s?nat|dipl\.-ing|p\.?d|д-р|проф|акад|доц)\.?\s+"
    r"|(?:professor(?:in)?|doctor|sir|dame|monsieur|madame|privatdozent(?:in)?|профессор|доктор|академик|доцент)\s+)+(?=\S)",
    re.I,
)
_DEGREE = pattern(
    r"[,\s]+(?:Ph\.?\s?D|D\.?Phil|M\.?D|M\.?A|M\.?Sc|B\.?Sc|B\.?A|M\.?B\.?A|LL\.?[BMD]|Ed\.?D|J\.?D|Esq|FRS|FBA|R\.?N)\.?(?=\s*(?:,|;|$))"
)
_SUFFIX = pattern(r"(?:Jr|Sr|Jnr|Snr)\.?|II|III|IV", re.I)
_ROLE = pattern(
    r"(?:(?:staff|senior|chief|deputy|associate|foreign|political|science|special|guest|\w+ affairs)\s+)*"
    r"(?:writers?|reporters?|correspondents?|columnists?|editors?|ed|eds|contributors?|journalists?)\.?",
    re.I,
)
_BODY = pattern(
    r"\b(?:universit\w*|ministr\w+|minist[eè]re\w*|departments?|institut\w*|cent(?:re|er|rum)|zentrum|council|committee|commission|agency|agence|agentur"
    r"|office|bureau|bank|associat\w+|society|foundation|fund|organi[sz]ations?|organisation\w*|union|federation|company|corporation|inc|ltd|llc|plc"
    r"|gmbh|e\.v|group|team|staff|desk|editors|editorial|redaktion|newsroom|press|presse|news|media|network|times|journal|magazine|museum|library"
    r"|authority|government|parliament|board|services?|programme|program|project|school|college|academy|party|trust|league|embassy|secretariat"
    r"|nations|world|international|national|supreme|initiative|observatory|survey|watch|forum|alliance|collective|consortium|collaboration|partners"
    r"|bundesamt|bundes\w+|verein|verband|stiftung|gesellschaft|amt|société|conseil|comité|assembl\w+|of|for|the|für|pour|des|für|и?министерств\w+"
    r"|университет\w*|институт\w*|комитет\w*|агентств\w+|организаци\w+|фонд\w*|центр\w*|ассоциаци\w+|служб\w+|совет\w*|банк\w*|редакци\w+"
    r"|обществ\w+|правительств\w+|академи\w+|для|союз\w*|комисси\w+|департамент\w*|управлени\w+)\b",
    re.I,
)
_AND = pattern(r",?\s+(?:(?i:and|und|et|with)|и|&|&amp;)\s+|,\s+(?:y|e)\s+|\s+y\s+(?=\S+\s+\S)")
_BARS = pattern(r"\s*(?:;|\||•|·|\n|\s/\s|(?<=[^\W\d_])/(?=[^\W\d_]))\s*")
_INITIALS = pattern(r"(?:[^\W\d_]{1,2}\.-?)+|[A-ZА-ЯЁ]")
_BARE_INITIALS = pattern(r"[A-ZА-ЯЁ]{1,2}|[B-DF-HJ-NP-TV-Z]{3}")
_JOINING = frozenset({"y", "e", "i"})
_STAYING = frozenset({
    "de", "da", "do", "dos", "das", "du", "di", "del", "della", "dei", "la", "le", "las", "los", "van", "der", "den", "het",
    "ten", "ter", "te", "af", "av", "bin", "ibn", "el", "al", "st.", "d'",
})  # fmt: skip
_CAPITAL = frozenset(["Le", "La", "De", "Del", "Della", "Di", "Du", "Da", "Van", "Von", "Der", "El", "Al", "Mac"])
_DROPPED = frozenset({"von", "vom", "zu", "zur", "zum", "und"})
_ARTICLES = frozenset({"The", "Le", "La", "Les", "Die", "Der", "Das"})
"""Words with which names of newspapers begin."""
_SONS = frozenset({"оглы", "кызы", "улы", "уулу", "ogly", "kyzy", "oglu", "uly", "uulu"})
"""Words after the father's name."""
_PATRONYMIC = pattern(r"\w+(?:вич|вна|ична|инична|оглы|кызы|улы|уулу|івна|ївна)|(?:Иль|Кузьм|Лук|Фом|Никит)ич", re.I)
_LATIN_PATRONYMIC = pattern(r"\w+(?:[oe]vich|[oe]vna|ichna)", re.I)
_SLAVIC = pattern(
    r"\w+(?:[оеё]ва?|ина?|ына?|ский|ская|цкий|цкая|ской|енко|чук|щук|нюк|швили|дзе|[ая]нян|[оеу]в[ао]?й)|\w+(?:[oe]va?|ina?|sk(?:y|iy|ii|aya)|enko)",
    re.I,
)
_GIVEN = frozenset({
    "константин", "валентин", "мартин", "вениамин", "августин", "валентина", "марина", "екатерина", "ирина", "галина", "полина",
    "карина", "кристина", "алина", "арина", "ангелина", "нина", "регина", "сабина", "альбина", "дина", "лина", "ева", "лев",
    "яков", "антонина", "konstantin", "valentin", "martin", "benjamin", "marina", "ekaterina", "irina", "galina", "polina",
    "karina", "kristina", "alina", "arina", "angelina", "nina", "regina", "sabina", "lina", "lev", "yakov", "kevin", "robin",
    "justin", "edwin",
})  # fmt: skip
"""Given names that end like Russian family names."""

_DEFAULT = pattern(
    r"(?:none|null|n/?a|unknown(?: author)?|unspecified|anonymous|authors?|owner|default|guest|test|root|me|python-docx|pc|hp|dell|lenovo"
    r"|acer|asus|toshiba|(?:microsoft |windows |office )*(?:user|administrator|admin)|microsoft(?: corporation| office)?|autor|benutzer"
    r"|unbekannt|usuario|utilisateur|auteur|inconnu|пользователь|автор|(?!G\d)(?=\S*\d)[\w.$-]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Author:
    """The parts of a name, as in CSL. A body has only `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""
    non_dropping_particle: str = ""
    dropping_particle: str = ""
    suffix: str = ""


def names(authors: Collection[str]) -> list[Author]:
    """Return the names in texts, each of which names one author or several."""
    found = [name for text in authors for name in _several(text)]
    return list(dict.fromkeys(found))


def _several(text: str) -> Iterator[Author]:
    text = " ".join(_OPENING.sub("", re.sub(r"\n+", ";", text)).split())
    if braced := re.fullmatch(r"\{(.+)\}", text):
        yield Author(literal=braced[1])
        return
    text = re.sub(
        r"[(<\[][^()<>\[\]]*@[^()<>\[\]]*[)>\]]|\S+@\S+\.\S+|\bhttps?://\S+|\((?:ed|eds|editors?|author|hrsg)\.?\)|[,\s]+et al\.?$",
        "",
        text,
        flags=re.I,
    )
    for part in _BARS.split(_DEGREE.sub("", text)):
        for piece in _joined(part.strip(" ,")):
            yield from _listed([each.strip() for each in piece.split(",") if each.strip()])


def _joined(text: str) -> list[str]:
    """Split a text at `and`, but not the name of a body: `Ministry of Food and Agriculture`, `Marks & Spencer`."""
    match = _AND.search(text)
    if not match:
        return [text] if text else []
    left, right = text[: match.start()].strip(), text[match.end() :].strip()
    if not left or not right:
        return [left or right]
    if is_body(left.rpartition(",")[2]) or ("&" in match[0] and len(text.split()) == 3):
        return [text]
    if len(left.split()) == 1 and is_body(right):
        return [text]
    rest = _joined(right)
    if len(left.split()) == 1 and len(rest) == 1 and len(rest[0].split()) == 2 and "," not in right and not is_body(right):
        return [f"{left} {right.split()[-1]}", right]  # Ann and Bo Doe
    return [left, *rest]


def _listed(parts: Sequence[str]) -> Iterator[Author]:
    """Yield the names in a list with commas: `Ann Doe, Bo Roe`, `Doe, Ann`, `Doe, A., Roe, B.`, `King, Martin, Jr.`."""
    whole = ", ".join(parts)
    if len(parts) > 1 and is_body(parts[0]) and not all(is_body(part) or re.fullmatch(r"[A-Z]{3,}", part) for part in parts):
        yield Author(literal=whole)
        return
    rest = list(parts)
    while rest:
        first = rest.pop(0)
        if _ROLE.fullmatch(first) and whole != first:
            continue
        given = rest.pop(0) if rest and _is_given(first, rest, is_only=len(parts) == 2) else ""
        suffix = rest.pop(0) if rest and _SUFFIX.fullmatch(rest[0]) else ""
        if not given and suffix and rest and len(first.split()) == 1:
            given = rest.pop(0)  # King, Jr., Martin
        yield _inverted(first, given, suffix) if given else _one(first, suffix)


def _is_given(first: str, rest: Sequence[str], *, is_only: bool) -> bool:
    """Say whether what follows the comma is the given name that belongs to the family name before it."""
    following = rest[0]
    words, others = _untitled(first).split(), following.split()
    if _SUFFIX.fullmatch(following) or _ROLE.fullmatch(following) or is_body(following) or is_body(first) or any(map(_is_initials, words)):
        return False
    if any(_BARE_INITIALS.fullmatch(word) for word in words[1:]):
        return False  # Doe AB, Roe C
    if all(map(_is_initials, others)) or _is_initials(others[-1]):
        return True
    names = [word for word in words if word not in _STAYING | _DROPPED]
    if len(names) == 1:
        return True
    return is_only and len(others) == 1


def _inverted(family: str, given: str, suffix: str) -> Author:
    words = _untitled(family).split()
    given = _untitled(given)
    count = next((number for number, word in enumerate(words) if word not in _STAYING | _DROPPED), 0)
    if not words[:count] or not all(word.islower() for word in words[:count]):
        if (inner := given.split()) and len(inner) > 1 and inner[-1] in _DROPPED | _STAYING:
            start = next(number for number, _ in enumerate(inner) if number and all(w in _DROPPED | _STAYING for w in inner[number:]))
            return _with_particles(" ".join(words), " ".join(inner[:start]), inner[start:], suffix)
        return Author(_cased(" ".join(words)), given, suffix=suffix)
    return _with_particles(" ".join(words[count:]), given, words[:count], suffix)


def _one(text: str, suffix: str = "") -> Author:
    """Return the name of one author."""
    plain = _untitled(text)
    words = plain.split()
    if not suffix and len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    few = [word for word in words if word not in _STAYING | _DROPPED | _JOINING | _SONS]
    if (
        is_body(text)
        or "&" in words
        or (len(words) == 2 and words[0] in _ARTICLES)
        or not 2 <= len(few) <= 4
        or any(not (word[0].isupper() or _is_caseless(word)) for word in few)
    ):
        return Author(literal=" ".join([*words, suffix]).strip() or text)
    start = _family_first(words)
    if start:
        return Author(_cased(" ".join(words[:start])), " ".join(words[start:]), suffix=suffix)
    last = len(words) - 1
    if last >= 3 and words[last - 1] in _JOINING:
        last -= 2  # José Ortega y Gasset
    while last > 1 and words[last].isupper() and words[last - 1].isupper() and not plain.isupper() and not _is_initials(words[last - 1]):
        last -= 1
    start = last
    while start > 1 and words[start - 1] in _STAYING | _DROPPED:
        start -= 1
    if start == last > 1 and words[last - 1] in _CAPITAL:
        start = last = last - 1  # Ursula K. Le Guin
    given, family = " ".join(words[:start]), " ".join(words[last:])
    if plain.isupper():
        given = " ".join(word if _is_initials(word) else _cased(word) for word in words[:start])
    return _with_particles(_cased(family), given, words[start:last], suffix)


def _with_particles(family: str, given: str, particles: Sequence[str], suffix: str) -> Author:
    text = " ".join(particles)
    drops = bool(particles) and particles[0] in _DROPPED
    return Author(family, given, non_dropping_particle="" if drops else text, dropping_particle=text if drops else "", suffix=suffix)


def _family_first(words: Sequence[str]) -> int:
    """Return how many words the family name has if it is first, as in Russian lists; 0 if it is last, or not known."""
    if not _is_initials(words[0]) and all(_is_initials(word) or _BARE_INITIALS.fullmatch(word) for word in words[1:]) and len(words[0]) > 1:
        return 1 if not (words[0].isupper() and len(words[1]) > 2) else 0
    if len(words) == 3 and _is_patronymic(words[2]) and not _is_patronymic(words[1]):
        return 1 if _PATRONYMIC.fullmatch(words[2]) or _SLAVIC.fullmatch(words[0]) else 0
    if len(words) == 4 and words[3].lower() in _SONS:
        return 1
    if len(words) == 2 and re.search(r"[А-я]", words[0]) and _is_slavic(words[0]) and not _is_slavic(words[1]):
        return 1
    capitals = [len(word) > 1 and word.isupper() and not _is_initials(word) for word in words]
    count = capitals.index(False) if False in capitals else 0
    return count if not any(capitals[count:]) else 0


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(word) or _LATIN_PATRONYMIC.fullmatch(word))


def _is_slavic(word: str) -> bool:
    return word.lower() not in _GIVEN and bool(_SLAVIC.fullmatch(word))


def _is_initials(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and word[0].isupper()


def is_default(text: str) -> bool:
    """Say whether a program or a machine wrote a name of an author into a file, such as `None`, `Windows User` or `PC3`."""
    return bool(_DEFAULT.fullmatch(text.strip()))


def is_body(text: str) -> bool:
    """Say whether a name has a word that names of bodies have, such as `Ministry`."""
    return bool(_BODY.search(text))


def _is_caseless(word: str) -> bool:
    return word.lower() == word.upper()


def _untitled(text: str) -> str:
    return _TITLES.sub("", text.strip())


def _cased(text: str) -> str:
    """Return a name in capitals as it is usually written."""
    if not text.isupper() or len(text) < 3:
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), text)
