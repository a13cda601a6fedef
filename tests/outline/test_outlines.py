"""Outlines that follow another, parameters, repetition, choosing and timing; `briefing new` and `briefing diff`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import steps as build
from briefing.cli import main
from briefing.document import Document, Paragraph, Question, Section, Table, plain, walk
from briefing.errors import BriefingError
from briefing.library import Library
from briefing.steps import Pack
from briefing.verbs.views.comparison import contents, difference
from briefing.workspace import Workspace

BASE = """\
title: "Rivers: {{ course }}"
date: 2022
params:
  course: {type: text, help: The course., default: LAW 7}
  banks: {type: countries, help: The banks., default: [vl, od]}
  hard: {type: yes-no, help: Print the hard part., default: no}
sections:
- {use: text, id: introduction, title: Introduction, text: "For {{ course }}."}
- use: text
  title: Session 1
  sections:
  - {use: excerpts, title: Floods, topics: [floods]}
  - {use: questions, title: Questions, lines: 2}
- {use: text, title: Hard part, when: hard, text: Hard.}
- {use: countries, title: Banks, countries: "{{ banks }}"}
- {use: text, title: Closing, text: The end.}
"""
Shown = Callable[..., Pack]


@pytest.fixture
def shown(water: Path) -> Shown:
    """Return a function that writes outlines and assembles one: `shown(mine="…", set={…})`."""
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (water / "templates/base.yaml").write_text(BASE)

    def show(name: str = "mine", settings: dict[str, str] | None = None, **outlines: str) -> Pack:
        for key, text in outlines.items():
            (water / f"templates/{key}.yaml").write_text(text)
        (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], settings or {}))
        return pack

    return show


def outer(document: Document) -> list[str]:
    """Return the titles of the outermost sections."""
    return [plain(block.title) for block in document.blocks if isinstance(block, Section)]


def inner(document: Document, identity: str) -> list[str]:
    """Return the titles of the sections inside of one."""
    found = next(node for node in walk(document.blocks) if isinstance(node, Section) and node.id == identity)
    return [plain(block.title) for block in found.blocks if isinstance(block, Section)]


def questions(document: Document) -> list[str]:
    return [node.id.removeprefix("question-") for node in walk(document.blocks) if isinstance(node, Question)]


def held(section: Section, kind: str) -> list[str]:
    """Return the excerpts or the questions in a section."""
    prefix = f"{kind.removesuffix('s')}-"
    return [
        node.id.removeprefix(prefix) for node in walk(section.blocks) if isinstance(node, Section | Question) and node.id.startswith(prefix)
    ]


# ── following a base ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_outline_that_changes_nothing_is_its_base(shown: Shown) -> None:
    """`extends:` alone gives the same pack."""
    base, mine = shown("base"), shown(mine="extends: base\n")
    assert difference(contents(base.document, base.index, 200), contents(mine.document, mine.index, 200)) == []


def test_own_settings_stand_in_place_of_those_of_the_base(shown: Shown) -> None:
    """Title and the like are its own where it has them, parameters included; the rest is the base's."""
    document = shown(mine='extends: base\ntitle: "Lakes: {{ course }}"\nset: {course: LAW 8}\n').document
    assert (document.title, document.date) == ("Lakes: LAW 8", "2022")
    assert "For LAW 8." in plain(document.blocks)


def test_set_on_the_command_line_goes_before_set_in_the_file(shown: Shown) -> None:
    """And before the default of the base, which the file sets."""
    assert shown(mine="extends: base\nset: {course: LAW 8}\n", settings={"course": "LAW 9"}).document.title == "Rivers: LAW 9"


def test_sections_are_dropped_replaced_changed_added_and_moved_by_id(shown: Shown) -> None:
    """All in one outline; a replacement keeps the id, and additions beside the same section keep their order."""
    document = shown(
        mine="""\
extends: base
drop: [closing]
replace:
  introduction: {use: text, title: My words, text: Mine.}
change:
  questions: {title: Harder questions, lines: 0}
add:
- {after: introduction, section: {use: text, title: One, text: One.}}
- {after: introduction, section: {use: text, title: Two, text: Two.}}
- {before: floods, section: {use: text, title: Inside, text: Inside.}}
- section: {use: text, title: Last, text: Last.}
move:
- {id: banks, before: session-1}
"""
    ).document
    assert outer(document) == ["My words", "One", "Two", "Banks", "Session 1", "Last"]
    assert inner(document, "session-1") == ["Inside", "Floods", "Harder questions"]
    assert document.blocks[0].id == "introduction"  # type: ignore[union-attr]


