"""The rules for EPUB: those of EPUB Accessibility 1.1 and WCAG 2.1 that a program can decide without a browser."""

from __future__ import annotations

from briefing.check.files.rule import Rule

_EPUB = "EPUB 3.3, "
_ACCESS = "EPUB Accessibility 1.1, "
_WCAG = "WCAG 2.1, "
_EDIT = "Correct it in the program that made the book, or in an EPUB editor such as Sigil."

BOOK: dict[str, Rule] = {
    "book-package": Rule(
        "The book has a title, a language and an identifier, and all files that it lists exist",
        f"{_EPUB}5",
        "Write the title and the language into the properties of the book.",
        ("2.4.2", "3.1.1"),
    ),
    "book-files": Rule("Each file of the text is well-formed XML", f"{_EPUB}6.1", _EDIT, ("4.1.1",)),
    "book-metadata": Rule(
        "The metadata say how the book can be read, which aids it has and which hazards",
        f"{_ACCESS}2.2",
        "Add accessMode, accessibilityFeature and accessibilityHazard to its metadata.",
        (),
    ),
    "book-claims": Rule(
        "What the book says about its accessibility is true",
        f"{_ACCESS}2.2 and 2.5",
        "Delete what is not true. If the book claims to conform, name who certified it (a11y:certifiedBy).",
        (),
    ),
    "book-contents": Rule(
        "There is a contents list in reading order, and each entry leads to a place that exists",
        f"{_EPUB}7.4.2",
        "Build the contents list again from the headings.",
        ("2.4.5", "1.3.2"),
    ),
    "book-pages": Rule(
        "The page list matches the page marks in the text, and the book names the printed edition",
        f"{_ACCESS}2.3",
        "Build the page list again, and name the printed edition (pageBreakSource).",
        (),
    ),
    "book-titles": Rule("Each file has a title", f"{_WCAG}2.4.2", "Write the name of the chapter into its 'title' element.", ("2.4.2",)),
    "book-language": Rule("Each file names its language", f"{_WCAG}3.1.1", "Add 'lang' and 'xml:lang' to the 'html' element.", ("3.1.1",)),
    "book-languages": Rule(
        "The language of a part is a tag such as 'kk'", f"{_WCAG}3.1.2", "Write a language tag such as 'kk'.", ("3.1.2",)
    ),
    "book-pictures": Rule(
        "Each picture has an alternative text, or is marked as decorative",
        f"{_WCAG}1.1.1",
        "Write an 'alt' that says what the picture shows. For decoration, write an empty 'alt'.",
        ("1.1.1",),
    ),
    "book-headings": Rule(
        "Headings have words and do not skip levels", f"{_WCAG}1.3.1", "Give the headings their levels in order.", ("1.3.1", "2.4.6")
    ),
    "book-tables": Rule(
        "Each table has header cells, and each says whether it belongs to a row or to a column",
        f"{_WCAG}1.3.1",
        "Mark the cells of the first row as 'th' with a 'scope'.",
        ("1.3.1",),
    ),
    "book-link-words": Rule("Each link has words", f"{_WCAG}2.4.4", "Write where the link leads.", ("2.4.4", "4.1.2")),
    "book-link-targets": Rule(
        "Links inside the book lead to places that exist, and each id is used once", f"{_EPUB}6.1", _EDIT, ("2.4.4", "4.1.1")
    ),
    "book-notes": Rule(
        "Each note has a link back to its mark in the text",
        "good practice",
        "Add a link back at the end of the note (role 'doc-backlink').",
        ("2.4.3",),
        "warning",
    ),
    "book-roles": Rule(
        "A role tells screen readers what a part is for",
        f"{_ACCESS}2.4 and DPUB-ARIA 1.0",
        "Write the role beside the epub:type, such as 'doc-footnote' beside 'footnote'.",
        ("1.3.1", "4.1.2"),
        "warning",
    ),
    "book-layout": Rule(
        "Readers can change the size, the colours and the line width of the text",
        f"{_WCAG}1.4.4 and 1.4.10",
        "Make the book again as a reflowable EPUB.",
        ("1.4.4", "1.4.10", "1.4.12"),
    ),
    "book-scripts": Rule(
        "The book runs no scripts and loads nothing from the internet",
        f"{_EPUB}3.6 and 8",
        "Take out the script, or put the file into the book.",
        ("2.1.1",),
    ),
}
