"""Citations and the list of sources, formatted by pandoc's citeproc: one call for a whole document.

The style is Chicago author–date, or any CSL file of the workspace. In-text citations of a note style become notes at the foot of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any, Literal

from briefing.assemble.citation_places import Place
from briefing.assemble.citation_styles import CitationStyle
from briefing.assemble.csl_records import record
from briefing.assemble.csl_words import is_raised, worded
from briefing.assemble.entry_dates import dated
from briefing.assemble.pinpoints import located
from briefing.assemble.short_citations import BACKGROUND_ID, ShortCitation
from briefing.assemble.short_citations import worded as worded_shortly
from briefing.dataclass import dataclass
from briefing.document import Blocks, Inline, Inlines, Reference, Text, plain, shows, walk
from briefing.document.changing import inlines
from briefing.errors import BriefingError, Problem
from briefing.languages import Catalogue, catalogue
from briefing.library import BACKGROUND, Library
from briefing.markup import CITATION, Cite, parse_cluster
from briefing.system import pandoc, temporary

Manner = Literal["styled", "short", "noted"]
"""How citations are worded: by the style, by short names in the text, or by short names in notes."""


@dataclass(frozen=True)
class Bibliography:
    """What citeproc made of the citations of a document."""

    clusters: Mapping[str, Inlines]
    """The printed form of each citation, by its placeholder, with links to the entries."""
    entries: Mapping[str, Inlines]
    """The entries by source, in the order of the style."""
    in_notes: bool
    """The style puts citations into notes."""
    authors: Mapping[str, Inlines] = field(default_factory=dict)
    """What of a citation stands in the sentence, where the style has the rest in a note: the authors of `@key says`."""

    short: Mapping[str, ShortCitation] = field(default_factory=dict)
    """The citations by short names, where the outline asks for them, in the place of `clusters`."""

    @property
    def raised(self) -> frozenset[str]:
        """Return the citations that are superscript numbers."""
        return frozenset(each for each, words in self.clusters.items() if not self.in_notes and is_raised(words))


def placeholder(cluster: str) -> Reference:
    """Return the placeholder of a citation, until `compile_bibliography` has formatted it."""
    return Reference(CITATION + cluster, (Text(cluster),))


def clusters(blocks: Blocks | tuple[Inlines, ...]) -> list[str]:
    """Return the clusters of citations in the blocks or lines, each once, in reading order."""
    found = (node.target for node in walk(blocks) if isinstance(node, Reference) and node.target.startswith(CITATION))
    return list(dict.fromkeys(target.removeprefix(CITATION) for target in found))


def cited(found: Iterable[str]) -> list[str]:
    """Return the keys of the sources in clusters, each once, in order; `BACKGROUND` among them where it is cited."""
    return list(dict.fromkeys(cite.key for cluster in found for cite in parse_cluster(cluster)))


def compile_bibliography(
    found: Sequence[Place],
    sources: Sequence[str],
    library: Library,
    language: str,
    style: CitationStyle | None,
    manner: Manner = "styled",
) -> Bibliography:
    """Word citations and entries.

    Args:
        found: The places of the citations.
        sources: The sources whose entries are wanted besides those cited.
        library: Where the sources are.
        language: BCP 47, for the words of the style.
        style: The style, or None for Chicago author–date.
        manner: Whether the style words the citations; else they have short names, in the text or in notes.

    Raises:
        BriefingError: The style cannot be used.
    """
    keys = list(dict.fromkeys([*(key for key in cited(each.cluster for each in found) if key != BACKGROUND), *sources]))
    records = json.dumps([record(library.sources[key], style) for key in keys], ensure_ascii=False)
    words = catalogue(language)

    authors: dict[str, Inlines] = {}

    def call(places: Sequence[Place], style: CitationStyle | None) -> tuple[dict[str, Inlines], dict[str, Inlines]]:
        calls = tuple((located(each.cluster, library, words), each.number) for each in places)
        answer = json.loads(_citeproc(calls, tuple(keys), records, language, style.text if style else None))
        paragraphs, last = answer["blocks"][:-1], answer["blocks"][-1]
        if style and style.in_notes:
            for each, block in zip(places, paragraphs, strict=True):
                if author := _before_note(block["c"]):
                    authors[each.target] = worded(author)
        printed = {
            each.target: _cluster(each.cluster, block["c"], words, own_style=style is not None)
            for each, block in zip(places, paragraphs, strict=True)
        }
        entries = {block["c"][0][0].removeprefix("ref-"): _entry(block["c"][1][0]["c"], style, words) for block in last["c"][1]}
        return printed, entries

    if manner != "styled":
        entries = call([], style)[1]
        if style and not style.has_list and keys:
            entries = _from_citations(call([Place(f"[@{key}]", f"[@{key}]") for key in keys], style.forgetful)[0], keys)
        mark = words.say("background.mark")
        short = {each.target: worded_shortly(located(each.cluster, library, words), library, mark) for each in found}
        return Bibliography({}, entries, manner == "noted", short=short)
    printed, entries = call([each for each in found if not each.apart], style)
    apart = [each for each in found if each.apart or _is_bare(located(each.cluster, library, words), printed[each.target])]
    if style and style.remembers and apart:
        printed |= call(apart, style.forgetful)[0]
    if style and not style.has_list and keys:
        entries = _from_citations(call([Place(f"[@{key}]", f"[@{key}]") for key in keys], style.forgetful)[0], keys)
    if style:
        _refuse_empty(style, {each.cluster: printed[each.target] for each in found}, entries)
    return Bibliography(printed, entries, bool(style and style.in_notes), authors)


def _refuse_empty(style: CitationStyle, printed: Mapping[str, Inlines], entries: Mapping[str, Inlines]) -> None:
    """Refuse a style that prints nothing for a citation or for an entry: readers would see a gap, and nobody would be told.

    Of `[-@key]`, the author has been taken away, and nothing may be left.
    """
    empty = [f"the source '{key}'" for key, words in entries.items() if not shows(words)]
    for cluster, words in printed.items():
        if not shows(words) and any(cite.mode == "normal" for cite in parse_cluster(cluster)):
            empty.append(f"the citation {cluster}")
    if empty:
        hint = "Choose another style under 'csl:', or complete the record of the source: the style may need what is missing there."
        raise BriefingError([Problem(style.name, 0, f"this citation style prints nothing for {empty[0]}", hint)])


def _is_bare(cluster: str, printed: Inlines) -> bool:
    """Say whether nothing of a cluster is printed but paragraphs: some styles have no words for a source that has just been cited."""
    words, cites = plain(printed), [cite for cite in parse_cluster(cluster) if cite.key != BACKGROUND]
    for cite in cites:
        words = words.replace(cite.locator, "")
    return bool(cites) and not re.search(r"\w", words)


def _from_citations(printed: Mapping[str, Inlines], keys: Sequence[str]) -> dict[str, Inlines]:
    """Return entries for a style without a list of sources: each source as its first citation has it, in alphabetical order."""

    def unlinked(inline: Inline) -> Inlines | None:
        return inline.children if isinstance(inline, Reference) else None

    entries = {key: inlines(printed[f"[@{key}]"], unlinked) for key in keys}
    return dict(sorted(entries.items(), key=lambda item: re.sub(r"[^\w ]", "", plain(item[1])).casefold()))


@lru_cache(maxsize=32)
def _citeproc(found: tuple[tuple[str, int], ...], keys: tuple[str, ...], records: str, language: str, style: str | None) -> bytes:
    meta = {
        "lang": {"t": "MetaInlines", "c": [_string(language)]},
        "link-citations": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": [_cite([Cite(key, "") for key in keys])]},
    }
    blocks: list[Any] = [
        {"t": "Para", "c": [_cite([cite for cite in parse_cluster(cluster) if cite.key != BACKGROUND], number)]}
        for cluster, number in found
    ]
    blocks.append({"t": "Div", "c": [["refs", [], []], []]})
    document = json.dumps({"pandoc-api-version": pandoc.api_version(), "meta": meta, "blocks": blocks}, ensure_ascii=False)
    with temporary.folder() as folder:
        (folder / "sources.json").write_text(records, encoding="utf-8")
        args = ["--from=json", "--to=json", "--citeproc", "--bibliography=sources.json"]
        if style is not None:
            (folder / "style.csl").write_text(style, encoding="utf-8")
            args.append("--csl=style.csl")
        try:
            return pandoc.answered(args, document.encode(), folder)
        except pandoc.PandocError as error:
            message = str(error).strip().split("\n")[0][:200] or "pandoc's citeproc failed"
            hint = "Try another citation style under 'csl:', or take out the line 'csl:'."
            raise BriefingError([Problem("", 0, f"the citations cannot be formatted: {message}", hint)]) from None


# ── to pandoc's types and back ───────────────────────────────────────────────────────────────────────────────────────────────────────

_MODES: Mapping[str, str] = {"normal": "NormalCitation", "suppressed": "SuppressAuthor", "in-text": "AuthorInText"}


def _string(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def _cite(cites: Sequence[Cite], number: int = 0) -> dict[str, Any]:
    if not cites:
        return _string("")
    citations = [
        {
            "citationId": cite.key,
            "citationPrefix": _words(cite.prefix),
            "citationSuffix": _suffix(cite.locator),
            "citationMode": {"t": _MODES[cite.mode]},
            "citationNoteNum": number,
            "citationHash": 0,
        }
        for cite in cites
    ]
    return {"t": "Cite", "c": [citations, [_string("@")]]}


def _suffix(locator: str) -> list[dict[str, Any]]:
    """Return a locator for citeproc. The empty braces keep the style from wording ¶ anew; the no-break space keeps ¶13 with its source."""
    if not locator:
        return []
    if locator.startswith("¶"):
        return [_string(","), {"t": "Space"}, _string("{},\u00a0"), _string(locator)]
    return [_string(","), {"t": "Space"}, *_words(locator)]


def _words(text: str) -> list[dict[str, Any]]:
    """Return what stands before a source or after it, in pandoc's types; `*passim*` is in italics."""
    parts: list[list[dict[str, Any]]] = []
    for number, part in enumerate(re.split(r"\*([^*]+)\*", text)):
        words = [node for word in re.split("( )", part) if word for node in ([{"t": "Space"}] if word == " " else [_string(word)])]
        parts.append([{"t": "Emph", "c": words}] if number % 2 else words)
    return [node for part in parts for node in part]


