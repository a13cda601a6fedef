"""The forms of Markdown that a text may hold, for people who look for them among the settings."""

from __future__ import annotations

from briefing.markup import BOXES

WHERE = "seeds/texts/ID.md, and other words of packs"
ABOUT = "What a text may hold beside plain paragraphs. seeds/README.md has more, with examples."
FORMS: tuple[tuple[str, str, str], ...] = (
    ("## words", "a heading", "With {#id} at its end, other texts can refer to it."),
    ("- words", "an item of a list", "Also '1. words', 'a. words' and '(a) words'."),
    ("- [ ] words", "a task", "'- [x] words' is a task that is done."),
    ("[^1]", "a footnote", "Its words are in a line of their own, '[^1]: words'. Or write ^[words] in its place."),
    ("[@id, ¶3]", "a citation", "Also '[@id, p. 12]', '@id says' and '[-@id]'."),
    ("::: box", "a box", f"It ends with a line ':::'. A title may follow the kind, which is one of {', '.join(BOXES)}."),
    ("> words", "a quotation", "If a citation follows. If its last line begins with a dash, it is a motto, else a box."),
    ("![words](images/map.png)", "a picture", 'The words say what it shows. {caption="…" credit="…" width=60%} may follow.'),
    ("| words | words |", "a row of a table", "The line '| --- | --- |' follows the first row, and ': Caption {#tbl-id}' the last."),
    ("$x^2$", "a formula", "In TeX. '$$' on lines of their own is around a formula that has its own paragraph."),
    ("<!-- words -->", "a remark", "It is not printed."),
)
"""Each with what it makes, and with what else there is to say of it."""
