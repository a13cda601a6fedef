"""Which citations of a line belong to a quotation in it.

In a line, the sign `CITED` stands for each citation. A citation belongs to a quotation if it is within the marks, if it follows them at
once or later in the same sentence, or if it introduces the quotation: a colon, a dash, or a word for saying leads from one to the other.
"""

from __future__ import annotations

import re

from briefing.system.patterns import pattern

CITED = "\ue000"
"""Stands for a citation in a line of text."""
CLOSING = "”“\"’'»«›‹」』》〉＂″"
"""Marks that may close a quotation."""
_POINTS = "see|cf|compare|source|vgl|siehe|quelle|voir|см"
"""Words with which a citation is pointed at: `“…”. See [@voss-2021].`"""
AT_ONCE = pattern(rf"[\s.,;:!?…(\[)\]’”“\"'»«›—–-]*(?:(?:{_POINTS})\b[\s.:(]*)?{CITED}", re.IGNORECASE)
"""What is between a quotation and a citation that can only be that of the quotation."""
_NEXT = pattern(rf"[\s,;.]*{CITED}")
_SAYING = pattern(
    r"\b(?:(?:say|speak|argue|ask|note|claim|report|state|describe|tell|warn|conclude|add|hold|insist|think|believe|maintain|explain|observe"
    r"|remark|suggest|assert|affirm|declare|announce|admit|quote|cite|read|recall|complain|demand|promise|answer|mean|define|name|label"
    r"|record|mention|repeat|stress|call|express)(?:s|e?d|ing)?"
    r"|said|write|writes|wrote|written|writing|spoke|put|puts|told|held|thought|meant|den(?:y|ies|ied)|repl(?:y|ies|ied)|words?|according"
    r"|sag\w*|schr[ei]+b\w*|nenn\w*|nannte|meint\w*|heißt|laut|zufolge|erklärt\w*|dit|disent|écri\w*|affirm\w*|selon|appel\w+|dice|escrib\w+"
    r"|говор\w+|сказал\w*|пи[сш]\w+|заяв\w+|назы?ва\w+|отмеча\w+|счита\w+|слова\w*)\b",
    re.IGNORECASE,
)
"""Words for saying, in the languages of the packs that we know."""
_THAT = pattern(r"(?<!\bso )(?<!\bsuch )\b(?:that|dass|daß|que|qu’|что)\s*\Z", re.IGNORECASE)
_CLEAR = pattern(rf"[^.;:!?…{CITED}]*")
"""Words within one clause, without a further citation."""
_FAR = 60
"""Characters over which a word for saying leads from a citation to a quotation."""
_NEAR = 3
"""Words between a word for saying and the citation after it, and between that and the quotation: `says Mr. Roe [@roe] that the “…”`."""
_END = pattern(r"(\S*)[.!?…][”’\"'»)\]]*\s+[“„«‘\"'(\[]*(\w)")
"""Where a sentence may end: the word before it, and the first letter after it."""
_SHORTENED = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "cf", "no", "p", "pp", "ed", "eds", "vol", "ch", "art", "e.g", "i.e", "u.s", "u.n", "u.k"}
)
_POINTER = pattern(rf"\s*(?:[—–-]+\s*)?(?:[^\s.!?…{CITED}]+[\s,]+){{0,6}}[(\[]*{CITED}[\s.,;)\]{CITED}]*")
"""A line that only names the source of the quotation before it: `— Roe, in his second book [@roe]`."""
_ONLY_CITES = pattern(rf"[\s()\[\],;.:]*(?:(?:{_POINTS}|from|after)\b[\s()\[\],;.:]*)?", re.IGNORECASE)
_SHORT = 6
"""Words that a cell with the citation of another cell has at most."""


def belonging(line: str, start: int, end: int, clusters: list[str]) -> list[str]:
    """Return the clusters that belong to the quotation between the marks at `start` and `end`."""
    first = line.find(CITED, end)
    if first >= 0 and (AT_ONCE.match(line, end + 1) or not _is_over(line[end - 1], line[end + 1 : first])):
        return clusters_from(line, first, clusters)
    return [clusters[line.count(CITED, 0, start) - 1]] if _is_introduced(line[:start]) else []


def clusters_from(line: str, first: int, clusters: list[str]) -> list[str]:
    """Return the cluster at a place of a line and those that follow it at once."""
    number = line.count(CITED, 0, first)
    found, place = [clusters[number]], first + 1
    while following := _NEXT.match(line, place):
        found.append(clusters[number + len(found)])
        place = following.end()
    return found


def is_pointer(line: str) -> bool:
    """Say whether a line only names the source of what is before it."""
    return line[:1] in f"—–-{CITED}([" and bool(_POINTER.fullmatch(line))


def leads_on(line: str) -> bool:
    """Say whether a line introduces what follows it: it ends with a colon, behind a citation in its last sentence."""
    _, cited, behind = line.rstrip().rpartition(CITED)
    return bool(cited) and behind.endswith(":") and bool(_CLEAR.fullmatch(behind[:-1]))


def is_one_clause(words: str) -> bool:
    """Say whether some words are within one clause, and have no citation."""
    return bool(_CLEAR.fullmatch(words))


def cites_others(cell: str) -> bool:
    """Say whether the citations of a cell may be those of the other cells of its row: it has few words besides, and quotes nothing."""
    return bool(_ONLY_CITES.fullmatch(cell)) or (len(cell.split()) <= _SHORT and not re.search(r"[“„«‹\"」]", cell))


def _is_introduced(before: str) -> bool:
    """Say whether the words before a quotation lead from a citation to it."""
    head, cited, between = before.rpartition(CITED)
    words = between.strip(" ),:–—-").split()
    if not cited or not _CLEAR.fullmatch(between.rstrip(" :")):
        return False
    if not words:
        return True
    says = len(between) <= _FAR and bool(_SAYING.search(between))
    if re.search(rf"[{CLOSING}][ (]*\Z", head):  # the citation is that of another quotation, which may go on here
        return says and between.rstrip().endswith((",", ":"))
    if between.rstrip().endswith(":"):
        return len(between) <= _FAR
    if len(words) < _NEAR and between.rstrip().endswith(","):
        return True
    said = bool(_SAYING.search(" ".join(head.split()[-_NEAR - 1 :])))
    return says or bool(_THAT.search(between)) or (said and len(words) <= _NEAR)


def _is_over(last: str, between: str) -> bool:
    """Say whether a sentence ends with a quotation, or in the words between it and a citation.

    Args:
        last: The last sign within the quotation marks.
        between: The words up to the citation.
    """
    if last == "." and re.match(r"\s+[“„«‘\"'(\[]*(?=\w)[^a-zà-ÿа-я]", between):
        return True
    return any(
        not match[2].islower() and match[1].lower().strip("(“‘\"'") not in _SHORTENED and not re.fullmatch(r"\W*[A-Z]", match[1])
        for match in _END.finditer(between)
    )