def _cluster(cluster: str, content: Sequence[Any], words: Catalogue, *, own_style: bool) -> Inlines:
    """Return the printed form of a cluster: what citeproc made, and the mark of background inside the same brackets."""
    has_background = any(cite.key == BACKGROUND for cite in parse_cluster(cluster))
    found = worded(content) if own_style else inlines(worded(content), lambda inline: _bare_year(inline, words))
    if not has_background:
        return found
    mark = Reference(BACKGROUND_ID, (Text(words.say("background.mark")),))
    if not found or is_raised(found):
        return (*found, Text(" (" if found else "("), mark, Text(")"))
    last = found[-1]
    if isinstance(last, Text) and last.text.endswith((")", "]", "}", ".")):
        return (*found[:-1], Text(f"{last.text[:-1]}; "), mark, Text(last.text[-1]))
    return (*found, Text("; "), mark)


def _before_note(content: Sequence[Any]) -> list[Any]:
    """Take what comes before the note out of the words that citeproc made of one citation, and return it."""
    cite = content[0] if content and content[0]["t"] == "Cite" else None
    nodes = cite["c"][1] if cite else []
    place = next((number for number, each in enumerate(nodes) if each["t"] == "Note"), 0)
    before = nodes[:place]
    del nodes[:place]
    return list(before)


def _entry(content: Sequence[Any], style: CitationStyle | None, words: Catalogue) -> Inlines:
    """Return an entry of the list. Chicago's style, made for English, writes dates as English does: `2023 г.`, `март 7`."""
    found = worded(content)
    if style is not None:
        return found
    return inlines(found, lambda inline: (Text(dated(inline.text, words)),) if isinstance(inline, Text) else None)


def _bare_year(inline: Inline, words: Catalogue) -> Inlines | None:
    """Take the word for `year` from a year: citeproc adds it in Russian, `2023 г.`, and no citation has it."""
    word = words.say("date.year", year="").strip()
    if not word or not isinstance(inline, Text):
        return None
    return (Text(re.sub(rf"(?<=\d)\s{re.escape(word)}", "", inline.text)),)
