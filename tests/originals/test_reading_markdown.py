"""Markdown copies: the words of any dialect, without its marks."""

from __future__ import annotations

import pytest

from briefing.originals.readers.markdown_copies import read_markdown
from briefing.originals.readers.result import Reading, cleaned


def copy(text: str) -> Reading:
    return cleaned(read_markdown(text.encode()))


CASES: list[tuple[str, tuple[str, ...]]] = [
    ("The river.[^1]\n\n[^1]: A note\n    on two lines.\n", ("The river.", "A note on two lines.")),
    ("The river.^[An inline note.] Rose.", ("The river. Rose.", "An inline note.")),
    ("H~2~O, CO<sub>2</sub>, 10^6^ and 10^2^^3", ("H2O, CO₂, 10⁶ and 10²^3",)),
    ("[words]{.smallcaps} and [more]{lang=fr}", ("words and more",)),
    ("~~struck~~ and **bold** *it* `code`", ("struck and bold it code",)),
    ("::: {.callout-note}\nThe gauge.\n:::\n", ("The gauge.",)),
    ('::: {.callout-tip title="Mind this"}\nThe gauge.\n:::\n', ("Mind this", "The gauge.")),
    (":::: columns\n::: column\nLeft.\n:::\n::: column\nRight.\n:::\n::::\n", ("Left.", "Right.")),
    (":::note[A title]\nThe gauge.\n:::\n", ("A title", "The gauge.")),
    ("::: warning Take care\nThe gauge.\n:::\n", ("Take care", "The gauge.")),
    ("Gauge\n:   A board.\n\nWeir\n:   A wall.\n", ("Gauge", "A board.", "Weir", "A wall.")),
    ("| no keeper\n|   and no giver\n", ("no keeper", "and no giver")),
    ("> [!note]- Title\n> The *gauge*.\n", ("Title", "The gauge.")),
    ("> [!WARNING]\n> The gauge.\n", ("The gauge.",)),
    ("> > [!info] Deep\n> > The gauge.\n", ("Deep", "The gauge.")),
    ("[[Page]] and [[Page|this]] and [[Page#Part]] and ![[pic.png]] end", ("Page and this and Page > Part and end",)),
    ("A ==marked== word, a == b and c==d.", ("A marked word, a == b and c==d.",)),
    ("The gauge. ^block-1", ("The gauge.",)),
    ("Shown %%not shown%% here", ("Shown here",)),
    ('{{< figure src=a.png caption="The gauge." >}}\n\nEnd.', ("The gauge.", "End.")),
    ("{{% notice tip %}}\nThe gauge.\n{{% /notice %}}", ("The gauge.",)),
    ("{% include a.html %}\n\n{{ page.title }}The gauge.\n{: .lead}", ("The gauge.",)),
    ('!!! note "Title"\n    The *gauge*\n    fell.\n\nEnd.', ("Title", "The gauge fell.", "End.")),
    ("```{note}\nThe *gauge*.\n```\nEnd.", ("The gauge.", "End.")),
    ("See {ref}`the part <x>` and {term}`gauge`.", ("See the part and gauge.",)),
    ("<div class='x'>\nOne.\n\n<p>Two.</p>\n</div>\n\n<p>Three.</p>", ("One.", "Two.", "Three.")),
    ("<details><summary>More</summary>\n\nThe *gauge*.\n\n</details>", ("More", "The gauge.")),
    ("A <!-- comment --> word<br>more", ("A word more",)),
    ("| A | B |\n|---|---|\n| one | two |\n", ("A", "B", "one", "two")),
    ("- one\n- two\n    - three\n\n1. four\n2. five", ("one", "two", "three", "1. four", "2. five")),
    ("- [ ] open\n- [x] done", ("open", "done")),
    ("(a) one\n(b) two\n(c) three", ("(a) one", "(b) two", "(c) three")),
    ("Text\n# Head\nText\n- item", ("Text", "Head", "Text", "item")),
    ("Text\n# Head\n\n- item", ("Text", "Head", "item")),
    ("# Head {#h .x}\n\nEnd", ("Head", "End")),
    ("Cost $5 and $10; $v^2$ and $$\\frac{a}{b}$$.", ("Cost $5 and $10; v² and a/b.",)),
    ('Plain -- dashes, "quotes" and ... points', ('Plain -- dashes, "quotes" and ... points',)),
    ("```python\nx = '::: {{< y >}} ==z=='\n```\n", ("x = '::: {{< y >}} ==z=='",)),
    ("Inline `[[x]] ==y==` code", ("Inline [[x]] ==y== code",)),
    ("{++added++}{--gone--} {~~old~>new~~} {>>said<<}", ("added new",)),
    ("Lines of\na paragraph\\\nwith a break", ("Lines of a paragraph with a break",)),
    ("Setext\n======\n\nEnd", ("Setext", "End")),
    ("Text[^a]\n[^a]: A note", ("Text", "A note")),
    ("About 50%% and 60%% of it", ("About 50%% and 60%% of it",)),
    ("If x<y and y>z, then 3<5.", ("If x<y and y>z, then 3<5.",)),
    ("---\nText after a rule\n\n---\n\nMore", ("Text after a rule", "More")),
    (r"A \textbf{bold} word\footnote{A note.} and \(v^2\) (c)", ("A bold word and v² (c)", "A note.")),
    ("```{=html}\n<p>Words.</p>\n```\n", ("Words.",)),
    ("A ++new++ word in C++ and D++", ("A new word in C++ and D++",)),
    ("1986\\. A good year.", ("1986. A good year.",)),
    ("A snake_case_name and 2*3*4", ("A snake_case_name and 234",)),
    ("3. three\n4. four\n   1. in it\n\nEnd", ("3. three", "4. four", "1. in it", "End")),
    ("1. one\n1. two\n\n   of it\n1. three", ("1. one", "2. two", "of it", "3. three")),
    ("3) three\n4) four", ("3) three", "4) four")),
    ("A. one\nB. two", ("A. one", "B. two")),
    ("Two lines\nof a heading\n=====\n\nEnd", ("Two lines of a heading", "End")),
    ("- - -\nText after a rule\n\n* * *\nand another", ("Text after a rule", "and another")),
    ("+++\n\nText between marks of cells.\n\n+++\n\nEnd", ("Text between marks of cells.", "End")),
    ("* Contents\n{:toc}\n\nEnd", ("End",)),
    ("[[_TOC_]]\n\nEnd", ("End",)),
    ("(the-weir)=\n# Weir\n\nEnd", ("Weir", "End")),
    ("```{admonition} Title\n:class: tip\nThe gauge.\n```", ("Title", "The gauge.")),
    (":::{note} Title\n:class: tip\nThe gauge.\n:::", ("Title", "The gauge.")),
    ("{==kept==} and {>>said<<} ==marked==", ("kept and marked",)),
    ("$$\nv^2\n$$ {#eq-v}\n\nEnd", ("v²", "End")),
    ("- one\n  id:: 64-ab\n  collapsed:: true\n- two", ("one", "two")),
    ("Read HTML.\n\n*[HTML]: A language", ("Read HTML.",)),
    ("\\begin{center}\nWords\n\\end{center}\n\n\\newpage\n\nEnd", ("Words", "End")),
    ("A claim [^1].\n\n[^1]: A note.", ("A claim.", "A note.")),
    ("A claim[^a]^,^[^b] B\n\n[^a]: One.\n[^b]: Two.", ("A claim B", "One.", "Two.")),
    ("[^1]: A note without a mark.\n\nEnd", ("End", "A note without a mark.")),
    ('Text<a href="#n1" id="r1"><sup>1</sup></a>.\n\n<p id="n1">1. A note. <a href="#r1">↩</a></p>', ("Text.", "A note.")),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_without_marks(text: str, words: tuple[str, ...]) -> None:
    assert copy(text).paragraphs == words


@pytest.mark.slow
@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_without_marks_in_a_file_of_windows(text: str, words: tuple[str, ...]) -> None:
    assert copy(text.replace("\n", "\r\n")).paragraphs == words


SETTINGS = [
    '---\ntitle: "The Lamp"\nauthor: Ada Roe\ndate: 2021-03-04\nlang: en\n---\nBody.',
    "Title: The Lamp\nAuthor: Ada Roe\nDate: 2021-03-04\nLang: en\n\nBody.",
    '+++\ntitle = "The Lamp"\nauthor = "Ada Roe"\ndate = 2021-03-04\nlang = "en"\n+++\nBody.',
]


@pytest.mark.parametrize("text", SETTINGS)
def test_settings_at_the_top_are_read(text: str) -> None:
    read = copy(text)
    assert (read.paragraphs, read.title, read.author, read.issued, read.language) == (
        ("Body.",),
        "The Lamp",
        ("Ada Roe",),
        "2021-03-04",
        "en",
    )


def test_title_block_of_pandoc_is_read() -> None:
    read = copy("% The Lamp\n% Ada Roe; Ben Ash\n% 2021\n\nBody.")
    assert (read.paragraphs, read.title, read.author, read.issued) == (("Body.",), "The Lamp", ("Ada Roe", "Ben Ash"), "2021")


def test_what_is_left_out_or_kept_as_typed_is_told() -> None:
    read = copy("One [@doe, p. 3] %%two three%% {{< video x >}} ![[a.png]] <p hidden>four</p>")
    assert read.notices == (
        "1 shortcode left out: “{{< video x >}}”",
        "1 embedded file left out: “a.png”",
        "1 citation kept as typed: “[@doe, p. 3]”",
        "3 words that the file hides are left out: “two three four”",
    )
    read = copy("import Tabs from '@theme/Tabs';\n\nA {cite}`doe` and $\\nothing{x}$.\n\n1. one")
    assert read.paragraphs == ("A {cite}doe and \\nothing{x}.", "1. one")
    assert read.notices == (
        "1 line of a program left out: “import Tabs from '@theme/Tabs';”",
        "1 citation kept as typed: “{cite}doe”",
        "1 automatic number of lists and headings written as browsers show it: “1. one”",
        "1 formula kept as TeX, because it cannot be read: “\\nothing{x}”",
    )
    assert read.doubts == ((1, "a formula that cannot be read is kept as TeX"),)


def test_hostile_markdown_includes_nothing() -> None:
    read = copy("![x](/etc/hostname)\n\n<script>alert(1)</script>\n\n{{< include /etc/hostname >}}\n\n\\input{/etc/hostname}\n\nEnd.")
    assert [line for line in read.paragraphs if line not in ("x", "\\input{/etc/hostname}")] == ["End."]


@pytest.mark.parametrize("names", ["- Ada Roe\n- Ben Low", "  - name: Ada Roe\n    affiliation: Lakes\n  - name: Ben Low"])
def test_authors_may_be_a_list_of_lines(names: str) -> None:
    """As pandoc writes them."""
    read = copy(f"---\ntitle: The Lamp\nauthor:\n{names}\ndate: 2021\n---\nBody.")
    assert (read.title, read.author, read.issued) == ("The Lamp", ("Ada Roe", "Ben Low"), "2021")


@pytest.mark.parametrize("mark", ["@fig-weir", "@tbl-water", "@roe1931", "-@roe1931a", "[@roe, p. 3]"])
def test_citations_and_references_that_are_kept_as_typed_are_told(mark: str) -> None:
    read = copy(f"The water fell, see {mark}, in the spring. Write to keeper@lake.example or to @keeper.")
    assert read.paragraphs == (f"The water fell, see {mark}, in the spring. Write to keeper@lake.example or to @keeper.",)
    assert read.notices == (f"1 citation kept as typed: “{mark}”",)
