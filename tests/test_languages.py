"""The pack's own words in its language: complete catalogues, plural forms, dates, numbers, quotes, and content in another language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pdf_structure
import pytest
from conftest import WATER_LAW
from docx_rules import problems as docx_problems
from epub_rules import Book, bad_links, lone_notes, unzipped, wrong_contents, wrong_words

from briefing import build
from briefing.build import Pack
from briefing.dates import parse
from briefing.document import Digest, Document, Language, Section, Text, plain, tree, walk
from briefing.languages import ENGLISH, available, catalogue, closest, same_language
from briefing.languages.plurals import RULES
from briefing.render import FORMATS
from briefing.workspace import Workspace

HERE = Path(__file__).resolve().parent
TRANSLATIONS = [code for code in available() if code != ENGLISH]


# ── catalogues ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def forms(text: Any) -> list[str]:
    return [str(each) for each in (text.values() if isinstance(text, Mapping) else text if isinstance(text, list) else [text])]


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_catalogue_is_complete(code: str) -> None:
    """Every text of English, and none besides."""
    assert catalogue(code).texts.keys() == catalogue(ENGLISH).texts.keys()


@pytest.mark.parametrize("code", available())
def test_catalogue_keeps_the_names_in_braces(code: str) -> None:
    """A translator who changes {count} would stop a build."""
    for key, text in catalogue(code).texts.items():
        wanted = {name for form in forms(catalogue(ENGLISH).texts[key]) for name in re.findall(r"\{(\w+)\}", form)}
        for form in forms(text):
            assert set(re.findall(r"\{(\w+)\}", form)) <= wanted, key
        assert {name for form in forms(text) for name in re.findall(r"\{(\w+)\}", form)} == wanted, key


@pytest.mark.parametrize("code", available())
def test_catalogue_has_each_plural_form_of_its_language(code: str) -> None:
    """Those that its rule asks for, and none besides."""
    words = catalogue(code)
    needed = {words.form(count) for count in range(200)}
    for key, text in words.texts.items():
        if isinstance(text, Mapping):
            assert text.keys() == needed, key


@pytest.mark.parametrize("code", available())
def test_catalogue_has_twelve_months_and_four_quotes(code: str) -> None:
    """What dates and quotation marks are made of."""
    words = catalogue(code)
    assert [len(words.texts[key]) for key in ("date.months", "date.months-alone", "quotes")] == [12, 12, 4]


def test_what_a_catalogue_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the plural forms of English."""
    russian = catalogue("ru")
    short = type(russian)("ru", {key: text for key, text in russian.texts.items() if key not in ("labels.contents", "question.minutes")})
    assert short.say("labels.contents") == "Contents"
    assert short.say("question.minutes", count=2) == "2 minutes"
    assert short.say("labels.notes") == "Примечания"


@pytest.mark.parametrize(("tag", "code"), [("en-GB", "en"), ("en-US", "en"), ("ru", "ru"), ("ru-RU", "ru"), ("kk-Cyrl-KZ", "en")])
def test_closest_catalogue_is_taken(tag: str, code: str) -> None:
    """That of the language, whatever the region; else English."""
    assert closest(tag) == code


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("count", "text"),
    [
        *((1, "1 минута"), (2, "2 минуты"), (5, "5 минут"), (11, "11 минут"), (12, "12 минут"), (21, "21 минута")),
        *((22, "22 минуты"), (101, "101 минута"), (111, "111 минут"), (1_234, "1\u00a0234 минуты")),
    ],
)
def test_russian_plurals(count: int, text: str) -> None:
    """One, few, many, with the exceptions from 11 to 14."""
    assert catalogue("ru").say("question.minutes", count=count) == text


@pytest.mark.parametrize(
    ("rule", "counts", "form"),
    [
        ("one-form", (0, 1, 2, 5), "other"),
        ("one-other", (0, 2, 5), "other"),
        ("one-with-zero", (0, 1), "one"),
        ("polish", (2, 3, 24), "few"),
        ("polish", (0, 5, 12, 21), "many"),
    ],
)
def test_plural_rules_of_other_languages(rule: str, counts: tuple[int, ...], form: str) -> None:
    """As CLDR has them for whole numbers."""
    assert {RULES[rule](count) for count in counts} == {form}


@pytest.mark.parametrize(
    ("date", "english", "russian"),
    [
        ("2022-02-24", "24 February 2022", "24\u00a0февраля 2022\u00a0г."),
        ("2022-02", "February 2022", "февраль 2022\u00a0г."),
        ("2022", "2022", "2022\u00a0г."),
        ("2022~", "about 2022", "предположительно 2022\u00a0г."),
    ],
)
def test_dates(date: str, english: str, russian: str) -> None:
    """As exactly as they are known; the month in the case that the day asks for."""
    assert catalogue("en-GB").date(parse(date)) == english
    assert catalogue("ru").date(parse(date)) == russian


def test_missing_date_numbers_shares_and_lists() -> None:
    """In the forms of the language."""
    english, russian = catalogue("en"), catalogue("ru")
    assert (english.date(None), russian.date(None)) == ("no date", "без даты")
    assert (english.number(12_345), russian.number(12_345)) == ("12,345", "12\u00a0345")
    assert (english.share(0.052), russian.share(0.052)) == ("5.2%", "5,2\u00a0%")
    assert (english.joined(["a", "b", "c"]), russian.joined(["a", "b", "c"])) == ("a, b and c", "a, b и c")
    assert (english.joined([]), english.joined(["a"])) == ("", "a")


