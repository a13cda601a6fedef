"""Word: a document of real styles, notes, comments, lists and tables, ready to be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefing.document import Callout, Definition, Digest, Document, Note, Question, Quote, Section, plain, walk
from briefing.document.name_index import has_index
from briefing.render.docx.body_writer import BodyWriter
from briefing.render.docx.counted_lines import suppress_others
from briefing.render.docx.drawings import Pictures
from briefing.render.docx.embedded_fonts import exclusive
from briefing.render.docx.front_matter import TEXT, end_pages, write_contents, write_title
from briefing.render.docx.front_parts import opened, supplementary
from briefing.render.docx.geometry import has_columns, text_width
from briefing.render.docx.hyperlinks import Links, contents_name
from briefing.render.docx.known_sections import KnownSections
from briefing.render.docx.measuring import Measure
from briefing.render.docx.opc import Package
from briefing.render.docx.own_styles import OwnStyles
from briefing.render.docx.pack_styles import pack_styles
from briefing.render.docx.package_parts import (
    COLOURS,
    COMMENTS,
    ENDNOTES,
    FOOTER,
    FOOTNOTES,
    HEADER,
    NUMBERING,
    SETTINGS,
    STYLES,
    image,
)
from briefing.render.docx.page_numbers import page_numbers
from briefing.render.docx.page_sections import EVEN, RELATIONSHIPS, Pages, footer_part, header_part, marking_part
from briefing.render.docx.parts import program_part, rights_part, settings_part, theme_part
from briefing.render.docx.reference_styles import adopt
from briefing.render.docx.style_model import Style
from briefing.render.docx.styles_part import styles_part
from briefing.render.docx.text_runs import InlineWriter, shortened
from briefing.render.docx.watermark import across_pages
from briefing.render.docx.wml import Element, add, root, serialise, w
from briefing.render.docx.word_fields import fill_pages
from briefing.render.docx.word_index import index_style
from briefing.render.docx.word_notes import Notes
from briefing.render.docx.word_scripts import Settler, is_needed
from briefing.render.remembered import Memory, own_fonts
from briefing.render.whole_width import fills_width
from briefing.theme import reference_parts
from briefing.theme.model import Theme


def render(document: Document, theme: Theme, path: Path, memory: Memory | None = None) -> None:
    """Write `document` to `path` as a Word file (ECMA-376, transitional). The same document and theme give the same bytes.

    Args:
        document: What to write.
        theme: How it looks.
        path: Where it goes.
        memory: What remembers sections. The file is the same with a memory and without.
    """
    document = opened(document)
    nodes = tuple(walk(document))
    has_two = (document.columns > 1 or _has_boxes_beside(document, nodes)) and has_columns(theme)
    if has_two:
        paper = theme.paper
        whole = replace(paper, measure=paper.measure + paper.gutter + paper.margin, gutter=0, margin=0)
        theme = replace(theme, body=theme.entry, paper=whole)
    every, names = pack_styles(document, theme), has_index(document)
    own_styles = OwnStyles((*every, index_style(theme)) if names else every)
    tips = {each.id: shortened(" ".join(plain(each.blocks).split())) for each in nodes if isinstance(each, Definition)}
    rare = exclusive(theme.text, theme.sans)
    pictures = Pictures(theme, memory, backward=document.backward)
    notebook = Notes(document, nodes, tips, theme, rare, pictures)
    links = Links()
    top = root("document")
    body = add(top, "body")
    pages = Pages(theme, bare_first_page=document.cover == "block", is_marked=bool(document.marking or document.across))
    labels = {each.id: each.label for each in nodes if isinstance(each, Question)}
    apart, letter = supplementary(document), document.labels.supplement
    inlines = InlineWriter(links, tips, notebook, rare, labels, apart, letter, pictures, column=text_width(theme))
    writer = BodyWriter(body, theme, own_styles, inlines, notebook, pages, pictures)
    writer.has_flowing = not has_two and document.cover == "block" and fills_width(document) and has_columns(theme)
    write_title(writer, document, theme)
    text = write_contents(body, writer, document, theme)
    columns = writer.in_two_columns() if has_two else nullcontext()
    comes_first = document.supplement and document.cover == "page"
    if comes_first:
        pages.furniture = "supplement"
        writer.blocks(document.supplement)
        end_pages(writer, "supplement")
        pages.furniture, pages.resumes = "chapter", True
    text_named = writer.named(TEXT) if document.supplement else nullcontext()
    counts_lines = any(isinstance(each, Quote | Digest) and each.numbering == "lines" for each in nodes)
    pages.inherits = counts_lines
    has_endnotes = any(isinstance(each, Note) and each.placement == "end" for each in nodes)
    known: KnownSections | None = None
    depends = document.supplement or theme.paper.binding.recto or counts_lines or names or has_endnotes or has_two or writer.has_flowing
    if memory is not None and not depends:
        known = KnownSections(memory, writer, _context(document, theme, tips, labels))
    with columns:
        with text_named:
            if known is None:
                writer.blocks(text)
            else:
                known.write(text)
        if document.supplement and not comes_first:
            end_pages(writer, "chapter")
    if document.supplement and not comes_first:
        pages.furniture = "supplement"
        writer.blocks(document.supplement)
    writer.close()
    if (end := writer.last_end()) is not None:
        body.append(end)
    else:
        pages.end(body, columns=2 if has_two and (comes_first or not document.supplement) else 1)
    if counts_lines:
        suppress_others(body, writer.numbered)
        suppress_others(notebook.footnotes)
    every = own_styles.every
    resumed = contents_name(section.id) if comes_first and isinstance(section := document.supplement[0], Section) else ""
    numbers, measured = page_numbers(body, notebook.footnotes, Measure(theme, every), theme, known, resumed)
    if names:  # the numbers make the index longer, and so move what follows it
        writer.index.fill(numbers)
        numbers, measured = page_numbers(body, notebook.footnotes, Measure(theme, every), theme, known, resumed)
        writer.index.fill(numbers)
    for each in body.iter(w("pgNumType")):
        each.set(w("start"), str(numbers[resumed]))
    for part in (body, notebook.footnotes, notebook.endnotes, notebook.comments):
        fill_pages(part, numbers)
    if known is not None:
        known.keep(measured)
    filled = known.filled if known is not None else bytes
    settler = Settler(document, theme, every) if is_needed(document, theme) else None
    package = Package(document, filled(serialise(top)), links, settler.settled if settler else bytes)
    add_part = package.add
    styles, numbering, colours = _styles(document, theme, every, writer.numbering.part())
    if settler:
        settler.style(styles)
    add_part("/word/styles.xml", STYLES, serialise(styles))
    add_part("/word/numbering.xml", NUMBERING, filled(serialise(numbering)))
    settings = settings_part(document.language, own_styles=not theme.reference, double=theme.paper.binding.double)
    add_part("/word/settings.xml", SETTINGS, settings)
    add_part("/word/theme/theme1.xml", COLOURS, serialise(colours))
    _add_notes(package, notebook, filled)
    for name, content_type, content, relationship, within in pictures.parts:
        add_part(name, image(content_type), content, relationship=relationship, within=f"/word/{within}.xml")
    for even in (False, True) if theme.paper.binding.double else (False,):
        _add_running_heads(package, document, theme, pages.chapters, even=even)
    package.add_fonts(() if theme.reference else (theme.text, theme.sans), memory, settler.used if settler else {})
    package.add_properties(program_part(), rights_part(document.rights) if document.rights else None)
    package.save(path)


def _has_boxes_beside(document: Document, nodes: Sequence[object]) -> bool:
    """Return whether print has boxes beside a text without notes. Word has no room there: they stand above the text, in two columns."""
    has_notes = any(isinstance(each, Note) and each.placement != "end" for each in nodes)
    return document.cover == "block" and not has_notes and any(isinstance(each, Callout) and each.placement == "margin" for each in nodes)


def _context(document: Document, theme: Theme, tips: Mapping[str, str], labels: Mapping[str, str]) -> object:
    """Return all that the writing of every section depends on, besides the section itself and what is before it."""
    return theme, sorted(tips.items()), sorted(labels.items()), own_fonts(theme), document.cover, document.language


def _styles(document: Document, theme: Theme, every: tuple[Style, ...], numbering: Element) -> tuple[Element, Element, Element]:
    """Return the styles, the numbering and the theme of the file: the pack's own, or those of the user's file with the pack's added."""
    styles, colours = styles_part(theme, every, document.language), theme_part(theme)
    if not theme.reference:
        return styles, numbering, colours
    house = reference_parts.opened(theme.reference)
    return *adopt(house, styles, numbering, document.language), colours if house.theme is None else house.theme


