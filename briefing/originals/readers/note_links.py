"""The marks of notes in a page or a book, and the notes that they lead to. Neither a mark nor the number of a note is a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from briefing.originals.readers.page_marks import before, classes, is_notes, local, said, text_of

Address = Callable[[str, str], tuple[str, str]]
"""A function that returns the file and the fragment that an address in a file leads to."""
_SIGNS = r"\d{1,4}|[*†‡§¶#∗]{1,4}|[a-z]|[ivxl]{1,6}"
_MARK = re.compile(
    rf"[\s\[({{⁽]*(?:(?:foot|end)?-?(?:note|n\.)\s*|fn\.?\s*|nb\s+|ref\.?\s*)?({_SIGNS})[\s\])}}.:*⁾]*|\[(?:note|nb|n)\s*(\d{{1,3}})\]",
    re.IGNORECASE,
)
"""What stands for a note."""
_NOTE_ID = re.compile(
    r"_*(?:foot|end|rear|side|mso)?-?(?:notes?|nt|cite|ftn|edn|fn|en|sdfootnote|sdendnote|rn|reference|ref|bib|n)(?:[-_:.]?.{0,40}?\d|[-_:.])",
    re.I,
)
"""How ids of notes begin."""
_BACK = re.compile(
    r"[\s\[(]*(?:[↩↵↑⤴⏎⮐^⇧◄←∧\u200d\ufe0e\ufe0f]+|back|return(?: to (?:the )?(?:text|reference|article))?|jump up|go back|up)[\s\])]*",
    re.IGNORECASE,
)
_BACK_CLASSES = re.compile(r"(?:foot|end)?note-?back(?:ref|link)?|reversefootnote|(?:mw-)?(?:cite-)?back-?links?|easy-footnote-to-top")
_MARK_CLASSES = re.compile(
    r"(?:[\w-]*-)?(?:foot|end|side)-?_?notes?(?:-?_?(?:ref|link|anchor|mark(?:er)?|number|num|button|reference|call(?:er)?|trigger|footnote))*"
    r"|fn(?:-?_?(?:ref|link|mark|anchor))?|note-?_?(?:ref|link|mark|anchor|number)|see-footnote|ref-?note|bigfoot-footnote__button",
    re.IGNORECASE,
)
"""Classes of marks: of links, raised texts and buttons."""
_INLINE_NOTE = re.compile(
    r"(?:[\w-]*-)?(?:side|margin|foot|end)-?_?notes?(?:(?:-|_|__)*(?:content|text|body|inner|note|popup|tooltip|wrapper|container))*",
    re.IGNORECASE,
)
"""Classes of notes within a paragraph."""
_RAISED_ELEMENTS = ("sup", "a", "button", "noteref")
_PLAIN = re.compile(r"\s*(?:\d{1,3}|[*†‡§∗]{1,3})\s*")
_BETWEEN = re.compile(r"[\s,;–-]*")
"""What may be between two marks."""
_NO_MARK_BEFORE = re.compile(r"(?:^|[^\w])(?:[munpkcdµ]?[mgslLJWVAΩ]|ft|in|yd|mi|[a-zA-Z]|CO|SO|NO|H|N)\Z|[\d)][^\W_]?\Z")
"""What an exponent is behind, and a mark without a link is not taken for one: a unit, a letter of a formula, a number."""
_NOTES_HEADING = re.compile(
    r"\W*(?:\d+\W*)?(?:foot|end)?(?:notes?|references?|sources?|citations?|works cited|bibliography)(?: and (?:notes|references))?\W*"
    r"|\W*(?:anmerkungen|fußnoten|einzelnachweise|notes? et références|notas|note|примечания|сноски|источники|przypisy|noten|noter)\W*",
    re.IGNORECASE,
)


class NoteLinks:
    """The marks of notes of some pages, and where the notes begin."""

    def __init__(self, trees: Mapping[str, Any], address: Address | None = None, raised: Collection[Any] = ()) -> None:
        """Look for marks and notes.

        Args:
            trees: The pages of a book, or one page.
            address: Says where addresses lead. Default: all addresses with a fragment lead to the page itself.
            raised: Elements that styles raise above the line.
        """
        self.marks: set[Any] = set()
        """The elements that are marks of notes, or ways back to them. They are left out."""
        self.gaps: set[Any] = set()
        """Marks behind which nothing but a comma separates them from the next mark."""
        self.notes: dict[Any, str] = {}
        """The elements with which notes begin, and their marks."""
        self.guessed: list[str] = []
        """Raised numbers that are taken for marks although they are no links, with the word before each."""
        self._address = address or (lambda name, href: (name, href.partition("#")[2]))
        self._raised = raised
        self._places = {
            (name, key): each
            for name, root in trees.items()
            for each in reversed([*root.iter("*")])
            for key in (each.get("id"), each.get("name"))
            if key
        }
        for name, root in trees.items():
            self._find(name, root)
            self._find_unlinked(root)
        self._join()

    # ── links ──

    def _find(self, name: str, root: Any) -> None:
        for each in root.iter("*"):
            kind = local(each)
            if kind == "a" or (kind == "noteref" and each.get("idref")):
                self._take(name, each)
            elif (kind in _RAISED_ELEMENTS and _says_mark(each) and _MARK.fullmatch(text_of(each)) and _is_behind(before(each))) or (
                kind == "span" and (_is_back(each) or "mw-editsection" in classes(each))
            ):
                self.marks.add(each)
        for raised in root.iter("*"):
            if local(raised) == "sup" and raised not in self.marks and self._is_only_marks(raised):
                self.marks.add(raised)

    def _take(self, name: str, link: Any) -> None:
        words = before(link)
        if not self._is_mark(name, link, words):
            return
        self.marks.add(link)
        mark = _MARK.fullmatch(text_of(link))
        place = self._place(name, link)
        is_forward = bool(words.strip()) or "noteref" in said(link) or "footnote-ref" in classes(link)
        if place is not None and is_forward and not _is_back(link):
            self.notes.setdefault(place, (mark[1] or mark[2]).lower() if mark else "")

    def _is_mark(self, name: str, link: Any, words: str) -> bool:
        """Say whether a link is the mark of a note, or the way back from one."""
        text, href = text_of(link), _href(link)
        if _is_back(link) or ("#" in href and not any(c.isalnum() for c in text) and text and _is_in_heading(link)):
            return True
        if not text:  # a picture of a mark
            return "#" in href and any(map(_MARK_CLASSES.fullmatch, classes(link))) and any(local(each) == "img" for each in link)
        if not _MARK.fullmatch(text):
            return "#" in href and bool(_BACK.fullmatch(text))
        if "noteref" in said(link) or local(link) == "noteref" or any(map(_MARK_CLASSES.fullmatch, classes(link))):
            return True
        if "#" not in href or not href.partition("#")[2]:
            return False
        if _is_raised(link) or link in self._raised:
            return True
        is_glued = text[0] in "[({" or _is_behind(words)
        return is_glued and (bool(_NOTE_ID.match(href.rpartition("#")[2])) or self._is_note(name, link))

    def _place(self, name: str, link: Any) -> Any:
        file, fragment = self._address(name, _href(link))
        return self._places.get((file, fragment)) if fragment else None

    def _is_note(self, name: str, link: Any) -> bool:
        """Say whether a link leads to a note: the place says that it is one, or something in it leads back to the mark."""
        place = self._place(name, link)
        if place is None:
            return False
        if any(is_notes(each) for each in (place, *place.iterancestors())):
            return True
        near = place if local(place) != "a" or len(text_of(place)) > 6 else place.getparent()
        target = self._address(name, _href(link))
        for back in near.iter("*") if near is not None else ():
            if local(back) == "a" and "#" in back.get("href", "") and back.get("href") != link.get("href"):
                file, fragment = self._address(target[0], back.get("href", ""))
                other = self._places.get((file, fragment))
                if other is not None and (other is link or other in link.iterancestors() or link in _near(other)):
                    return True
        return False

    def _is_only_marks(self, raised: Any) -> bool:
        """Say whether a superior text is nothing but marks of notes."""
        links = [each for each in raised.iter("*") if each in self.marks]
        rest = text_of(raised)
        for link in links:
            rest = rest.replace(text_of(link), "", 1)
        return bool(links) and not any(c.isalnum() for c in rest)

    # ── marks without links ──

    def _find_unlinked(self, root: Any) -> None:
        """Take raised numbers for marks if the page has notes that begin with them."""
        raised = [each for each in root.iter("*") if self._is_plain(each)]
        if not raised:
            return
        firsts = {text_of(each): each for each in raised if not before(each).strip() and (each.tail or "").strip()}
        glued = [each for each in raised if _is_behind(before(each)) and not _NO_MARK_BEFORE.search(before(each))]
        found = [each for each in glued if text_of(each) in firsts]
        if found and len(found) >= 0.8 * len(glued):
            self._guess(found)
            self.marks |= {first for text, first in firsts.items() if text in {text_of(each) for each in found}}
            return
        numbers = list(dict.fromkeys(text_of(each) for each in glued))
        if numbers and numbers == [str(number) for number in range(1, len(numbers) + 1)]:
            items = _listed(root, len(numbers))
            if items:
                self._guess(glued)
                self.notes.update(zip(items, numbers, strict=True))

    def _is_plain(self, element: Any) -> bool:
        is_raised = local(element) == "sup" or (local(element) == "span" and element in self._raised)
        return is_raised and element not in self.marks and bool(_PLAIN.fullmatch(text_of(element)))

    def _guess(self, found: list[Any]) -> None:
        self.marks |= set(found)
        self.guessed += [f"{before(each).split()[-1]}{text_of(each)}" for each in found if before(each).split()]

    # ── between marks ──

    def _join(self) -> None:
        """Leave out the commas between marks."""
        for mark in list(self.marks):
            following = mark.getnext()
            if following is None or not isinstance(following.tag, str) or not _BETWEEN.fullmatch(mark.tail or ""):
                continue
            if following in self.marks and (mark.tail or "").strip():
                self.gaps.add(mark)
            elif local(following) == "sup" and following not in self.marks and _BETWEEN.fullmatch(text_of(following)):
                self.marks.add(following)


def without_mark(text: str, mark: str) -> str:
    """Return the text of a note without the mark with which it begins."""
    sign = re.escape(mark)
    after = r"(?![^\W\d_])" if mark[-1:].isalpha() else r"(?![.,]?\d|(?:st|nd|rd|th)\b)" if mark[-1:].isdigit() else ""
    return re.sub(rf"\A[\s\[({{⁽]*{sign}{after}[\s\])}}.:⁾]*", "", text, count=1, flags=re.IGNORECASE)


def is_inline_note(element: Any) -> bool:
    """Say whether an element is a note that stands within the paragraph to which it belongs: in the margin, or to pop up."""
    if local(element) not in ("span", "small", "aside", "div") or not any(map(_INLINE_NOTE.fullmatch, classes(element))):
        return False
    is_within = any(local(above) in ("p", "span", "sup") for above in element.iterancestors()) or bool(before(element).strip())
    return is_within and len(text_of(element).split()) > 1


def _is_behind(words: str) -> bool:
    """Say whether what follows some words is right behind one of them."""
    return bool(words) and not words[-1].isspace() and words[-1] not in "([{"


def _is_raised(link: Any) -> bool:
    inner = [child for child in link if isinstance(child.tag, str)]
    if len(inner) == 1 and local(inner[0]) == "sup" and not (link.text or "").strip() and not (inner[0].tail or "").strip():
        return True
    return any(local(above) == "sup" for above in link.iterancestors())


def _is_back(element: Any) -> bool:
    """Say whether an element says that it is the way back from a note."""
    if "backlink" not in said(element) and not any(map(_BACK_CLASSES.fullmatch, classes(element))):
        return False
    return len(text_of(element)) < 24 and not (local(element) == "span" and text_of(element)[-1:].isalpha() and len(text_of(element)) > 9)


def _is_in_heading(link: Any) -> bool:
    return any(local(above) in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary") for above in link.iterancestors())


def _says_mark(element: Any) -> bool:
    return any(map(_MARK_CLASSES.fullmatch, classes(element))) or "noteref" in said(element)


def _href(link: Any) -> str:
    return str(link.get("href") or link.get("idref") or "")


def _near(element: Any) -> Iterator[Any]:
    """Yield the elements that an address can mean: the element, what is in it, and what follows an empty anchor."""
    yield from element.iter("*")
    following = element.getnext()
    if following is not None and not text_of(element) and not (element.tail or "").strip():
        yield from following.iter("*")


def _listed(root: Any, count: int) -> list[Any]:
    """Return the notes of a page that are so many items of a list, or paragraphs with the numbers 1, 2, 3, below a heading for notes."""
    for heading in root.iter("*"):
        is_heading = local(heading) in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "summary", "dt") and _NOTES_HEADING.fullmatch(
            text_of(heading)
        )
        if not is_heading and not (local(heading) in ("ol", "div", "section") and is_notes(heading)):
            continue
        inside = [heading] if local(heading) == "ol" else []
        later = [*heading.itersiblings(), *heading.iterchildren()] if not inside else []
        lists = inside or [each for part in later for each in part.iter("*") if local(each) == "ol"]
        for each in lists:
            items = [item for item in each if local(item) == "li"]
            if len(items) == count:
                return items
        texts = [each for part in later for each in part.iter("*") if local(each) in ("p", "li", "div") and text_of(each)]
        numbered = [each for each in texts if re.match(r"[\[(]?\d{1,3}[\])]?[.:\s]", text_of(each))]
        if [re.findall(r"\d+", text_of(each))[0] for each in numbered] == [str(number) for number in range(1, count + 1)]:
            return numbered
    return []
