"""The rules for EPUB: what EPUB Accessibility 1.1 and WCAG 2.1 let a program decide without a browser."""

from __future__ import annotations

from briefing.check.files.rule import Rule

_EPUB = "EPUB 3.3, "
_ACCESS = "EPUB Accessibility 1.1, "
_WCAG = "WCAG 2.1, "
_EDIT = "Mend it in the program that the book comes from, or in an editor of EPUB such as Sigil."

BOOK: dict[str, Rule] = {
    "book-package": Rule(
        "The book has a title, a language and an identifier, and names files that are there",
        f"{_EPUB}5",
        "Write the title and the language into the properties of the book.",
        ("2.4.2", "3.1.1"),
    ),
    "book-files": Rule("Each file of the text is well-formed", f"{_EPUB}6.1", _EDIT, ("4.1.1",)),
    "book-metadata": Rule(
        "The book says how it can be read, which helps it has and which hazards",
        f"{_ACCESS}2.2",
        "Add accessMode, accessibilityFeature and accessibilityHazard to its metadata.",
        (),
    ),
    "book-claims": Rule(
        "What the book says of its accessibility is true",
        f"{_ACCESS}2.2 and 2.5",
        "Take out what is not true; name who certified it (a11y:certifiedBy) where it claims to conform.",
        (),
    ),
    "book-contents": Rule(
        "There is a contents list, its entries lead to places, and they follow the order of reading",
        f"{_EPUB}7.4.2",
        "Build the contents list again from the headings.",
        ("2.4.5", "1.3.2"),
    ),
    "book-pages": Rule(
        "The list of pages leads to the marks of pages, in their order, and the book says which printed pages they are",
        f"{_ACCESS}2.3",
        "Build the list of pages again, and name its source (pageBreakSource).",
        (),
    ),
    "book-titles": Rule("Each file has a title", f"{_WCAG}2.4.2", "Write what the chapter is called into its 'title'.", ("2.4.2",)),
    "book-language": Rule("Each file names its language", f"{_WCAG}3.1.1", "Write 'lang' and 'xml:lang' on 'html'.", ("3.1.1",)),
    "book-languages": Rule("Languages of parts are tags such as 'kk'", f"{_WCAG}3.1.2", "Write a language tag.", ("3.1.2",)),
    "book-pictures": Rule(
        "Each picture has a text in its place, or is marked as decorative",
        f"{_WCAG}1.1.1",
        "Write an 'alt' that says what it shows; an empty one for decoration.",
        ("1.1.1",),
    ),
    "book-headings": Rule(
        "Headings have words, and none skips a level", f"{_WCAG}1.3.1", "Give the headings their levels in order.", ("1.3.1", "2.4.6")
    ),
    "book-tables": Rule(
        "Each table has head cells, which say what they are the heads of",
        f"{_WCAG}1.3.1",
        "Mark the cells of the first row as 'th' with a 'scope'.",
        ("1.3.1",),
    ),
    "book-link-words": Rule("Each link has words", f"{_WCAG}2.4.4", "Write where the link leads.", ("2.4.4", "4.1.2")),
    "book-link-targets": Rule("Links inside the book lead somewhere, and ids are single", f"{_EPUB}6.1", _EDIT, ("2.4.4", "4.1.1")),
    "book-notes": Rule(
        "From each note a way leads back to its mark",
        "good practice",
        "Add a link back at the end of the note (role 'doc-backlink').",
        ("2.4.3",),
        "warning",
    ),
    "book-roles": Rule(
        "What a part is for is said to screen readers too, by a role",
        f"{_ACCESS}2.4 and DPUB-ARIA 1.0",
        "Write the role beside the epub:type, such as 'doc-footnote' beside 'footnote'.",
        ("1.3.1", "4.1.2"),
        "warning",
    ),
    "book-layout": Rule(
        "The text flows: its size, its colours and the width of its lines are the reader's",
        f"{_WCAG}1.4.4 and 1.4.10",
        "Make the book again as a reflowable one.",
        ("1.4.4", "1.4.10", "1.4.12"),
    ),
    "book-scripts": Rule(
        "Nothing runs, and nothing is fetched from the net",
        f"{_EPUB}3.6 and 8",
        "Take out the script, or put the file into the book.",
        ("2.1.1",),
    ),
}
