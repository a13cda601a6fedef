"""The rules for Word files: those of Word's Accessibility Checker that a program can decide, and sound links inside the file."""

from __future__ import annotations

from briefing.check.files.rule import Rule

_WORD = "Word's Accessibility Checker"
_OOXML = "ISO 29500-1, "
_AGAIN = "Open the file in Word and save it anew; if it stays, make it again with the program that it comes from."

WORD: dict[str, Rule] = {
    # ── for readers ──
    "word-pictures": Rule(
        "Each picture has a text in its place, or is marked as decorative",
        _WORD,
        "In Word: right-click on the picture, 'View Alt Text', and write what it says, or tick 'Mark as decorative'.",
        ("1.1.1",),
    ),
    "word-floating": Rule(
        "Pictures and boxes stand in the line of the text",
        _WORD,
        "In Word: 'Layout Options' of the object, 'In line with text'.",
        ("1.3.2",),
    ),
    "word-heads": Rule(
        "Each table has a head row, which comes again on each page",
        _WORD,
        "In Word: stand in the first row, 'Table Layout', 'Repeat Header Rows'.",
        ("1.3.1",),
    ),
    "word-rows": Rule(
        "Tables are simple: no merged or split cells, no table in a table, rows equally long",
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
        "There are headings, none is empty, and none skips a level",
        _WORD,
        "In Word: give the headings the styles 'Heading 1', 'Heading 2' … in order.",
        ("1.3.1", "2.4.6"),
    ),
    "word-blanks": Rule(
        "Distance is made by styles, and not by empty paragraphs or rows of blanks",
        _WORD,
        "Take them out; set 'Space before' or a tab stop in the style.",
        ("1.3.1",),
        "warning",
    ),
    "word-link-words": Rule(
        "The words of a link say where it leads",
        _WORD,
        "Write the name of the page in place of the address or of 'here'.",
        ("2.4.4",),
        "warning",
    ),
    "word-link-targets": Rule(
        "Links lead somewhere, and only links lead out of the file",
        "good practice",
        "Mend the link in Word ('Edit Hyperlink').",
        ("2.4.4",),
    ),
    "word-fields": Rule(
        "Places to fill in have names",
        _WORD,
        "In Word: 'Developer', 'Properties' of the content control, and write a title.",
        ("1.3.1", "4.1.2"),
    ),
    "word-locked": Rule(
        "Nothing keeps a reader from changing how the file is shown",
        _WORD,
        "In Word: 'Review', 'Restrict Editing', 'Stop Protection'.",
        ("4.1.2",),
    ),
    "word-contrast": Rule(
        "Text has a contrast of 4.5:1 on its ground, and of 3:1 where it is large",
        "WCAG 2.1, 1.4.3",
        "Choose a darker colour for the text, or a lighter ground, in the style.",
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
        "In Word: 'File', 'Info', 'Title'.",
        ("2.4.2",),
    ),
    # ── the file ──
    "word-prompts": Rule(
        "The file opens without a question, and not in Compatibility Mode",
        "good practice",
        "In Word: 'File', 'Info', 'Convert', and save it.",
        (),
        "warning",
    ),
    "word-parts": Rule("Every part that is referred to is there", f"{_OOXML}9.2", _AGAIN, ("4.1.1",)),
    "word-bookmarks": Rule("Bookmarks have one name each, and both ends", f"{_OOXML}17.13.6", _AGAIN, ("4.1.1",)),
    "word-codes": Rule("Fields end where they begin, and none asks to be updated", f"{_OOXML}17.16", _AGAIN, ("4.1.1",)),
    "word-styles": Rule("Styles and numbering that are used are there", f"{_OOXML}17.7", _AGAIN, ("4.1.1",)),
    "word-notes": Rule("Each note and comment has its mark, and each mark its note", f"{_OOXML}17.11 and 17.13.4", _AGAIN, ("1.3.1",)),
}
