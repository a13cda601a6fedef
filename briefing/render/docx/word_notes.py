"""Notes as Word's own: at the foot of the page (ECMA-376 Part 1, 17.11) and as comments on the annotated words (17.13.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Literal

from briefing.document import Document, Note, NoteMark
from briefing.render.docx.drawings import Pictures
from briefing.render.docx.geometry import text_width
from briefing.render.docx.hyperlinks import Bookmarks, Links
from briefing.render.docx.style_model import style_id
from briefing.render.docx.text_runs import InlineWriter
from briefing.render.docx.wml import Element, ParagraphLook, RunLook, add, add_paragraph, add_run, root, serialise
from briefing.render.docx.word_fields import field
from briefing.theme.model import Theme

UNSIGNED = "Editor"
"""The author of a comment whose note belongs to no series: Word shows no comment without one."""
FOOTNOTE_MARK = RunLook(style=style_id("footnote reference"))
ENDNOTE_MARK = RunLook(style=style_id("endnote reference"))
COMMENT_MARK = RunLook(style=style_id("annotation reference"))
KIND = RunLook(style=style_id("Note Kind"))


class Notes:
    """The notes of a pack while its body is written: draws their marks there and keeps their texts for parts of their own."""

    def __init__(
        self,
        document: Document,
        nodes: Sequence[object],
        tips: Mapping[str, str],
        theme: Theme,
        exclusive: re.Pattern[str],
        pictures: Pictures,
    ) -> None:
        """Begin a body. `nodes` are all those of the document; `pictures` keeps its pictures."""
        column, annotations = text_width(theme), theme.annotations
        self._notes = {each.id: each for each in nodes if isinstance(each, Note)}
        self._marked = Counter(each.note for each in nodes if isinstance(each, NoteMark))
        self._annotations = annotations
        self.bookmarks = Bookmarks()
        self._date = {"date": document.stamp} if document.stamp else {}
        self._comment_numbers: dict[str, int] = {}
        self.footnotes = separators("footnotes")
        self.endnotes = separators("endnotes")
        self.comments = root("comments")
        self._written: set[str] = set()
        self._footnote_numbers: dict[str, int] = {}
        self.footnote_links = Links()
        self.endnote_links = Links()
        self.comment_links = Links()
        self._endnote_writer = InlineWriter(self.endnote_links, tips, None, exclusive, pictures=pictures, part="endnotes", column=column)
        self._footnote_writer = InlineWriter(self.footnote_links, tips, None, exclusive, pictures=pictures, part="footnotes", column=column)
        self._comment_writer = InlineWriter(self.comment_links, tips, None, exclusive, pictures=pictures, part="comments", column=column)

    def before(self, parent: Element, mark: NoteMark) -> None:
        """Begin the range of a comment."""
        note = self._notes[mark.note]
        if note.id not in self._written and self._is_comment(note):
            # LibreOffice loses the footnotes of a file in which a comment has the number of one.
            self._comment_numbers[note.id] = len(self._notes) + 1 + len(self._comment_numbers)
            add(parent, "commentRangeStart", id=self._comment_numbers[note.id])

    def after(self, parent: Element, mark: NoteMark) -> None:
        """End the range of a comment, or set the mark of a footnote; a note is written where it is marked first."""
        note = self._notes[mark.note]
        if note.id in self._written:
            if note.id in self._footnote_numbers:
                number = self._footnote_numbers[note.id]
                field(parent, f"NOTEREF {_footnote_name(number)} \\f \\h", str(number), FOOTNOTE_MARK)
            return
        self._written.add(note.id)
        if self._is_comment(note):
            self._comment(parent, note)
        elif note.placement == "end":
            self._endnote(parent, note)
        else:
            self._footnote(parent, note)

    def place(self, parent: Element, name: str) -> None:
        """Give a name to a place."""
        self.bookmarks.point(parent, name)

    def unmarked(self, parent: Element, note: Note) -> None:
        """Hang a note that nothing refers to on the end of a paragraph."""
        if note.id not in self._marked:
            place = NoteMark(note.id, ())
            self.before(parent, place)
            self.after(parent, place)

    def marked(self, note: str) -> int:
        """Return how often a note is marked in the whole document."""
        return self._marked[note]

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many footnotes and how many comments were written."""
        return len(self._footnote_numbers), len(self._comment_numbers)

    def footnotes_since(self, count: int) -> list[str]:
        """Return the footnotes that were written after the first `count`, in their order."""
        return list(self._footnote_numbers)[count:]

    def count_footnote(self, note: str) -> None:
        """Count a footnote that is written elsewhere."""
        self._written.add(note)
        self._footnote_numbers[note] = len(self._footnote_numbers) + 1

    def _is_comment(self, note: Note) -> bool:
        return note.for_teacher or (note.placement == "margin" and self._annotations == "comments")

    def _comment(self, parent: Element, note: Note) -> None:
        number = self._comment_numbers[note.id]
        add(parent, "commentRangeEnd", id=number)
        add(add_run(parent, look=COMMENT_MARK), "commentReference", id=number)
        author = note.series or UNSIGNED
        initials = "".join(word[0] for word in author.split())
        comment = add(self.comments, "comment", id=number, author=author, **self._date, initials=initials)
        paragraph = add_paragraph(comment, ParagraphLook(style=style_id("annotation text")))
        add(add_run(paragraph, look=COMMENT_MARK), "annotationRef")
        self._text(paragraph, note, self._comment_writer)

    def _footnote(self, parent: Element, note: Note) -> None:
        """Write a footnote that Word numbers by itself, so that one that somebody adds falls into the order."""
        number = self._footnote_numbers[note.id] = len(self._footnote_numbers) + 1
        with self.bookmarks.around(parent, _footnote_name(number)) if self._marked[note.id] > 1 else nullcontext():
            add(add_run(parent, look=FOOTNOTE_MARK), "footnoteReference", id=number)
        footnote = add(self.footnotes, "footnote", id=number)
        paragraph = add_paragraph(footnote, ParagraphLook(style=style_id("footnote text")))
        add(add_run(paragraph, look=FOOTNOTE_MARK), "footnoteRef")
        add_run(paragraph, " ")
        self._text(paragraph, note, self._footnote_writer)

    def _endnote(self, parent: Element, note: Note) -> None:
        """Write an endnote. Word puts all of them behind the text, below the heading that ends it."""
        number = len(self.endnotes) - 1
        add(add_run(parent, look=ENDNOTE_MARK), "endnoteReference", id=number)
        paragraph = add_paragraph(add(self.endnotes, "endnote", id=number), ParagraphLook(style=style_id("endnote text")))
        add(add_run(paragraph, look=ENDNOTE_MARK), "endnoteRef")
        add_run(paragraph, " ")
        self._text(paragraph, note, self._endnote_writer)

    def _text(self, paragraph: Element, note: Note, writer: InlineWriter) -> None:
        if note.kind:
            add_run(paragraph, f"{note.kind}:", KIND)
            add_run(paragraph, " ")
        writer.write(paragraph, note.children)

    def footnotes_part(self) -> bytes:
        """Return `word/footnotes.xml`."""
        return serialise(self.footnotes)

    def comments_part(self) -> bytes | None:
        """Return `word/comments.xml`, or None where there is no comment."""
        return serialise(self.comments) if len(self.comments) else None


def _footnote_name(number: int) -> str:
    """Return the bookmark of a footnote's mark, for further marks of the same note."""
    return f"_RefNote{number}"


def separators(name: Literal["footnotes", "endnotes"]) -> Element:
    """Return the top of a part of notes with the lines that Word draws above them."""
    top = root(name)
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = add(top, name.removesuffix("s"), type=kind, id=number)
        add(add_run(add_paragraph(note, ParagraphLook(style=style_id("Note Separator")))), kind)
    return top
