"""Citations and the list of sources, formatted by pandoc's citeproc: one call for a whole document.

The style is Chicago author–date, or any CSL file of the workspace. In-text citations of a note style become notes at the foot of the page.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.dates import PartialDate
from briefing.document import Blocks, Emphasis, Inline, Inlines, Link, Note, NoteMark, Reference, Strong, Text, walk
from briefing.document.changing import inlines, joined
from briefing.errors import BriefingError, Problem
from briefing.languages import ENGLISH, Catalogue, catalogue
from briefing.library import BACKGROUND, Library, Source
from briefing.markup import CITATION, Cite, parse_cluster
from briefing.system import pandoc

BACKGROUND_ID = "source-background"
"""The id of the entry that says what background is."""


@dataclass(frozen=True)
class Bibliography:
    """What citeproc made of the citations of a document."""

    clusters: Mapping[str, Inlines]
    """The printed form of each cluster, with links to the entries."""
    entries: Mapping[str, Inlines]
    """The entries by source, in the order of the style."""
    in_notes: bool
    """The style puts citations into notes."""


def entry_id(source: str) -> str:
    """Return the id of a source's entry in the list."""
    return f"source-{source}"


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


def compile_bibliography(found: Sequence[str], sources: Sequence[str], library: Library, language: str, style: str | None) -> Bibliography:
    """Word citations and entries.

    Args:
        found: The clusters.
        sources: The sources whose entries are wanted besides those cited.
        library: Where the sources are.
        language: BCP 47, for the words of the style.
        style: The text of a CSL style, or None for Chicago author–date.

    Raises:
        BriefingError: The style cannot be used.
    """
    keys = list(dict.fromkeys([*(key for key in cited(found) if key != BACKGROUND), *sources]))
    records = json.dumps([_record(library.sources[key]) for key in keys], ensure_ascii=False)
    answer = json.loads(_citeproc(tuple(found), tuple(keys), records, language, style))
    paragraphs, last = answer["blocks"][:-1], answer["blocks"][-1]
    words = catalogue(language)
    worded = {cluster: _cluster(cluster, block["c"], words) for cluster, block in zip(found, paragraphs, strict=True)}
    entries = {block["c"][0][0].removeprefix("ref-"): _entry(block["c"][1][0]["c"], style, words) for block in last["c"][1]}
    in_notes = any(_is_note(block["c"]) for block in paragraphs)
    return Bibliography(worded, entries, in_notes)


@lru_cache(maxsize=32)
def _citeproc(found: tuple[str, ...], keys: tuple[str, ...], records: str, language: str, style: str | None) -> bytes:
    meta = {
        "lang": {"t": "MetaInlines", "c": [_string(language)]},
        "link-citations": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": [_cite([Cite(key, "") for key in keys])]},
    }
    blocks: list[Any] = [
        {"t": "Para", "c": [_cite([cite for cite in parse_cluster(cluster) if cite.key != BACKGROUND])]} for cluster in found
    ]
    blocks.append({"t": "Div", "c": [["refs", [], []], []]})
    document = json.dumps({"pandoc-api-version": pandoc.api_version(), "meta": meta, "blocks": blocks}, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources.json").write_text(records, encoding="utf-8")
        args = ["--from=json", "--to=json", "--citeproc", "--bibliography=sources.json"]
        if style is not None:
            (Path(folder) / "style.csl").write_text(style, encoding="utf-8")
            args.append("--csl=style.csl")
        try:
            return pandoc.run(args, document.encode(), Path(folder))
        except pandoc.PandocError as error:
            message = str(error).strip().split("\n")[0][:200] or "pandoc's citeproc failed"
            hint = "Try another citation style under 'csl:', or take out the line 'csl:'."
            raise BriefingError([Problem("", 0, f"the citations cannot be formatted: {message}", hint)]) from None


def _record(source: Source) -> dict[str, Any]:
    """Return a source as CSL-JSON 1.0.2. Where a text names no author, the publication stands as its author (Chicago 17, 15.34)."""
    authors = [{k: v for k, v in (("family", a.family), ("given", a.given), ("literal", a.literal)) if v} for a in source.author]
    stand_in = source.container_title or source.publisher
    record: dict[str, Any] = {
        "id": source.id,
        "type": source.type,
        "title": source.title,
        "title-short": source.title_short,
        "author": authors or ([{"literal": stand_in}] if stand_in else []),
        "container-title": source.container_title if authors or source.publisher != source.container_title else "",
        "collection-title": source.collection_title,
        "publisher": source.publisher,
        "volume": source.volume,
        "issue": source.issue,
        "number": source.number,
        "page": source.page,
        "genre": source.genre,
        "URL": source.URL or "",
        "DOI": source.DOI,
        "ISBN": source.ISBN,
        "ISSN": source.ISSN,
        "edition": source.edition,
        "number-of-pages": source.number_of_pages,
        "language": source.language,
        "issued": _date(source.issued),
        "accessed": _date(source.accessed),
    }
    return {key: value for key, value in record.items() if value}


def _date(date: PartialDate | None) -> dict[str, Any] | None:
    if date is None:
        return None
    parts = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts], **({"circa": True} if date.inferred else {})}