@pytest.mark.parametrize(
    ("one", "other", "same"), [("en", "en-GB", True), ("en-GB", "en", True), ("en", "ru", False), ("en-GB", "en-US", False)]
)
def test_same_language(one: str, other: str, same: bool) -> None:
    """A language is that of its regions; two regions are two."""
    assert same_language(one, other) is same


# ── a Russian pack of English content ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Assemble the outline with every kind of section, in Russian."""
    folder = tmp_path_factory.mktemp("water") / "workspace"
    shutil.copytree(WATER_LAW, folder)
    outline = (folder / "templates/everything.yaml").read_text(encoding="utf-8")
    outline = outline.replace("language: en-GB\n", "language: ru\ncontent-language: en-GB\n").replace("csl:", "# csl:")
    words = """Слово "Сарн" и "слово ''внутри'' слова", by "Lindqvist"."""
    own = f"- use: rights\n- use: text\n  title: 'О выпуске, {{{{ year }}}}'\n  text: '{words}'\n"
    (folder / "templates/russian.yaml").write_text(outline + own, encoding="utf-8")
    workspace = Workspace(folder, folder / "output")
    library = build.load(workspace)
    (made,) = build.packs(workspace, library, build.plans(workspace, library, ["russian"], {}))
    return made


def titles(document: Document) -> list[str]:
    return [plain(each.title) for each in walk(document) if isinstance(each, Section)]


def spoken_in(node: object, language: str) -> list[tuple[str, str]]:
    """Return each text below a node with the language in which it is read out."""
    if isinstance(node, Text):
        return [(language, node.text)]
    if isinstance(node, Language):
        return [each for child in node.children for each in spoken_in(child, node.tag)]
    if isinstance(node, tuple):
        return [each for child in node for each in spoken_in(child, language)]
    return [each for child in getattr(node, "__dataclass_fields__", ()) for each in spoken_in(getattr(node, child), language)]


def test_pack_says_its_own_words_in_russian(pack: Pack) -> None:
    """Headings that the outline leaves out, kinds of note, details of questions, labels, the date."""
    document = pack.document
    text = tree(document)
    assert document.labels.contents == "Содержание"
    assert document.date == "сентябрь 2022\u00a0г."
    assert {"Глоссарий", "Источники", "Права и разрешения", "О выпуске, 2022\u00a0г."} <= set(titles(document))
    for words in (
        "kind='Контекст'",
        "series='Редактор'",
        "'Членство'",
        "'Факты'",
        "минут",
        "'Страна'",
        "Ответ на вопрос 1",
        "дата обращения",
    ):
        assert words in text


def test_each_word_is_read_out_in_its_language(pack: Pack) -> None:
    """No Russian words are marked English, but those of citeproc in citations; the words of the library are."""
    for language, text in spoken_in(pack.document.blocks, "ru"):
        if language.startswith("en"):
            assert not re.search("[А-я]", re.sub(r"Сарн|общие сведения|б\. д\.|\bи\b|\bг\.|июн\w*", "", text)), text
    digests = [each.blocks for each in walk(pack.document) if isinstance(each, Digest)]
    assert digests
    assert {language for language, _ in spoken_in(tuple(digests), "ru")} == {"en-GB"}


def test_titles_that_come_from_an_english_outline_are_marked_english(pack: Pack) -> None:
    """Words in Latin letters only are not Russian."""
    heading = next(each for each in walk(pack.document) if isinstance(each, Section) and plain(each.title) == "Timeline")
    assert heading.title == (Language("en-GB", (Text("Timeline"),)),)


def test_quotation_marks_follow_the_language_of_the_text(pack: Pack) -> None:
    """Russian ones in what the outline says in Russian, English ones in the library."""
    about = next(each for each in walk(pack.document) if isinstance(each, Section) and plain(each.title) == "О выпуске, 2022\u00a0г.")
    assert plain(about.blocks) == "Слово «Сарн» и «слово „внутри“ слова», by «Lindqvist»."
    library = [each for each in pack.document.blocks if each is not about]
    assert "“" in plain(tuple(library))
    assert "«" not in plain(tuple(library))


def test_citations_are_worded_for_the_language(pack: Pack) -> None:
    """Citeproc joins two authors as Russian does; years stand bare, and no full stop is doubled."""
    text = plain(pack.document.blocks)
    assert "Osei и Hart" in text
    assert "(Lindqvist 2019, ¶2)" in text.replace("\u00a0", " ")
    assert ".." not in text


def test_english_pack_marks_nothing(tmp_path: Path) -> None:
    """One language needs no marks."""
    workspace = Workspace(WATER_LAW, tmp_path)
    library = build.load(workspace)
    (made,) = build.packs(workspace, library, build.plans(workspace, library, ["everything"], {}))
    assert {each.tag for each in walk(made.document) if isinstance(each, Language)} == {"ru"}


def test_all_formats_say_the_same_words_in_order(pack: Pack, tmp_path: Path) -> None:
    """And pass our checks of structure, links and notes."""
    build.draw([pack], FORMATS, tmp_path)
    assert pdf_structure.problems(tmp_path / "russian.pdf") == []
    assert [fault for fault in docx_problems(tmp_path / "russian.docx") if "example.org" not in fault] == []
    book = Book(unzipped(tmp_path / "russian.epub"))
    assert [
        *wrong_words(book, pack.document),
        *bad_links(book),
        *lone_notes(book, pack.document),
        *wrong_contents(book, pack.document),
    ] == []