@pytest.mark.parametrize("change", ["drop: [closing]", "change: {closing: {title: X}}", "move: [{id: closing, before: introduction}]"])
def test_change_of_an_id_that_two_sections_have_is_refused(shown: Shown, change: str) -> None:
    """Nobody can tell which of them is meant."""
    base = "title: B\nsections:\n" + "- {use: text, id: closing, text: x}\n" * 2 + "- {use: text, id: introduction, text: y}\n"
    with pytest.raises(BriefingError, match="names a section 'closing', but 'base' has 2 sections with this id"):
        shown(base=base, mine=f"extends: base\n{change}\n")


def test_section_can_leave_the_one_that_is_dropped(shown: Shown) -> None:
    """Moves are made before anything is dropped."""
    assert "Questions" in outer(shown(mine="extends: base\nmove: [{id: questions, after: banks}]\ndrop: [session-1]\n").document)


def test_bases_have_bases(shown: Shown) -> None:
    """Changes of each level are made on what the level below gives; ids of added and replaced sections can be changed in turn."""
    year = """\
extends: base
set: {course: LAW 8}
replace: {introduction: {use: text, title: Year, text: Year.}}
add: [{section: {use: text, title: Extra, text: X.}}]
"""
    document = shown(year=year, mine="extends: year\ndrop: [introduction]\nchange: {extra: {title: More}}\n").document
    assert document.title == "Rivers: LAW 8"
    assert outer(document) == ["Session 1", "Banks", "Closing", "More"]


def test_setting_without_a_value_is_taken_out(shown: Shown) -> None:
    """A title taken out lets the content belong to the section above."""
    assert inner(shown(mine="extends: base\nchange: {floods: {title: }}\n").document, "session-1")[-1] == "Questions"


def test_own_parameters_stand_beside_those_of_the_base(shown: Shown) -> None:
    """They can be set too, and a section of the base can use them when changed to."""
    mine = "extends: base\nparams: {room: {type: text, help: Where., default: hall}}\nchange: {closing: {text: 'In the {{ room }}.'}}\n"
    assert "In the barn." in plain(shown(mine=mine, settings={"room": "barn"}).document.blocks)


def test_changes_of_the_base_arrive(shown: Shown) -> None:
    """What is new in the base is new in the class, where the class says nothing else."""
    shown(mine="extends: base\ntitle: Mine\ndrop: [introduction]\n")
    document = shown(
        base=BASE.replace("title: Closing", "title: Outlook, id: closing") + "- {use: text, title: New, text: New.}\n"
    ).document
    document = shown().document
    assert document.title == "Mine"
    assert outer(document) == ["Session 1", "Banks", "Outlook", "New"]


# ── parameters and repetition ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("yaml", "line"),
    [("[vl, od]", "vl, od"), ("vl, od", "vl,od"), ("vl", "vl")],
)
def test_file_and_command_line_mean_the_same(shown: Shown, yaml: str, line: str) -> None:
    """A list in the file is a text with commas after `--set`."""
    in_file = shown(mine=f"extends: base\nset:\n  banks: {yaml}\n").document
    assert shown("base", {"banks": line}).document.blocks == in_file.blocks


@pytest.mark.parametrize(("yaml", "words"), [("[a, b]", "a, b"), ("true", "true"), ("12", "12"), ("", "")])
def test_text_parameter_reads_what_stands_in_the_file(shown: Shown, yaml: str, words: str) -> None:
    """Lists, truths, numbers and nothing become the text that `--set` would give."""
    assert shown(mine=f"extends: base\nset:\n  course: {yaml}\n").document.title == f"Rivers: {words}".strip()


def test_section_is_repeated_for_each_value(shown: Shown) -> None:
    """`for:` gives the value and, among countries, its name; `when:` can ask for it."""
    mine = """\
title: Banks
params: {banks: {type: countries, help: The banks., default: [vl, od, ts]}}
sections:
- use: text
  for: bank in banks
  title: "{{ bank_name }}"
  when: bank != 'od'
  text: "Code {{ bank }}."
  sections:
  - {use: text, for: "word in [one, two]", title: "{{ word }} of {{ bank }}", text: Words.}
"""
    document = shown(mine=mine).document
    assert [node.id for node in document.blocks if isinstance(node, Section)] == outer_ids(document)
    assert len(outer(document)) == 2
    assert [plain(n.title) for n in walk(document.blocks) if isinstance(n, Section) and " of " in plain(n.title)] == [
        "one of vl",
        "two of vl",
        "one of ts",
        "two of ts",
    ]


