"""Highlights that other programs export become excerpts with notes, or are named with the nearest passage and their line."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from briefing.exchange.highlights import highlight_formats
from briefing.passages.mark import Mark
from briefing.system.confined.limits import UnreadableError
from tests.support.highlights import DAM, SHARE, TITLE, brought, notes
from tests.support.quotable import put_copy


@pytest.fixture
def law(quotable: Path) -> Path:
    """Work in a workspace with the article about water law."""
    put_copy(quotable)
    return quotable


def marks(content: str, name: str = "x.txt") -> list[Mark]:
    return highlight_formats.read(content.encode(), name).marks


# ── Hypothesis ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags\n"


def row(kind: str, words: str, text: str, tags: str = "", person: str = "ada", page: str = "", url: str = "urn:x-pdf:0a1b") -> str:
    cells = ("2024-03-05 10:15", person, page, url, "Seminar", kind, words, text, tags)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def test_table_of_hypothesis_has_replies_tags_and_groups(law: Path) -> None:
    """The words decide which source a PDF is."""
    table = COLUMNS + row("Annotation", SHARE, "Whose?", "shares,context", page="3") + row("Reply", "", "The lower one’s.", person="ben")
    done = brought(law, "h.csv", table)
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose?", "The lower one’s."]}
    text = (law / "seeds/excerpts/lindqvist-2019-p4.md").read_text(encoding="utf-8")
    assert "topics: [shares]" in text
    assert "kind: context" in text
    assert "the annotations are by 2 people in the group “Seminar” (ada, ben)" in done.output
    assert "is taken for a passage of 'lindqvist-2019'" in done.output


def test_newer_tables_of_hypothesis_name_a_column_otherwise(law: Path) -> None:
    """Their replies have the words of the highlight, too; page notes are about no words."""
    table = COLUMNS.replace("Annotation/Reply Type,Quote", "Type,Quote/description")
    table += (
        row("Highlight", SHARE, "") + row("Annotation", DAM, "Two.") + row("Reply", SHARE, "Whose?") + row("Page note", "", "All of it.")
    )
    done = brought(law, "h.csv", table)
    assert done.exit_code == 0, done.output
    assert list(notes(law).values()) == [["Whose?"], ["Two."]]
    assert "“All of it.” marks no words" in done.output
    assert "without saying what it answers" not in done.output


def test_reply_that_could_be_to_several_is_told(law: Path) -> None:
    """It is put behind the annotation before it."""
    table = COLUMNS + row("Annotation", SHARE, "One.") + row("Annotation", DAM, "Two.") + row("Reply", "", "To whom?")
    done = brought(law, "h.csv", table)
    assert notes(law)["whoever plans a dam … tells the neighbours first"] == ["Two.", "To whom?"]
    assert "has a reply that the file puts behind it, without saying what it answers" in done.output


def test_orphan_of_a_table_is_named_with_its_line_and_blocks_nothing(law: Path) -> None:
    """A comment of several lines counts as the lines that it has."""
    table = COLUMNS + row("Annotation", SHARE, "Two\nlines.") + row("Annotation", "No bank might take the whole of the rivers", "")
    done = brought(law, "h.csv", table)
    assert done.exit_code == 0, done.output
    assert "h.csv:4:70: warning: “No bank might take the whole of the rivers” is not in the copy" in done.output
    assert "Nearest text in ¶4" in done.output
    assert len(notes(law)) == 1


def test_pdf_on_the_web_is_found_by_its_words(law: Path) -> None:
    """Its address is that of no record."""
    done = brought(law, "h.csv", COLUMNS + row("Annotation", SHARE, "", url="https://example.org/papers/12.pdf?download=1"))
    assert done.exit_code == 0, done.output
    assert len(notes(law)) == 1


def test_replies_in_json_become_notes_in_their_order(law: Path) -> None:
    """A reply to a reply is behind it; one whose annotation is missing is told."""
    target = [{"source": "urn:x-pdf:0a1b", "selector": [{"type": "TextQuoteSelector", "exact": SHARE}]}]
    rows = [
        {"id": "a", "uri": "urn:x-pdf:0a1b", "text": "Whose?", "target": target, "user": "acct:ada@hypothes.is", "group": "x1"},
        {"id": "b", "text": "Theirs.", "references": ["a"], "target": [{"source": "urn:x-pdf:0a1b"}], "user": "acct:ben@hypothes.is"},
        {"id": "c", "text": "No, ours.", "references": ["a", "b"], "target": [{"source": "urn:x-pdf:0a1b"}]},
        {"id": "d", "text": "Lost.", "references": ["z"], "target": [{"source": "urn:x-pdf:0a1b"}]},
    ]
    done = brought(law, "h.json", json.dumps({"annotations": rows}))
    assert done.exit_code == 0, done.output
    assert list(notes(law).values()) == [["Whose?", "Theirs.", "No, ours."]]
    assert "1 reply answers an annotation that is not in the file, and was skipped: “Lost.”" in done.output
    assert "by 2 people" in done.output


def test_page_note_in_json_is_named(law: Path) -> None:
    """It is about no words; a highlight beside it comes in."""
    source = "urn:x-pdf:0a1b"
    target = {"source": source, "selector": [{"type": "TextQuoteSelector", "exact": SHARE}]}
    rows = [
        {"id": "a", "uri": source, "text": "Read all of it.", "target": [{"source": source}], "document": {"title": [TITLE]}},
        {"id": "b", "uri": source, "text": "", "target": [target], "document": {"title": [TITLE]}},
    ]
    export = {"export_date": "2026-03-05T10:15:00Z", "export_userid": "ada", "client_version": "1.1500.0", "annotations": rows}
    done = brought(law, "h.json", json.dumps(export))
    assert (done.exit_code, len(notes(law))) == (0, 1), done.output
    assert "“Read all of it.” marks no words" in done.output


def test_older_tables_of_hypothesis_and_those_of_its_facet_tool_are_read(law: Path) -> None:
    """They have other names for what readers wrote; the second tool counts how deep a reply is."""
    old = "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
    old += f"2023-11-02T10:00:00Z,urn:x-pdf:0a1b,Seminar,Annotation,{SHARE},ada,Whose?,shares,12\n"
    facet = '"level","created","updated","url","user","id","group","tags","quote","text","relay link","direct link"\n'
    facet += f'"0","2023","2023","urn:x-pdf:0a1b","ada","a1","x1","","{DAM}","Two.","https://hyp.example.org/a1",""\n'
    facet += '"1","2023","2023","urn:x-pdf:0a1b","ben","a2","x1","","","Whom?","https://hyp.example.org/a2",""\n'
    assert brought(law, "old.csv", old).exit_code == 0
    assert brought(law, "facet.csv", facet).exit_code == 0
    assert list(notes(law).values()) == [["Whose?"], ["Two.", "Whom?"]]


# ── Readwise ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

READWISE = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"


def test_table_of_readwise_finds_its_source_by_title(law: Path) -> None:
    """Also if the library knows only a part of the title, and for one or two words."""
    table = READWISE + f'"{SHARE}",{TITLE}: A Reader,Lindqvist,,My note.,yellow,"shares, .water",page,12,2024-01-02 10:00:00+00:00,\n'
    table += f"the water,{TITLE}: A Reader,Lindqvist,,,,,page,13,2024-01-02 10:00:00+00:00,\n"
    done = brought(law, "readwise.csv", table)
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["My note."]}
    assert "topics: [shares, water]" in (law / "seeds/excerpts/lindqvist-2019-p4.md").read_text(encoding="utf-8")


def test_book_that_is_no_source_is_named(law: Path) -> None:
    """The rest comes in."""
    table = READWISE + f'"{SHARE}",{TITLE},L,,,,,page,12,,\nThe sea is not a river at all,Another Book,X,,,,,location,88,,\n'
    done = brought(law, "readwise.csv", table)
    assert done.exit_code == 0, done.output
    assert "readwise.csv:3:1: warning: “The sea is not a river at all” on location 88" in done.output
    assert "no source of the library is “Another Book”" in done.output


@pytest.mark.parametrize("table", ["Highlight;Title;Note\n", "\ufeffHighlight\tTitle\tNote\r\n"])
def test_tables_may_have_other_signs_between_their_cells(law: Path, table: str) -> None:
    """Semicolons and tabs are usual, too."""
    sign = table.strip("\ufeff\r\n")[9]
    done = brought(law, "t.csv", table + sign.join((SHARE, TITLE, "Mine.")) + "\n")
    assert done.exit_code == 0, done.output
    assert list(notes(law).values()) == [["Mine."]]


def test_table_of_something_else_is_refused(law: Path) -> None:
    """It says what can be read."""
    done = brought(law, "class.csv", "name,group\nAda,1\n")
    assert done.exit_code == 1
    assert "no annotations that briefing can read" in done.output


# ── Kindle ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

LINES = {
    "en": (
        "- Your Highlight on page 12 | Location 180-182 | Added on Friday, 1 March 2024",
        "- Your Note on page 12 | Location 182 | Added on …",
    ),
    "old": ("- Highlight Loc. 1180-82 | Added on Friday, March 02, 2012", "- Note Loc. 1182 | Added on Friday, March 02, 2012"),
    "de": (
        "- Ihre Markierung auf Seite 12 | Position 180-182 | Hinzugefügt am 1.",
        "- Ihre Notiz auf Seite 12 | Position 181 | Hinzugefügt am 1.",
    ),
    "fr": (
        "- Votre surlignement page 5 | emplacement 34-36 | Ajouté le 1",
        "- Votre note sur la page 5 | emplacement 36 | Ajouté le 1",
    ),
    "es": (
        "- Tu subrayado en la página 6 | posición 36-40 | Añadido el 1",
        "- Tu nota en la página 6 | posición 40 | Añadido el 1",
    ),
    "pt": ("- Seu destaque na página 6 | posição 36-40 | Adicionado: 1", "- Sua nota na página 6 | posição 40 | Adicionado: 1"),
    "nl": ("- Je markering op pagina 6 | locatie 36 t/m 40 | Toegevoegd op 1", "- Je notitie op pagina 6 | locatie 40 | Toegevoegd op 1"),
    "ru": ("– Ваш выделенный отрывок в месте 53–55 | Добавлено: 3 марта 2024 г.", "– Ваша заметка в месте 55 | Добавлено: 3 марта 2024 г."),
    "ja": ("- 7ページ｜位置No. 114-116のハイライト |作成日: 2024年1月3日", "- 7ページ｜位置No. 116のメモ |作成日: 2024年1月3日"),
    "zh": ("- 您在第 7 页（位置 #114-116）的标注 | 添加于 2019年9月30日", "- 您在位置 #116 的笔记 | 添加于 2019年9月30日"),
    "xx": ("- Xxx yy 6 | zzz 36-40 | www 1", "- Qqq yy 6 | zzz 40 | www 1"),
}


def clipping(line: str, words: str, title: str = f"{TITLE} (Lindqvist, Maja)") -> str:
    return f"{title}\r\n{line}\r\n\r\n{words}\r\n==========\r\n"


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("order", [1, -1])
def test_clippings_are_read_in_every_language(law: Path, language: str, order: int) -> None:
    """A note belongs to the highlight at its place, whichever is first; a bookmark has no words."""
    highlight, note = LINES[language]
    both = [clipping(highlight, SHARE), clipping(note, "Whose?")][::order]
    done = brought(law, "My Clippings.txt", "\ufeff" + "".join(both) + clipping(highlight.replace("182", "300"), ""))
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose?"]}


def test_two_tries_at_a_highlight_are_one_excerpt(law: Path) -> None:
    """A Kindle keeps the shorter one, too."""
    line = LINES["en"][0]
    done = brought(law, "c.txt", clipping(line, SHARE[:30]) + clipping(line.replace("182", "184"), SHARE))
    assert done.exit_code == 0, done.output
    assert list(notes(law)) == ["No bank may take … whole of the water."]


def test_words_that_kindle_withholds_and_notes_without_a_highlight_are_told(law: Path) -> None:
    """Each with its line."""
    text = clipping(LINES["en"][0], SHARE) + clipping("- Your Highlight on Location 190-195 | Added on 1", "<You have reached the limit>")
    text += clipping("- Your Note on Location 999 | Added on 1", "Alone.")
    done = brought(law, "c.txt", text)
    assert done.exit_code == 0, done.output
    assert "1 highlight has no words: Kindle withholds them" in done.output
    assert "“Alone.” on location 999" in done.output


# ── Zotero ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def zotero_span(words: str, page: int = 3, key: str = "WORKKEY1") -> str:
    data = {
        "attachmentURI": "http://zotero.org/users/1/items/FILEKEY1",
        "annotationKey": "MARKKEY1",
        "pageLabel": str(page),
        "position": {"pageIndex": page - 1, "rects": [[1, 2, 3, 4]]},
        "citationItem": {"uris": [f"http://zotero.org/users/1/items/{key}"], "locator": str(page)},
    }
    cited = quote(json.dumps({"citationItems": [{"uris": [f"http://zotero.org/users/1/items/{key}"], "locator": str(page)}]}))
    return (
        f'<span class="highlight" data-annotation="{quote(json.dumps(data))}" ztype="zhighlight">'
        f'<a href="zotero://open-pdf/library/items/FILEKEY1?page={page}&amp;annotation=MARKKEY1">“{escape(words)}”</a></span> '
        f'<span class="citation" data-citation="{cited}" ztype="zcitation">(<span class="citation-item">'
        f'<a href="zotero://select/library/items/{key}">Lindqvist, 2019, p. {page}</a></span>)</span>'
    )


def zotero_note(*paragraphs: str, title: str = TITLE) -> str:
    item = {"uris": ["http://zotero.org/users/1/items/WORKKEY1"], "itemData": {"id": 1, "type": "book", "title": title}}
    body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    head = "<h1>Annotations<br>(1/2/2024, 10:00:00 AM)</h1>"
    return f'<div data-citation-items="{quote(json.dumps([item]))}" data-schema-version="9">{head}\n{body}\n</div>'


def zotero_rdf(note: str) -> str:
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"'
    return f'<rdf:RDF {spaces}><bib:Memo rdf:about="#item_2"><rdf:value>{escape(note)}</rdf:value></bib:Memo></rdf:RDF>'


def zotero_markdown(words: str, comment: str) -> str:
    cited = "([Lindqvist, 2019, p. 3](zotero://select/library/items/WORKKEY1))"
    return f"“{words}” {cited} ([pdf](zotero://open-pdf/library/items/FILEKEY1?page=3&annotation=MARKKEY1)) {comment}".strip()


@pytest.mark.parametrize("form", ["html", "rdf", "md"])
def test_notes_of_zotero_give_their_annotations(law: Path, form: str) -> None:
    """The comment is what follows in the same paragraph."""
    paragraphs = (f"{zotero_span(SHARE)} Whose <i>water</i>?", zotero_span(DAM), "A thought of my own.")
    note = zotero_note(*paragraphs)
    lines = ["# Annotations", zotero_markdown(SHARE, "Whose *water*?"), zotero_markdown(DAM, ""), "A thought of my own."]
    content = {"html": note, "rdf": zotero_rdf(note), "md": "\n\n".join(lines) + "\n"}[form]
    done = brought(law, f"note.{form}", content)
    assert done.exit_code == 0, done.output
    assert notes(law) == {
        "No bank may take … whole of the water.": ["Whose *water*?"],
        "whoever plans a dam … tells the neighbours first": [],
    }


def test_several_annotations_in_one_paragraph_keep_their_comments() -> None:
    """The words of the next one are not in the comment of the one before."""
    for text in (
        f"<p>{zotero_span('One two')} First. {zotero_span('Three “four”')} Second.</p>",
        f"{zotero_markdown('One two', 'First.')} {zotero_markdown('Three “four”', 'Second.')}",
    ):
        found = [(mark.quote, mark.comments, mark.page) for mark in marks(text)]
        assert found == [("One two", ("First.",), 3), ("Three “four”", ("Second.",), 3)]


def test_words_without_quotation_marks_and_places_without_words_are_read() -> None:
    """Other programs change the notes of Zotero."""
    link = "([Lindqvist, 2019](zotero://select/library/items/WORKKEY1)) ([pdf](zotero://open-pdf/library/items/FILEKEY1?page=NaN))"
    assert [(mark.quote, mark.comments) for mark in marks(f"2. Silence counts as consent {link}\n3. Of course {link} Yes.\n")] == [
        ("Silence counts as consent", ()),
        ("Of course", ("Yes.",)),
    ]
    span = zotero_span("Silence counts").replace("“", "").replace("”", "")
    assert [(mark.quote, mark.comments) for mark in marks(f"> \\- {span}. {span}\\\n> Mine")] == [
        ("Silence counts", ()),
        ("Silence counts", ("Mine",)),
    ]
    with pytest.raises(UnreadableError, match="no annotation of words"):
        marks("([pdf](zotero://open-pdf/library/items/F?page=1))")


@pytest.mark.parametrize("form", ["html", "md"])
def test_notes_of_zotero_without_links_are_read(law: Path, form: str) -> None:
    """The citation in brackets is enough; a paragraph of one's own is no annotation."""
    lines = [f"“{SHARE}” (Lindqvist, 2019, p. 3) Whose?", f"“{DAM}” (Lindqvist, 2019, p. 4)", "My thought (Lindqvist, 2019, p. 5)."]
    spans = "".join(f"<p>{line.replace('“', '<span class=highlight>“').replace('”', '”</span>')}</p>" for line in lines)
    done = brought(law, f"note.{form}", "\n\n".join(lines) if form == "md" else f"<html><body><h1>Annotations</h1>{spans}</body></html>")
    assert done.exit_code == 0, done.output
    assert list(notes(law).values()) == [["Whose?"], []]
    assert "2 annotations are taken for passages of 'lindqvist-2019'" in done.output


