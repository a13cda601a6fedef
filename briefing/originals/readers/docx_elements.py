"""The elements of Word's XML: their names, their words, and which of them repeat or hide others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.originals.readers.docx_styles import attribute
from briefing.originals.readers.pieces import BREAK

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2003/wordml": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
"""The namespaces, usual and strict, with the short names that are used here."""
SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": BREAK, "w:noBreakHyphen": "\u2011", "a:br": BREAK, "a:tab": "\t"}
"""Elements that are a sign."""
_WITH_WORDS = frozenset({"w:t", "a:t", "m:t", "w:sym", "v:textpath", "c:chart", "dgm:relIds"})


def kind(element: Any) -> str:
    """Return the name of an element with a short name of its namespace, such as `w:p`; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return f"{_SPACES.get(space[1:], '?')}:{name}"


def words_of(element: Any, *, deleted: bool = False) -> str:
    """Return the words of an element, with a space between its paragraphs.

    Args:
        element: The element, or None.
        deleted: Whether deleted words count, too.
    """
    if element is None:
        return ""
    names = {"w:t", "w:delText"} if deleted else {"w:t"}
    texts = {"w:p": " ", "w:tab": " ", "w:br": " ", "w:cr": " "}
    found = ((each, kind(each)) for each in shown(element))
    return "".join((each.text or "") if name in names else texts.get(name, "") for each, name in found)


def shown(element: Any) -> Iterator[Any]:
    """Yield an element and all in it, in order, without branches that only repeat another one. Each branch is looked at once."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        yield each
        parts = list(each)
        if kind(each) == "mc:AlternateContent":
            branch = shown_branch(each)
            parts = [part for part in parts if part is branch or kind(part) not in ("mc:Choice", "mc:Fallback")]
        waiting += reversed(parts)


def shown_branch(element: Any) -> Any:
    """Return the first branch that has words; if there is none, the last branch."""
    branches = [each for each in element if kind(each) in ("mc:Choice", "mc:Fallback")]
    with_words = (each for each in branches if any(kind(inner) in _WITH_WORDS for inner in each.iter()))
    return next(with_words, branches[-1] if branches else ())


def is_kept(element: Any) -> bool:
    """Say whether an element is neither deleted nor moved away."""
    return not any(kind(above) in ("w:del", "w:moveFrom") for above in element.iterancestors())


def is_inner_link(run: Any) -> bool:
    """Say whether a run is a link to another place of the document."""
    return any(kind(above) == "w:hyperlink" and attribute(above, "anchor") for above in run.iterancestors())


def private_sign(code: str) -> str:
    """Return the letter of a hexadecimal code; nothing if it is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def stray_fields(root: Any) -> set[Any]:
    """Return the marks of fields that have no beginning or no end. What is between them is shown."""
    stray: set[Any] = set()
    began: list[list[Any]] = []
    for each in root.iter("{*}fldChar"):
        if not is_kept(each):
            continue
        match attribute(each, "fldCharType"):
            case "begin":
                began.append([each])
            case "end" if began:
                began.pop()
            case _ if began:
                began[-1].append(each)
            case _:
                stray.add(each)
    return stray.union(*began) if began else stray


def chart_words(root: Any) -> Iterator[str]:
    """Yield the titles, the names of the rows and the names of the columns of a chart."""
    yield from shape_words(root)
    for name in ("tx", "cat"):
        seen: dict[str, None] = {}
        for each in root.iter(f"{{*}}{name}"):
            seen |= dict.fromkeys((value.text or "").strip() for value in each.iter("{*}v"))
        yield from filter(None, seen)


def shape_words(root: Any) -> Iterator[str]:
    """Yield the paragraphs of shapes."""
    for paragraph in root.iter("{*}p"):
        if kind(paragraph) == "a:p":
            text = "".join((each.text or "") if kind(each) == "a:t" else SIGNS.get(kind(each), "") for each in paragraph.iter())
            if text.strip():
                yield " ".join(text.split())


def is_hidden_drawing(element: Any, name: str) -> bool:
    """Say whether a drawing or a shape, with the text boxes in it, is hidden: so says the selection pane of Word."""
    if name.startswith("v:"):
        return re.search(r"(?:^|;)\s*visibility\s*:\s*hidden", element.get("style", ""), re.IGNORECASE) is not None
    if name not in ("?:anchor", "?:inline", "?:wsp", "?:grpSp"):
        return False
    own = next((each for each in element if str(each.tag).rpartition("}")[2] in ("docPr", "cNvPr")), None)
    return own is not None and own.get("hidden") in ("1", "true")