# ── to pandoc's types and back ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _string(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def _cite(cites: Sequence[Cite]) -> dict[str, Any]:
    if not cites:
        return _string("")
    citations = [
        {
            "citationId": cite.key,
            "citationPrefix": [],
            "citationSuffix": _suffix(cite.locator),
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
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
    return [_string(","), {"t": "Space"}, _string(locator)]


def _cluster(cluster: str, content: Sequence[Any], words: Catalogue) -> Inlines:
    """Return the printed form of a cluster: what citeproc made, and the mark of background inside the same brackets."""
    has_background = any(cite.key == BACKGROUND for cite in parse_cluster(cluster))
    worded = inlines(_inlines(content), lambda inline: _bare_year(inline, words))
    if not has_background:
        return worded
    mark = Reference(BACKGROUND_ID, (Text(words.say("background.mark")),))
    if not worded:
        return (Text("("), mark, Text(")"))
    last = worded[-1]
    if isinstance(last, Text) and last.text.endswith((")", "]", "}", ".")):
        return (*worded[:-1], Text(f"{last.text[:-1]}; "), mark, Text(last.text[-1]))
    return (*worded, Text("; "), mark)


def _entry(content: Sequence[Any], style: str | None, words: Catalogue) -> Inlines:
    """Return an entry of the list. Chicago's style, made for English, writes dates as English does: `2023 г.`, `март 7`."""
    found = _inlines(content)
    if style is not None or words.locale.language == ENGLISH:
        return found
    return inlines(found, lambda inline: (Text(dated(inline.text, words)),) if isinstance(inline, Text) else None)


def dated(text: str, words: Catalogue) -> str:
    """Return an entry with years without the word for `year`, and with days of a month as the language has them."""
    year = re.escape(words.say("date.year", year="").strip().removesuffix("."))
    if year:
        text = re.sub(rf"(?<!\w\s)\b(\d{{4}})\s{year}(?:\.(?=[\]?,;:)])|(?=\.))", r"\1", text)
    names = {words.month(month).lower(): month for month in range(1, 13)}
    pattern = rf"(?<=[.,]\s)({'|'.join(map(re.escape, names))})\s([12]?[1-9]|[123]0|31)\b"

    def day(match: re.Match[str]) -> str:
        return words.day_of_month(names[match[1].lower()], int(match[2])) or match[0]

    return re.sub(pattern, day, text, flags=re.IGNORECASE)


def _bare_year(inline: Inline, words: Catalogue) -> Inlines | None:
    """Take the word for `year` from a year: citeproc adds it in Russian, `2023 г.`, and no citation has it."""
    word = words.say("date.year", year="").strip()
    if not word or not isinstance(inline, Text):
        return None
    return (Text(re.sub(rf"(?<=\d)\s{re.escape(word)}", "", inline.text)),)


def _is_note(content: Sequence[Any]) -> bool:
    return any(node["t"] == "Cite" and any(inner["t"] == "Note" for inner in node["c"][1]) for node in content)


def _inlines(nodes: Sequence[Any]) -> Inlines:
    """Return pandoc's inlines as ours; what only changes the look of letters is dropped."""
    return joined(inline for node in nodes for inline in _inline(node))


def _inline(node: Any) -> Inlines:
    kind, content = node["t"], node.get("c")
    match kind:
        case "Str":
            return (Text(content),) if content else ()
        case "Space" | "SoftBreak" | "LineBreak":
            return (Text(" "),)
        case "Emph":
            return (Emphasis(_inlines(content)),)
        case "Strong":
            return (Strong(_inlines(content)),)
        case "Link":
            target, children = content[2][0], _inlines(content[1])
            if target.startswith("#ref-"):
                return (Reference(entry_id(target.removeprefix("#ref-")), children),)
            return (Link(target, children),)
        case "Cite" | "Span" | "Quoted":
            return _inlines(content[1])
        case "Note":
            return tuple(inline for block in content for inline in _inlines(block["c"]))
        case "Superscript" | "Subscript" | "SmallCaps" | "Strikeout" | "Underline":
            return _inlines(content)
        case _:
            return ()


class Resolver:
    """Puts the printed citations in the place of their placeholders; with a note style, makes the notes."""

    def __init__(self, bibliography: Bibliography, before: int = 0) -> None:
        """Begin to number notes after the number `before`."""
        self._bibliography = bibliography
        self._notes: list[Note] = []
        self._count = before

    def change_in_note(self, inline: Inline) -> Inlines | None:
        """Word one placeholder on the spot; leave other inlines."""
        worded = self._worded(inline)
        if worded and self._bibliography.in_notes and isinstance(last := worded[-1], Text) and last.text.endswith("."):
            rest = last.text[:-1]  # the stop is that of a note of its own
            return (*worded[:-1], Text(rest)) if rest else worded[:-1]
        return worded

    def _worded(self, inline: Inline) -> Inlines | None:
        if not (isinstance(inline, Reference) and inline.target.startswith(CITATION)):
            return None
        return self._bibliography.clusters[inline.target.removeprefix(CITATION)]

    def change(self, inline: Inline) -> Inlines | None:
        """Word one placeholder, in a note where the style asks for one; leave other inlines."""
        worded = self._worded(inline)
        if worded is None or not self._bibliography.in_notes:
            return worded
        self._count += 1
        note = Note(f"citation-{self._count}", "", "", worded, "foot")
        self._notes.append(note)
        return (NoteMark(note.id, ()),)

    def taken(self) -> list[Note]:
        """Return the notes made since the last call."""
        made, self._notes = self._notes, []
        return made