def outer_ids(document: Document) -> list[str]:
    return [block.id for block in document.blocks if isinstance(block, Section)]


def test_nothing_to_repeat_for_leaves_the_section_out(shown: Shown) -> None:
    """An empty text names no value."""
    mine = """\
title: T
params: {words: {type: text, help: Words., default: ''}}
sections:
- {use: text, for: w in words, text: X.}
- {use: text, title: Rest, text: Y.}
"""
    assert outer(shown(mine=mine).document) == ["Rest"]


# ── choosing ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def one(section: str, top: str = "") -> str:
    return f"title: T\n{top}sections:\n- {section}\n"


@pytest.fixture
def library(water: Path) -> Library:
    return build.load(Workspace(water, water))


@pytest.mark.parametrize("condition", ["actors: [sarn-commission]", "topics: [floods]", "countries: [vl]", "sources: [osei-hart-2020]"])
def test_questions_are_chosen_by_what_their_excerpts_are_about(shown: Shown, library: Library, condition: str) -> None:
    """A question fits when one of its excerpts fits."""
    key, _, value = condition.rstrip("]").partition(": [")
    field = {"sources": "source"}.get(key, key)
    about = {e.id for e in library.excerpts.values() if value in (getattr(e, field) if key != "sources" else (e.source,))}
    expected = {q.id for q in library.questions.values() if about & set(q.excerpts)}
    assert expected
    assert set(questions(shown(mine=one(f"{{use: questions, {condition}}}")).document)) == expected


def test_questions_are_chosen_by_the_minutes_of_each(shown: Shown, library: Library) -> None:
    """`at most`, `at least` and a range, with both ends."""
    minutes = {q.id: q.minutes for q in library.questions.values()}
    low, high = min(minutes.values()), max(minutes.values())
    for span, fits in ((f"at most {low}", {low}), (f"at least {high}", {high}), (f"{low}-{low}", {low})):
        found = questions(shown(mine=one(f"{{use: questions, minutes: {span}}}")).document)
        assert {minutes[key] for key in found} == fits


def test_what_fits_is_taken_in_order(shown: Shown, library: Library) -> None:
    """A question that is too long for the rest is passed over and told of; those after it are still tried."""
    minutes = {q.id: q.minutes for q in library.questions.values()}
    order = sorted(minutes, key=lambda key: -minutes[key])
    limit = minutes[order[0]] + minutes[order[-1]]
    pack = shown(mine=one(f"{{use: questions, title: Q, select: [{', '.join(order)}], fit: {limit} minutes}}"))
    taken = questions(pack.document)
    assert taken[0] == order[0]
    assert sum(minutes[key] for key in taken) <= limit
    assert set(taken) != set(order)
    (told,) = pack.left_out
    assert all(f"{key} ({minutes[key]})" in told for key in set(order) - set(taken))


@pytest.mark.parametrize("kind", ["questions", "excerpts"])
def test_nothing_is_printed_twice(shown: Shown, library: Library, kind: str) -> None:
    """What a section names is its own, wherever it stands; the others take the rest; one that has nothing left is not there."""
    named = sorted(getattr(library, kind))
    first, second = named[:2]
    both = f"{{use: {kind}, title: All}}\n- {{use: {kind}, title: Mine, select: [{second}, {first}]}}\n- {{use: {kind}, title: Rest}}"
    pack = shown(mine=one(both))
    sections = {plain(section.title): section for section in pack.document.blocks if isinstance(section, Section)}
    assert list(sections) == ["All", "Mine"]
    printed = {title: held(section, kind) for title, section in sections.items()}
    assert printed["Mine"] == [second, first]
    assert sorted([*printed["All"], *printed["Mine"]]) == named
    assert [text.split(" ")[0] for text in pack.left_out] == ["'All'", "'Rest'"]


def test_no_limit_takes_all(shown: Shown) -> None:
    """`fit: 0 minutes`, which a parameter may give, sets none."""
    pack = shown(mine=one("{use: questions, fit: 0 minutes}"))
    assert pack.document.blocks == shown(mine=one("{use: questions}")).document.blocks
    assert pack.left_out == ()


