"""Characters that only govern spaces and breaks are printed as what they mean; others that no typeface has are named with their place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from briefing import steps
from briefing.document import plain
from briefing.document.breaks import settled, without_unseen
from briefing.errors import BriefingError
from briefing.render import renderer
from briefing.render.pdf.paragraph_words import places
from briefing.workspace import Workspace

SHOWN = {
    "\u2011": "\u2011", "\u2003": " ", "\u3000": " ", "\u205f": " ", "\u1680": " ", "\u2028": " ", "\u202f": "\u00a0", "\u2007": "\u00a0",
    "\u2060": "", "\ufeff": "", "\u061c": "", "\u2066": "", "\u2069": "", "\u202a": "", "\u202c": "", "\ufe0f": "", "\U000e0100": "",
    "\u034f": "", "\u2063": "", "\u2010": "-", "\u200b": "", "\u200d": "", "\u200e": "",
}  # fmt: skip
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info/>
<citation><layout><names variable="author" suffix="{sign}"/><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""


def drawn(water: Path, outline: str) -> steps.Pack:
    """Return a pack whose outline is written on the spot."""
    (water / "templates" / "probe.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], {}))
    return pack


@pytest.mark.parametrize("sign", SHOWN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_sign_that_no_typeface_has_is_printed_as_what_it_means(sign: str) -> None:
    """A space as a space, a no-break space as one that all typefaces have, a joiner as nothing."""
    assert settled(f"mill{sign}race") == f"mill{SHOWN[sign]}race"
    assert settled(f"mill{sign}race", {ord(sign)}) == f"mill{sign}race"


@pytest.mark.parametrize("typed", ["mill-\u2060race", "mill\u2060-\u2060race", "mill\u2060-race", "mill\ufeff\u2010race"])
def test_hyphen_between_joiners_is_a_hyphen_that_does_not_break(typed: str) -> None:
    """So some programs write it."""
    assert settled(typed) == "mill\u2011race"


@pytest.mark.parametrize("sign", ["\u202d", "\u202e", "\U000e0041", "\u20dd", "½"])
def test_sign_that_changes_what_is_read_stays(sign: str) -> None:
    """An order turned round, a hidden tag, a circle: the typefaces decide, and a message names what they lack."""
    assert settled(f"1{sign}2") == f"1{sign}2"


def test_copied_words_lose_their_soft_hyphens_and_marks_of_direction() -> None:
    """Names are pasted from web pages, chats and contacts."""
    assert without_unseen("\u2068Lise\u00adlotte\u200e Roe\u2069\u2011Lund") == "Liselotte Roe\u2011Lund"


def test_pack_prints_such_signs_in_all_formats(water: Path, tmp_path: Path) -> None:
    """In texts, titles and links; a hyphen that does not break is Word's own."""
    text = "In\u2003the twenty\u2011third\u202fweek, a\u2060 mill\u00adrace\u3000ran."
    pack = drawn(water, f'title: "Mills\u2003and\u2011Races"\nsections:\n- {{use: text, title: "A\u205fB", text: "{text}"}}\n')
    assert (pack.document.title, plain(pack.document.blocks)) == (
        "Mills and\u2011Races",
        "A B In the twenty\u2011third\u00a0week, a mill\u00adrace ran.",
    )
    for name in ("docx", "pdf", "epub"):
        renderer(name).render(pack.document, pack.theme, tmp_path / f"p.{name}")
    with zipfile.ZipFile(tmp_path / "p.docx") as package:
        word = package.read("word/document.xml").decode()
    assert "twenty</w:t><w:noBreakHyphen/><w:t>third\u00a0week" in word
    assert "<w:softHyphen/>" in word
    assert "\u2011" not in word
    pages = pypdfium2.PdfDocument(io.BytesIO((tmp_path / "p.pdf").read_bytes()))
    assert "twenty\u2011third" in "".join(page.get_textpage().get_text_range() for page in pages)


def test_line_of_a_pdf_may_end_at_a_zero_width_space() -> None:
    """An address or a formula is divided there, without a hyphen; a no-break hyphen divides nothing."""
    assert [place[:2] for place in places("mill\u200brace\u2011house", "", anywhere=False)] == [(5, False)]


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("csl: styles/own.csl\n", "styles/own.csl"),
        ('params:\n  who: {type: text, help: Who., default: "x"}\n', "--set"),
    ],
)
def test_sign_from_elsewhere_is_reported_where_it_can_be_changed(water: Path, head: str, place: str) -> None:
    """A citation style is named by its file, a setting by its option."""
    (water / "styles" / "own.csl").write_text(STYLE.format(sign="&#x6f22;"), encoding="utf-8")
    text = "So [@lindqvist-2019]." if "csl" in head else "{{ who }}"
    (water / "templates" / "probe.yaml").write_text(f"title: T\n{head}sections:\n- {{use: text, title: A, text: '{text}'}}\n")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    settings = {} if "csl" in head else {"who": "漢"}
    with pytest.raises(BriefingError) as caught:
        steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], settings))
    (problem,) = caught.value.problems
    assert problem.file == place
    assert "U+6F22" in problem.message