def test_author_and_year_say_which_source_is_meant(law: Path) -> None:
    """So an annotation whose words are in no copy is named with the nearest text of this one."""
    text = zotero_markdown("No bank might take the whole of the rivers", "").replace("Lindqvist, 2019", "Lindqvist et al., 2019")
    done = brought(law, "note.md", text)
    assert done.exit_code == 1
    assert "Nearest text in ¶4" in done.output


def test_note_of_zotero_says_which_work_it_is_about() -> None:
    """By its title, and by the page of the file."""
    (mark,) = marks(zotero_note(zotero_span(SHARE, 5)))
    assert (mark.names, mark.page, mark.where) == ((TITLE,), 5, "page 5")


def test_orphan_in_markdown_has_its_line(law: Path) -> None:
    """And its page."""
    text = f"# Notes\n\n{zotero_markdown(SHARE, '')}\n\n{zotero_markdown('Words of no text that anybody has', 'Hm.')}\n"
    done = brought(law, "note.md", text, "--as", "lindqvist-2019")
    assert done.exit_code == 0, done.output
    assert "note.md:5:2: warning: “Words of no text that anybody has” on page 3 is not in the copy" in done.output


@pytest.mark.parametrize("form", ["better bibtex", "items"])
def test_annotations_of_zotero_as_json(law: Path, form: str) -> None:
    """Tags become topics, and the source is found by title."""
    annotation: dict[str, Any] = {
        "itemType": "annotation",
        "annotationType": "highlight",
        "annotationText": SHARE,
        "annotationComment": "Whose <b>water</b>?",
        "annotationPageLabel": "iv",
        "annotationPosition": '{"pageIndex":3,"rects":[[1,2,3,4]]}',
        "tags": [{"tag": "Shares"}],
    }
    sticky: dict[str, Any] = {"annotationType": "note", "annotationComment": "On the page.", "annotationPageLabel": "5"}
    drawn: dict[str, Any] = {"annotationType": "ink", "annotationPageLabel": "6"}
    if form == "items":
        parts: list[dict[str, Any]] = [
            {"key": "W", "data": {"key": "W", "itemType": "book", "title": TITLE}},
            {"key": "F", "data": {"key": "F", "itemType": "attachment", "parentItem": "W", "title": "PDF", "filename": "law.pdf"}},
            *({"key": str(n), "data": {**each, "parentItem": "F"}} for n, each in enumerate((annotation, sticky, drawn))),
        ]
        content = json.dumps(parts)
    else:
        file = {"itemType": "attachment", "title": "PDF", "path": "files/7/law.pdf", "annotations": [annotation, sticky, drawn]}
        content = json.dumps({"config": {"label": "BetterBibTeX JSON"}, "items": [{"title": TITLE, "attachments": [file]}]})
    done = brought(law, "zotero.json", content)
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose **water**?"]}
    assert "topics: [shares]" in (law / "seeds/excerpts/lindqvist-2019-p4.md").read_text(encoding="utf-8")
    assert "“On the page.” on page 5 marks no words" in done.output
    assert "1 annotation was skipped: it marks no words of the text" in done.output


def test_second_import_of_every_format_doubles_nothing(law: Path) -> None:
    """It says so, and succeeds."""
    contents = {
        "h.csv": COLUMNS + row("Annotation", SHARE, "Whose?"),
        "r.csv": READWISE + f'"{SHARE}",{TITLE},L,,Whose?,,,page,12,,\n',
        "c.txt": clipping(LINES["en"][0], SHARE) + clipping(LINES["en"][1], "Whose?"),
        "n.html": zotero_note(f"{zotero_span(SHARE)} Whose?"),
        "n.md": zotero_markdown(SHARE, "Whose?"),
    }
    for number, (name, content) in enumerate(contents.items()):
        done = brought(law, name, content)
        assert done.exit_code == 0, done.output
        assert ("1 excerpt drafted." if not number else "1 highlight is an excerpt already.") in done.output
        assert "is not among the notes" not in done.output
    assert len(notes(law)) == 1