def test_excerpts_fit_by_words_and_by_time_to_read(shown: Shown) -> None:
    """The same limit in words and in minutes at the pack's speed chooses the same."""
    by_words = shown(mine=one("{use: excerpts, notes: no, fit: 120 words}", "reading-speed: 60\n"))
    by_time = shown(mine=one("{use: excerpts, notes: no, fit: 2 minutes}", "reading-speed: 60\n"))
    assert by_words.document.blocks == by_time.document.blocks
    assert by_words.left_out


# ── run sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

SESSION = """\
title: T
reading-speed: 100
edition: teacher
sections:
- use: run-sheet
- use: text
  title: Session
  minutes: {minutes}
  text: {words}
  sections:
  - {{use: text, title: Exercise, text: In pairs., minutes: 20}}
  - {{use: questions, title: Questions}}
"""


def sheet(document: Document) -> list[list[str]]:
    table = next(node for node in walk(document.blocks) if isinstance(node, Table))
    return [[plain(cell) for cell in row] for row in table.rows]


def test_run_sheet_counts_reading_exercises_and_questions(shown: Shown, library: Library) -> None:
    """Reading by its words, an exercise by its minutes, a question by its own; each begins where the one before it ends."""
    pack = shown(mine=SESSION.format(minutes=300, words="word " * 150))
    rows = sheet(pack.document)
    assert rows[0] == ["0:00", "Opening", "150", "2"]
    assert rows[1] == ["0:02", "Exercise", "–", "20"]
    assert [row[0] for row in rows[2:3]] == ["0:22"]
    assert sorted(int(row[3]) for row in rows[2:]) == sorted(q.minutes for q in library.questions.values())
    assert pack.warnings == ()


@pytest.mark.parametrize("written", ["45", '"45"'])
def test_number_of_minutes_is_the_time_for_all_questions_of_a_section(shown: Shown, library: Library, written: str) -> None:
    """As it is for an exercise. A range chooses questions by their own minutes, as before."""
    session = SESSION.format(minutes=300, words="Hello.")
    pack = shown(mine=session.replace("title: Questions", f"title: Questions, minutes: {written}"))
    assert [row[2:] for row in sheet(pack.document)[-1:]] == [["–", "45"]]
    assert sum(isinstance(node, Question) for node in walk(pack.document.blocks)) == len(library.questions)
    most = min(q.minutes for q in library.questions.values() if q.minutes)
    some = shown(mine=session.replace("title: Questions", f"title: Questions, minutes: at most {most}"))
    assert sum(isinstance(node, Question) for node in walk(some.document.blocks)) < len(library.questions)


@pytest.mark.parametrize("written", ["forty", "45-", "1000", "-3", "no"])
def test_what_is_no_number_of_minutes_and_no_range_is_refused(shown: Shown, written: str) -> None:
    with pytest.raises(BriefingError, match="minutes"):
        shown(mine=SESSION.format(minutes=300, words="Hello.").replace("title: Questions", f"title: Questions, minutes: {written}"))


def test_session_that_is_too_long_is_warned_of(shown: Shown) -> None:
    """With the line of its length, and in the run sheet."""
    pack = shown(mine=SESSION.format(minutes=10, words="Hello."))
    (warning,) = pack.warnings
    assert (warning.file, warning.line) == ("templates/mine.yaml", 8)
    assert warning.message.startswith("'Session' takes ")
    assert any("min too long" in plain(node) for node in walk(pack.document.blocks) if isinstance(node, Paragraph))


def test_what_is_read_before_class_takes_no_time_in_class(shown: Shown) -> None:
    """With `read-in-class: no` the clock begins with the first thing that is done."""
    text = SESSION.format(minutes=300, words="word " * 150).replace(
        "sections:\n- use: run-sheet", "read-in-class: no\nsections:\n- use: run-sheet"
    )
    rows = sheet(shown(mine=text).document)
    assert [row[0] for row in rows[:2]] == ["before", "0:00"]