def _add_notes(package: Package, notebook: Notes, filled: Callable[[bytes], bytes]) -> None:
    footnotes, comments = filled(notebook.footnotes_part()), notebook.comments_part()
    package.add("/word/footnotes.xml", FOOTNOTES, footnotes, links=notebook.footnote_links)
    endnotes = filled(serialise(notebook.endnotes))
    package.add("/word/endnotes.xml", ENDNOTES, endnotes, links=notebook.endnote_links)
    if comments:
        package.add("/word/comments.xml", COMMENTS, comments, links=notebook.comment_links)


def _add_running_heads(package: Package, document: Document, theme: Theme, chapters: Sequence[str], *, even: bool) -> None:
    """Add what stands above and below the pages; of a pack with left-hand and right-hand pages, on those with even or with odd numbers."""
    title = document.running or document.title
    across = across_pages(document.across, theme) if document.across else None
    words, letter = " · ".join(filter(None, (document.edition, document.foot))), document.labels.supplement
    head = partial(header_part, title, marking=document.marking, even=even, across=across)
    parts = {"header1": (HEADER, head(None), RELATIONSHIPS["title"])}
    # A pack whose sections run on has one head for all: what another program than Word should show in it, nobody can say.
    for number, chapter in enumerate(("", *chapters)):
        parts[f"header{number + 2}"] = HEADER, head(chapter), f"{RELATIONSHIPS['chapter']}{number}"
    parts["footer1"] = FOOTER, footer_part(words, even=even), RELATIONSHIPS["footer"]
    if document.supplement:
        parts["footer2"] = FOOTER, footer_part(words, letter, even=even), RELATIONSHIPS["supplement"]
    if not even:
        if document.marking or across:
            parts["header0"] = HEADER, marking_part(document.marking, across), RELATIONSHIPS["marking"]
        parts["footer3"] = FOOTER, footer_part(words, key=document.key), RELATIONSHIPS["first"]
        if document.supplement:
            parts["footer4"] = FOOTER, footer_part(words, letter), RELATIONSHIPS["supplement first"]
    for name, (kind, content, relationship) in parts.items():
        suffix = EVEN if even else ""
        package.add(f"/word/{name}{suffix.lower()}.xml", kind, content, relationship=relationship + suffix)
