"""The letter that asks a rights holder for permission. It is a document for the Word renderer, with [brackets] for missing data.

It has what permission offices ask for, as their pages said in November 2026: title, author, edition, ISBN or ISSN, the pages and the number
of words, the formats, the copies, the price, the territory, the period and the course.

- Publishers' Licensing Services: pls-permissions.com/requestors/permissions-checklist-for-authors, plsclear.com/Help/makingrequests
- Cambridge University Press: cambridge.org/ge/about-us/rights-permissions/permissions
- Elsevier: elsevier.com/about/policies/author-agreement/obtaining-permission (Copyright Clearance Center, by title, ISSN, ISBN or DOI)
- what colleges tell their teachers to write: libguides.lorainccc.edu/copyright/permissions and
  wittenberg.edu/lib/about/policies/reserves/permission
"""

from __future__ import annotations

import datetime as dt
import re
import uuid

from briefing.dates import PartialDate
from briefing.document import Blocks, Column, Document, Inlines, LineBreak, NumberedList, Section, Table, Text, WritingSpace
from briefing.document.changing import paragraph
from briefing.languages import ENGLISH, catalogue
from briefing.rights.request import Request

_BLANKS = {
    "holder": "[name and address of the rights holder]",
    "author": "[not named in the text]",
    "publisher": "[publisher]",
    "course": "[name and number of the course]",
    "readers": "[how many]",
    "price": "[free, or the price]",
    "period": "[from when to when]",
    "territory": "[the country, or the world]",
    "pages": "[the pages of the passages]",
    "all_pages": "[the pages of the article or chapter, or how many the book has]",
    "isbn": "[ISBN]",
    "issn": "[ISSN]",
    "contact": "[your name, position, institution, address, e-mail]",
}


def letter(request: Request, day: dt.date) -> Document:
    """Return the letter that makes a request, with a date."""
    date = PartialDate(day.year, day.month, day.day)
    return Document(
        title="Request for permission",
        blocks=(*_opening(request, date), _works(request), _passages(request), *_questions(request), _reply(request)),
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"urn:briefing:permission:{request.source.id}:{request.pack}").urn,
        subtitle=request.source.title,
        stamp=f"{day.isoformat()}T00:00:00Z",
        cover="block",
        contents_depth=0,
    )


def blanks(request: Request) -> list[str]:
    """Return the words in brackets that the user has to fill in."""
    return [text for name, text in _BLANKS.items() if _said(request, name) == text]


def _said(request: Request, name: str) -> str:
    """Return what is known, or words in brackets. A work that is no book needs no ISBN, and one outside of a periodical no ISSN."""
    match name:
        case "isbn":
            return request.source.ISBN or (_BLANKS[name] if request.is_book else "")
        case "issn":
            return request.source.ISSN or (_BLANKS[name] if request.is_in_periodical else "")
        case "pages" | "all_pages" if not (request.is_book or request.is_in_periodical):
            return str(getattr(request, name))
        case _:
            return str(getattr(request, name)) or _BLANKS[name]


def _opening(request: Request, date: PartialDate) -> Blocks:
    return (
        paragraph(_said(request, "contact")),
        paragraph(catalogue(ENGLISH).date(date)),
        paragraph("To: ", _said(request, "holder")),
        paragraph("Dear Sir or Madam,"),
        paragraph(
            "I am preparing a pack of annotated readings for a course and should like to print in it the passages named below. As far as I "
            "can tell, you hold the rights in the text. May I ask for your permission for this use? If somebody else holds the rights, "
            "may I ask for their name and address?"
        ),
    )


def _works(request: Request) -> Table:
    rows = {
        "Work": request.work,
        "Author": _said(request, "author"),
        "Publisher": _said(request, "publisher"),
        "Edition": request.source.edition,
        "ISBN": _said(request, "isbn"),
        "ISSN": _said(request, "issn"),
        "DOI": request.source.DOI,
        "Address": request.web,
        "Pages of the work": _said(request, "all_pages"),
        "Pages of the passages": f"{request.pages} (as our copy counts them)" if request.pages else _said(request, "pages"),
        "Extent": f"{request.words:,} of {request.source.original.words:,} words ({request.share})"
        if request.share
        else f"{request.words:,} words",
        "Use": request.use,
        "Course": _said(request, "course"),
        "Number of readers and copies": _said(request, "readers"),
        "Price for readers": _said(request, "price"),
        "Format": request.format,
        "Territory": _said(request, "territory"),
        "Period": _said(request, "period"),
    }
    cells = tuple(((Text(head),), (Text(value),)) for head, value in rows.items() if value)
    columns = (Column((Text("Item"),), 1), Column((Text("Details"),), 3.2))
    return Table("request", (Text("What I ask for"),), columns, cells, "Two columns: an item and its details.")


def _passages(request: Request) -> Table:
    columns = (
        Column((Text("Place"),), 1.2),
        Column((Text("From the words"),), 2.4),
        Column((Text("To the words"),), 2.4),
        Column((Text("Words"),), 0.8, "end"),
    )
    rows: tuple[tuple[Inlines, ...], ...] = tuple(
        (
            (Text(request.place(excerpt)),),
            (Text(f"{excerpt.select.start} …"),),
            (Text(f"… {excerpt.select.end}"),),
            (Text(str(request.count(excerpt))),),
        )
        for excerpt in request.excerpts
    )
    for each in request.bound:
        label = "pp." if re.search("[–,]", each.pages) else "p."
        where, ends = (f"{label} {each.pages}", "the whole pages") if each.pages else ("All", "the whole text")
        rows += (((Text(where),), (Text(ends),), (Text("as they are"),), (Text(str(each.words)),)),)
    if request.quoted:
        rows += (((Text("Quotations"),), (Text("in our own texts,"),), (Text("each with its citation"),), (Text(str(request.quoted)),)),)
    pages = ", p. the pages of the copy" if request.copy and request.copy.provenance.pages else ""
    listener = "One row for each passage: where it is in the text, its first and last words, and how many words it has."
    return Table("passages", (Text(f"The passages; ¶ counts the paragraphs of the text{pages}"),), columns, rows, listener)


def _questions(request: Request) -> Blocks:
    asked = (
        "whether you give permission for this use;",
        "whether there is a fee, how much it is, and whether you can waive it for teaching;",
        "on what terms: a period, a territory, a number of copies, the formats, the readers;",
        "how you wish to be named, and whether you wish for a link and to which address;",
        "whether anything in these passages belongs to others.",
    )
    return (
        paragraph(
            "The passages would be printed exactly as published, apart from marked omissions, each with its author, title, place and date "
            "of publication, and set apart from our own notes."
        ),
        paragraph("Please let me know"),
        NumberedList(tuple((paragraph(line),) for line in asked)),
        paragraph("Yours faithfully,"),
        paragraph(_said(request, "contact")),
    )


def _reply(request: Request) -> Section:
    blocks: Blocks = (
        paragraph(
            *(Text(f"We give permission to reproduce the passages above from “{request.source.title}” as described"), LineBreak()),
            "[ ] without further terms, [ ] on these terms:",
        ),
        WritingSpace(3, "The terms"),
        paragraph("Name, position, date and signature:"),
        WritingSpace(2, "Name, position, date and signature"),
    )
    return Section("reply", (Text("Your reply"),), blocks)