def test_run_sheet_has_the_parts_of_an_exercise_the_breaks_and_the_material(shown: Shown) -> None:
    """Items of a numbered list that begin with a few words and their minutes; a break is called what follows the session."""
    steps = "1. **Prepare (5 minutes).** In pairs.\\n2. Argue aloud (12 min), then stop.\\n3. Rest for a while (it takes 3 minutes)."
    pack = shown(
        mine=f"""title: T
edition: teacher
sections:
- use: run-sheet
- use: text
  title: One
  starts: "9:00"
  minutes: 30
  then: Lunch
  material: a map
  sections:
  - {{use: text, title: Exercise, text: "{steps}", minutes: 20, material: scissors}}
- {{use: text, title: Two, starts: "10:00", minutes: 10, text: Hello.}}
"""
    )
    assert sheet(pack.document) == [
        ["9:00", "Exercise", "–", "20"],
        ["9:00", "– Prepare", "–", "(5)"],
        ["9:05", "– Argue aloud", "–", "(12)"],
        ["9:30", "Lunch", "–", "30"],
    ]
    small = [plain(node) for node in walk(pack.document.blocks) if isinstance(node, Paragraph)]
    assert "Material: a map; scissors" in small


def test_audience_decides_the_speed_of_reading(shown: Shown) -> None:
    """Unless the outline gives a speed."""
    assert shown(mine=one("{use: text, text: X.}", "audience: school\n")).reading_speed == 150
    assert shown(mine=one("{use: text, text: X.}", "audience: school\nreading-speed: 90\n")).reading_speed == 90


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def said(*args: str) -> str:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    return result.output


def test_new_outline_builds_at_once_and_lists_everything(inside_water: Path) -> None:
    """Every parameter with its help, every section with its id; what was set is set."""
    (inside_water / "templates/base.yaml").write_text(BASE)
    assert "briefing build mine" in said("new", "mine", "--from", "base", "--set", "course=LAW: 8")
    text = (inside_water / "templates/mine.yaml").read_text()
    assert "extends: base\n" in text
    assert '  course: "LAW: 8"\n' in text
    for words in (
        "# The banks. (codes of two letters",
        "# banks: [vl, od]",
        "# hard: no",
        "introduction",
        "session-1",
        "  floods",
        "closing",
    ):
        assert words in text
    assert "Rivers: LAW: 8" in said("show", "mine")
    assert said("diff", "base", "mine").splitlines()[1:] == ["  Title: “Rivers: LAW: 8” instead of “Rivers: LAW 7”."]


def test_every_remark_of_a_new_outline_counts_when_its_mark_is_taken_away(inside_water: Path) -> None:
    """The lines of settings and of changes are YAML as they stand."""
    (inside_water / "templates/base.yaml").write_text(BASE)
    said("new", "mine", "--from", "base")
    path = inside_water / "templates/mine.yaml"
    text = path.read_text()
    for line in ("  # course: LAW 7", "  # hard: no", "# drop: [introduction]", "# title: "):
        assert line in text
        text = text.replace(line, line.replace("# ", "", 1), 1)
    path.write_text(text)
    assert "Introduction" not in said("show", "mine")


def test_diff_says_what_is_other_in_plain_words(inside_water: Path) -> None:
    """Sections out, new, renamed and moved, excerpts, questions, words and minutes; the same file twice has nothing to tell."""
    (inside_water / "templates/base.yaml").write_text(BASE)
    mine = """\
extends: base
drop: [session-1]
change: {closing: {title: The end, id: closing}}
move: [{id: banks, before: introduction}]
add: [{section: {use: text, title: New, text: X.}}]
"""
    (inside_water / "templates/mine.yaml").write_text(mine)
    text = said("diff", "base", "mine")
    for line in (
        "removed: session-1 (Session 1)",
        "added: new (New)",
        "now called “The end”: closing (Closing)",
        "Excerpts: 0 instead of",
        "Questions: 0 instead of",
        "fewer.",
    ):
        assert line in text
    assert "removed: floods" not in text
    assert "Sections in another place:" in text
    assert said("diff", "base", "base") == "'base' and 'base' are the same.\n"


def test_show_and_verbose_tell_what_did_not_fit(inside_water: Path) -> None:
    """Below the sections in `show`, on the error stream in `build --verbose`."""
    (inside_water / "templates/mine.yaml").write_text(one("{use: excerpts, title: E, notes: no, fit: 70 words}"))
    assert "'E', 70 words: 1 excerpt takes" in said("show", "mine")
    assert "No room for " in said("build", "mine", "-f", "epub", "-v")
    assert "No room for " not in said("build", "mine", "-f", "epub")
