"""Messages about an excerpt and its passage: what was found, what to do, and the nearest text with the differences marked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from briefing.dataclass import dataclass
from briefing.document.numbering import ranges
from briefing.library import Edit, Excerpt, Selector
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise
from briefing.passages.finding import Passage
from briefing.passages.pasted import repaired
from briefing.passages.readings import Reading, reading
from briefing.passages.traces import changes
from briefing.passages.word_diffs import difference

_LITTLE = 0.3
"""Which share of more than `_FEW` words a text must have, to be shown as the nearest. Of fewer words it must have half."""
_FEW = 5


def place(paragraphs: Sequence[int]) -> str:
    """Return `¶17`, `¶58–61` or `¶58–61, 63`."""
    return f"¶{ranges(paragraphs)}"


def verdict(excerpt: Excerpt, passage: Passage, copy: Copy | None) -> str:
    """Say in one sentence what was found of an excerpt in the copy, without a full stop."""
    match passage.status:
        case "exact":
            return f"the passage is in {place(passage.paragraphs)}, word for word"
        case "moved":
            return f"the passage is now in {place(passage.paragraphs)}, word for word, and no longer in {place(excerpt.paragraphs)}"
        case "no original":
            return f"there is no copy of '{excerpt.source}'"
        case "unproved":
            return f"the passage in {place(passage.paragraphs)} cannot be checked: the excerpt has no 'sha256'"
        case "ambiguous":
            places = ", ".join(place(each) for each in passage.places[:6]) + (" …" if len(passage.places) > 6 else "")
            return f"the passage is in the copy of '{excerpt.source}' {len(passage.places)} times ({places})"
        case "changed":
            count = len(passage.candidate.split())
            length = f"{count} words instead of {excerpt.words}" if count != excerpt.words else f"still {count} words"
            where = place(passage.paragraphs)
            return f"the copy has changed inside this passage since you chose it ({where}, {length})"
        case "missing" if passage.sha256:
            where = place(passage.paragraphs)
            return f"the copy of '{excerpt.source}' does not have this passage as you chose it; the nearest text is in {where}"
        case "missing":
            return lost(excerpt.select, copy) if copy else f"there is no copy of '{excerpt.source}'"


def lost(selector: Selector, copy: Copy) -> str:
    """Say which words of a selector are not in a copy."""
    return "; ".join(_lost(selector, copy))


def _lost(selector: Selector, copy: Copy) -> Iterator[str]:
    body = reading(copy.paragraphs)
    ends = {"first": selector.start, "last": selector.end}
    absent = {which: words for which, words in ends.items() if not body.places(words)}
    for which, words in absent.items():
        yield f"the {which} words “{words}” are not in the copy of '{copy.source}'"
    cut = () if absent else tuple(_cut(selector, body))
    yield from cut
    if not (absent or cut):
        yield f"the last words “{selector.end}” do not come after the first words in the copy of '{copy.source}'"


def _cut(selector: Selector, body: Reading) -> Iterator[str]:
    """Say of each end of a selector that is only within words or numbers of the copy which these are."""
    first, last = ([match.span() for match in body.places(words)] for words in (selector.start, selector.end))
    if first and all(body.cuts(start) for start, _ in first):
        yield f"the first words “{selector.start}” begin within “{body.whole(first[0][0])}” of the copy"
    if last and all(body.cuts(end) for _, end in last):
        yield f"the last words “{selector.end}” end within “{body.whole(last[0][1])}” of the copy"


def advice(excerpt: Excerpt, passage: Passage, copy: Copy | None) -> str:
    """Say what to do about a passage that is not proved."""
    text = " ".join(passage.candidate.split())
    match passage.status:
        case "unproved":
            return f"If the passage is “{shortened(text)}”, {_accept(excerpt)}."
        case "changed":
            return f"{_nearest(excerpt, text)}\n  If the copy is right, {_accept(excerpt)}. Then check digest and notes."
        case "ambiguous":
            return "Write the right paragraph after 'paragraphs:', or select more words."
        case "missing" if passage.sha256:
            return (
                f"{_nearest(excerpt, text, place(passage.paragraphs))}\n"
                f"  If this is the passage, {_accept(excerpt)}. Then check digest and notes."
            )
        case "missing":
            near = " ".join(nearest(excerpt.select, copy)) if copy else ""
            return f"{near} Correct 'select', or add the right copy." if near else "Select the passage again, or add the right copy."
        case _:
            return ""


def _nearest(excerpt: Excerpt, text: str, where: str = "") -> str:
    """Return a text with its differences from the passage of the excerpt marked, as far as the trace shows them."""
    seen = changes(excerpt.trace, text) if excerpt.trace else ""
    return f"Nearest text{f' in {where}' if where else ''}: {seen or f'“{shortened(text)}”'}"


def _accept(excerpt: Excerpt) -> str:
    return f"'briefing verify --accept {excerpt.id}' takes it"


def nearest(selector: Selector, copy: Copy) -> Iterator[str]:
    """Yield a line for each end of a selector that is not in the copy: the nearest words, with the differences marked."""
    body = reading(copy.paragraphs)
    for words in (selector.start, selector.end):
        span = (
            None
            if body.places(words)
            else body.similar(words) or body.similar(repaired(words), _LITTLE if len(words.split()) > _FEW else 0.5)
        )
        if span:
            yield f"Nearest text in {place(body.paragraphs(span))}: {difference(words, body.printed(span))}."
    if any(_cut(selector, body)):
        yield "Begin and end with whole words and whole numbers."


def shortened(text: str, words: int = 8) -> str:
    """Return the first and the last words of a text, with `…` between them; the whole text if it is short."""
    found = text.split()
    return text if len(found) <= 2 * words + 2 else " ".join(itertools.chain(found[:words], ["…"], found[-words:]))


def doubtful(reason: str) -> str:
    """Return the warning about a passage from a doubtful place of a copy."""
    return f"the passage is from a place where your copy may be otherwise than its file: {reason}"


def compared(source: str, copy: Copy, paragraphs: Collection[int]) -> str:
    """Return how to compare paragraphs of a copy with its file, and where to write that somebody has."""
    where = ranges(sorted({*paragraphs}), dash="-")
    pages = "; '--pages --file FILE.pdf' shows them on the pages" if copy.provenance.format == "pdf" else ""
    return (
        f"Compare it with the file. 'briefing sources show {source} --text' shows the copy with the numbers of its paragraphs{pages}. "
        f"If they have the same words, write 'compared: {where}' below 'original:' in seeds/sources/{source}.md."
    )


_MOST = 12
"""How many words of a sentence outside of its passage are shown."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An end of a passage that is within a sentence."""

    end: Literal["start", "end"]
    """Which end: also the key in `select` of an excerpt."""
    message: str
    """What is outside of the passage, without a full stop."""
    hint: str
    """What to do about it."""