@pytest.mark.parametrize("code", [r"\uf8ff", r"\U0000f8ff", r"\u0378", r"\x85", r"\U0010fffd"])
@pytest.mark.parametrize("key", ["title", "kicker", "byline", "subtitle"])
def test_code_of_a_sign_that_nobody_can_see_is_reported_with_its_line(water: Path, key: str, code: str) -> None:
    """Of private use, without a meaning in Unicode, a control character: as it is written in YAML."""
    head = "" if key == "title" else "title: Title\n"
    with pytest.raises(BriefingError) as caught:
        drawn(water, f'{head}{key}: "The {code} sign"\nsections:\n- use: sources\n  include: all\n')
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("templates/probe.yaml", 1 if key == "title" else 2)


@pytest.mark.parametrize("name", ["templates/caf\udce9.yaml", "seeds/texts/caf\udce9.md", "seeds/sources/\udcff.md"])
def test_name_of_a_file_that_is_no_text_is_told_once(water: Path, name: str) -> None:
    """Such files come from old archives and from disks of other systems."""
    try:
        (water / name).write_text("---\ntitle: Title\n---\nWords.\n" if "sources" in name else "Words.\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    workspace = Workspace(water, water / "output")
    with pytest.raises(BriefingError) as caught:
        steps.plans(workspace, steps.load(workspace), [Path(name).stem], {})
    about = [each for each in caught.value.problems if not each.file.isprintable()]
    assert [each.line for each in about if "id" in each.message or "name" in each.message] == [0]


def test_narrow_space_of_a_citation_style_is_printed(water: Path) -> None:
    """German and French styles put it before colons."""
    (water / "styles" / "own.csl").write_text(STYLE.format(sign="\u202f: "), encoding="utf-8")
    pack = drawn(water, "title: T\ncsl: styles/own.csl\nsections:\n- {use: text, title: A, text: 'So [@lindqvist-2019].'}\n")
    assert "Lindqvist\u00a0: The Law" in plain(pack.document.blocks)


def test_record_in_letters_that_cannot_be_set_is_one_problem_that_says_what_to_write(water: Path) -> None:
    """It names the record and its settings, whichever lines they are on, and all such records at once."""
    for key, title in (("levi-1951", "מים"), ("ito-1988", "渡し舟")):
        text = f"---\ntype: book\ntitle: {title}\nabstract: {title}\npublisher: House of {title}\nissued: 1951\n---\n"
        (water / f"seeds/sources/{key}.md").write_text(text, encoding="utf-8")
    cited = "- {use: text, title: A, text: 'So [@ito-1988; @levi-1951].'}"
    with pytest.raises(BriefingError) as caught:
        drawn(water, f"title: T\nsections:\n{cited}\n- {{use: sources, include: all}}\n")
    found = [(each.file, each.line, each.message) for each in caught.value.problems]
    assert found == [
        ("seeds/sources/ito-1988.md", 3, "the record 'ito-1988' has Chinese letters in title, publisher: no typeface has them"),
        ("seeds/sources/levi-1951.md", 3, "the record 'levi-1951' has Hebrew letters in title, publisher: no typeface has them"),
    ]
    assert all("in Latin letters" in each.hint for each in caught.value.problems)
    assert "typefaces: {more: [fontpkg_frank_ruhl_libre]}" in caught.value.problems[1].hint


def test_list_of_all_sources_leaves_out_what_no_typeface_shows_and_tells(water: Path) -> None:
    """Records come in with a bibliography; nothing else of the pack needs them. With a typeface that has the letters, they are listed."""
    record = "---\ntype: book\ntitle: מים\nauthor: [{family: Levi}]\nissued: 1951\n---\n"
    (water / "seeds/sources/levi-1951.md").write_text(record, encoding="utf-8")
    outline = "title: T\nsections:\n- {use: sources, include: all}\n"
    pack = drawn(water, outline)
    assert pack.left_out == ("the list of all sources leaves out what no typeface has the letters of: levi-1951.",)
    assert "מים" not in plain(pack.document.blocks)
    pack = drawn(water, f"{outline}theme: {{typefaces: {{more: [manimgx-fonts]}}}}\n")
    assert not pack.left_out
    assert "מים" in plain(pack.document.blocks)


def test_letters_of_a_script_that_no_typeface_has_are_told_once_for_each_file(water: Path) -> None:
    """Not letter by letter."""
    with pytest.raises(BriefingError) as caught:
        drawn(water, "title: T\nsections:\n- use: text\n  title: A\n  text: |\n    አማርኛ ነው\n\n    ሌላ መስመር\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("templates/probe.yaml", 6)
    assert "Ethiopic letters" in problem.message
    assert "(2 lines have such letters)" in problem.message


@pytest.mark.parametrize(
    ("words", "script"), [("尼罗河。", "Chinese"), ("川は、「長い」。", "Japanese"), ("《나일강》", "Korean"), ("「」", "Chinese")]
)
def test_points_and_brackets_come_with_the_letters_around_them(water: Path, words: str, script: str) -> None:
    """One message names the typeface that has them all."""
    (water / "seeds/texts/own.md").write_text(f"Words {words}\n", encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        drawn(water, "title: Probe\nsections:\n- {use: text, title: Own, texts: [own]}\n")
    (problem,) = caught.value.problems
    assert f"{script} letters" in problem.message
    assert "pip install pylopdf-fonts" in problem.hint
