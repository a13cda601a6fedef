"""The rules for Word files: those of Word's Accessibility Checker that a program can decide, and correct links inside the file."""

from __future__ import annotations

from briefing.check.files.rule import Rule

_WORD = "Word's Accessibility Checker"
_OOXML = "ISO 29500-1, "
_AGAIN = "Open the file in Word and save it again. If the fault stays, make the file again with the program that made it."

WORD: dict[str, Rule] = {
    # ── for readers ──
    "word-pictures": Rule(
        "Each picture has an alternative text, or is marked as decorative",
        _WORD,
        "In Word: right-click the picture, 'View Alt Text', and write what the picture shows, or tick 'Mark as decorative'.",
        ("1.1.1",),
    ),
    "word-floating": Rule(
        "Pictures and boxes are in line with the text",
        _WORD,
        "In Word: 'Layout Options' of the object, 'In line with text'.",
        ("1.3.2",),
    ),
    "word-heads": Rule(
        "Each table has a header row that is repeated on each page",
        _WORD,
        "In Word: put the cursor into the first row, 'Table Layout', 'Repeat Header Rows'.",
        ("1.3.1",),
    ),
    "word-rows": Rule(
        "Tables are simple: no merged or split cells, no table inside a table, the same number of cells in each row",
        _WORD,
        "Split the table in two, or write the words into each cell.",
        ("1.3.1",),
        "warning",
    ),
    "word-table-text": Rule(
        "Each table has a description",
        "good practice",
        "In Word: 'Table Properties', 'Alt Text', and write what the table shows.",
        ("1.3.1",),
        "warning",
    ),
    "word-headings": Rule(
        "The file has headings. They have words and do not skip levels",
        _WORD,
        "In Word: give the headings the styles 'Heading 1', 'Heading 2' … in order.",
        ("1.3.1", "2.4.6"),
    ),
    "word-blanks": Rule(
        "Styles make the space between words and paragraphs, not empty paragraphs or rows of spaces",
        _WORD,
        "Delete them, and set 'Space before' or a tab stop in the style.",
        ("1.3.1",),
        "warning",
    ),
    "word-link-words": Rule(
        "The words of a link say where it leads",
        _WORD,
        "Write the name of the page instead of the address or of 'here'.",
        ("2.4.4",),
        "warning",
    ),
    "word-link-targets": Rule(
        "Links lead to places that exist, and nothing else refers to places outside the file",
        "good practice",
        "Correct the link in Word ('Edit Hyperlink').",
        ("2.4.4",),
    ),
    "word-fields": Rule(
        "Places to fill in have names",
        _WORD,
        "In Word: 'Developer', 'Properties' of the content control, and write a title.",
        ("1.3.1", "4.1.2"),
    ),
    "word-locked": Rule(
        "The file is not locked, so readers can change how it looks",
        _WORD,
        "In Word: 'Review', 'Restrict Editing', 'Stop Protection'.",
        ("4.1.2",),
    ),
    "word-contrast": Rule(
        "Text has a contrast of at least 4.5:1 to its background, and large text of at least 3:1",
        "WCAG 2.1, 1.4.3",
        "Choose a darker colour for the text, or a lighter background, in the style.",
        ("1.4.3",),
    ),
    "word-language": Rule(
        "The file names its language",
        "WCAG 2.1, 3.1.1",
        "In Word: select all, 'Review', 'Language', 'Set Proofing Language', 'Set As Default'.",
        ("3.1.1",),
    ),
    "word-title": Rule(
        "The file has a title",
        "WCAG 2.1, 2.4.2",
        "In Word: 'File', 'Info', and write a 'Title'.",
        ("2.4.2",),
    ),
    # ── the file ──
    "word-prompts": Rule(
        "The file opens without a question",
        "good practice",
        "In Word: open it, answer 'Yes', and save it.",
        (),
        "warning",
    ),
    "word-mode": Rule(
        "The file does not open in Compatibility Mode",
        "good practice",
        "In Word: 'File', 'Info', 'Convert', and save it.",
        (),
        "warning",
    ),
    "word-parts": Rule("Every part that the file refers to exists", f"{_OOXML}9.2", _AGAIN, ("4.1.1",)),
    "word-bookmarks": Rule("Each bookmark has a name of its own, a beginning and an end", f"{_OOXML}17.13.6", _AGAIN, ("4.1.1",)),
    "word-codes": Rule("Each field has a beginning and an end, and does not ask to be updated", f"{_OOXML}17.16", _AGAIN, ("4.1.1",)),
    "word-styles": Rule("Every style and numbering that the text uses exists", f"{_OOXML}17.7", _AGAIN, ("4.1.1",)),
    "word-notes": Rule(
        "Each note and comment has its mark in the text, and each mark has its note or comment",
        f"{_OOXML}17.11 and 17.13.4",
        _AGAIN,
        ("1.3.1",),
    ),
}