def cuts(passage: Passage, edits: Sequence[Edit] = ()) -> Iterator[Cut]:
    """Yield the ends of a passage that are within a sentence, but not an end for which an edit prints a mark.

    Args:
        passage: The passage in the copy.
        edits: The edits of its excerpt.
    """
    if passage.before:
        words = passage.before.split()[-_MOST:]
        hint = f"Read the whole sentence. If these words change what the passage says, let it begin with them. {_MEANT}"
        yield Cut("start", f"the first sentence begins outside of the passage: “{' '.join(words)}”", hint)
    if not passage.after or any(_is_last(edit, passage) for edit in edits):
        return
    if re.search(r"\w", passage.after):
        words = passage.after.split()
        shown = " ".join(words[:_MOST]) + (" …" if len(words) > _MOST else "")
        hint = f"Read the whole sentence. If these words change what the passage says, let it end with them. {_MEANT}"
        yield Cut("end", f"the last sentence ends outside of the passage: “{shown}”", hint)
    else:
        last = (passage.text or passage.candidate).split()[-1]
        what = f"the passage lacks the “{passage.after}” with which its last sentence ends"
        yield Cut("end", what, f"Let it end with “{last}{passage.after}”. If you mean to leave the sign out, {_WRITE_IT}.")


_WRITE_IT = "write 'within-sentence: yes' into the excerpt"
_MEANT = f"If they do not, {_WRITE_IT}."


def _is_last(edit: Edit, passage: Passage) -> bool:
    """Say whether an edit changes the last words of a passage, so that a reader sees that more follows."""
    text = passage.text or passage.candidate
    changed = edit.elide or edit.after
    return bool(changed) and normalise(text).text.endswith(normalise(changed).text.split(" ... ")[-1])


def refusal(excerpt: Excerpt, passage: Passage, copy: Copy) -> tuple[str, str]:
    """Say why a passage may not be printed as a quotation, and what to do.

    Args:
        excerpt: The excerpt.
        passage: The result of looking for its passage.
        copy: The copy that was searched.
    """
    return f"{verdict(excerpt, passage, copy)}; the pack does not quote it", advice(excerpt, passage, copy)
