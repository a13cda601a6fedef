"""The rules for PDF: those of ISO 14289-1 (PDF/UA-1) that a program can decide, and a few more. The numbers are its clauses."""

from __future__ import annotations

from briefing.check.files.rule import Rule

_UA = "ISO 14289-1, "
_AGAIN = (
    "Export the PDF again with tags for accessibility: in Word 'Options… > Document structure tags', "
    "in LibreOffice 'Universal Accessibility (PDF/UA)'."
)
_TAGS = "Correct the tags in the program that made the file, or in a tag editor such as Adobe Acrobat."
_FONTS = "Export the file again. Embed all fonts, with a table of their characters (ToUnicode)."
_PRODUCER = "Export the file again. If the fault stays, try another program: the first one writes faulty files."

PDF: dict[str, Rule] = {
    # ── the whole file ──
    "pdf-sound": Rule(
        "The file follows the PDF format",
        "ISO 32000-1",
        _PRODUCER,
        ("4.1.1",),
    ),
    "pdf-tagged": Rule(
        "Tags say what each part of the file is",
        f"{_UA}7.1",
        _AGAIN,
        ("1.3.1", "1.3.2", "4.1.2"),
    ),
    "pdf-marked": Rule(
        "The file says that it is tagged, and that its tags are right",
        f"{_UA}6.2 and 7.1",
        _AGAIN,
        ("1.3.1",),
    ),
    "pdf-version": Rule(
        "The file says that it is PDF/UA-1",
        f"{_UA}5",
        "Export it as PDF/UA.",
        (),
    ),
    "pdf-title": Rule(
        "The window shows a title that says what the file is",
        f"{_UA}7.1",
        "Write a title into the properties of the document, and let the PDF show the title instead of the file name.",
        ("2.4.2",),
    ),
    "pdf-language": Rule(
        "The file names its language",
        f"{_UA}7.2",
        "Set the language of the document, and export it again.",
        ("3.1.1",),
    ),
    "pdf-languages": Rule(
        "The language of a part is a tag such as 'kk'",
        f"{_UA}7.2",
        "Set the language of the passage in the program that made the file.",
        ("3.1.2",),
    ),
    "pdf-bookmarks": Rule(
        "A long file has bookmarks, and every bookmark has words",
        "WCAG technique PDF2",
        "Export it again with bookmarks from headings.",
        ("2.4.5",),
        "warning",
    ),
    "pdf-open": Rule(
        "The security settings let screen readers read the file",
        f"{_UA}7.16",
        "Save it without security settings, or allow 'content copying for accessibility'.",
        ("4.1.2",),
    ),
    "pdf-forms": Rule(
        "There is no dynamic form (XFA)",
        f"{_UA}7.15",
        "Save the form as a static PDF form.",
        ("4.1.2",),
    ),
    "pdf-layers": Rule(
        "Layers have names and no usage settings",
        f"{_UA}7.10",
        "Export the file without layers.",
        (),
    ),
    "pdf-attachments": Rule(
        "Attached files have names",
        f"{_UA}7.11",
        "Attach the files again, or leave them out.",
        ("2.4.2",),
    ),
    # ── structure ──
    "pdf-types": Rule(
        "Each element has a standard type, or a type that is mapped to one",
        f"{_UA}7.1",
        _TAGS,
        ("1.3.1",),
    ),
    "pdf-nesting": Rule(
        "Tables, lists and contents lists contain only the elements that they may contain",
        f"{_UA}7.2",
        _TAGS,
        ("1.3.1",),
    ),
    "pdf-headings": Rule(
        "Headings begin with level 1 and do not skip levels",
        f"{_UA}7.4",
        "Give the headings their levels in the document, and export again.",
        ("1.3.1", "2.4.6"),
    ),
    "pdf-figures": Rule(
        "Each figure and formula has an alternative text",
        f"{_UA}7.3 and 7.7",
        "Write an alternative text for the picture, or mark it as decorative.",
        ("1.1.1",),
    ),
    "pdf-tables": Rule(
        "All rows of a table have the same number of cells",
        f"{_UA}7.2",
        "Split merged cells, and add missing ones.",
        ("1.3.1",),
    ),
    "pdf-heads": Rule(
        "Tables have header cells, and each says whether it belongs to a row or to a column",
        f"{_UA}7.5",
        "In the document, mark the first row (or column) of the table as header.",
        ("1.3.1",),
    ),
    "pdf-notes": Rule(
        "Each note has an ID of its own",
        f"{_UA}7.9",
        _PRODUCER,
        ("1.3.1",),
    ),
    "pdf-lists": Rule(
        "Each list item has a body, and a list with labels says of which kind they are",
        f"{_UA}7.6",
        "In the document, make it a list with the list button, and export again.",
        ("1.3.1",),
        "warning",
    ),
    "pdf-empty": Rule(
        "No element is empty",
        "good practice",
        "Take the empty line, cell or link out of the document.",
        ("1.3.1",),
        "warning",
    ),
    "pdf-tree": Rule(
        "Elements, content and annotations refer to each other correctly",
        "ISO 32000-1, 14.7",
        _PRODUCER,
        ("1.3.1", "4.1.1"),
    ),
    # ── pages ──
    "pdf-content": Rule(
        "Everything on a page is tagged or marked as decoration",
        f"{_UA}7.1",
        _AGAIN,
        ("1.3.1", "1.3.2"),
    ),
    "pdf-marks": Rule(
        "Tagged content and decoration are not inside each other",
        f"{_UA}7.1",
        _PRODUCER,
        ("1.3.1", "1.3.2"),
    ),
    "pdf-order": Rule(
        "The Tab key follows the structure of the page",
        f"{_UA}7.18.3",
        "Set the tab order of the pages to 'use document structure'.",
        ("2.4.3",),
    ),
    "pdf-links": Rule(
        "Each link is tagged as a link",
        f"{_UA}7.18.5",
        _TAGS,
        ("1.3.1", "4.1.2"),
    ),
    "pdf-link-words": Rule(
        "Each link has a description",
        f"{_UA}7.18.5",
        "Give the link a description ('Contents', 'screen tip').",
        ("2.4.4",),
    ),
    "pdf-link-targets": Rule(
        "Each link leads to a place that exists",
        "good practice",
        "Correct the link in the document, and export again.",
        ("2.4.4",),
    ),
    "pdf-annotations": Rule(
        "Comments, stamps and fields are tagged and have a description",
        f"{_UA}7.18",
        _TAGS,
        ("1.1.1", "4.1.2"),
    ),
    # ── fonts ──
    "pdf-fonts": Rule(
        "All fonts are in the file",
        f"{_UA}7.21.4",
        _FONTS,
        (),
    ),
    "pdf-characters": Rule(
        "The file says which character each glyph is",
        f"{_UA}7.21.7",
        _FONTS,
        ("1.1.1", "1.3.1"),
    ),
    "pdf-glyphs": Rule(
        "Each character on a page has a glyph",
        f"{_UA}7.21.8",
        "Choose a typeface that has the character.",
        (),
    ),
    "pdf-widths": Rule(
        "Glyphs are as wide as the file says",
        f"{_UA}7.21.5",
        _PRODUCER,
        (),
    ),
}
