"""The pack's own words in its language: complete catalogues, plural forms, dates, numbers, quotes, and content in another language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from briefing import languages
from briefing import steps as build
from briefing.assemble.entry_dates import dated
from briefing.dates import parse
from briefing.document import Digest, Document, Language, Section, Text, plain, tree, walk
from briefing.languages import ENGLISH, available, catalogue, closest, is_known, is_tag, po_file, same_language
from briefing.render import FORMATS
from briefing.render.pdf import pages
from briefing.steps import Pack
from briefing.workspace import Workspace
from tests.support import pdf_structure
from tests.support.docx_rules import problems as docx_problems
from tests.support.epub_rules import Book, bad_links, lone_notes, unzipped, wrong_contents, wrong_words
from tests.support.places import WATER_LAW
from tests.support.variants import variants

FOLDER = Path(languages.__file__).resolve().parent
TRANSLATIONS = [code for code in available() if code != ENGLISH]


# ── catalogues ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def messages(name: str) -> dict[str, Message]:
    with (FOLDER / name).open("rb") as file:
        return {message.context: message for message in read_po(file, abort_invalid=True) if message.context}


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_catalogue_is_complete(code: str) -> None:
    """Every text of English, and none besides; in each form that the language has for numbers; nothing in doubt."""
    english, translated = messages("messages.pot"), messages(f"{code}.po")
    assert {key: each.id for key, each in translated.items()} == {key: each.id for key, each in english.items()}
    with (FOLDER / f"{code}.po").open("rb") as file:
        count = read_po(file).num_plurals
    for key, each in translated.items():
        assert not each.fuzzy, key
        assert all(forms(each.string)), key
        assert len(forms(each.string)) == (count if each.pluralizable else 1), key


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_catalogue_keeps_the_names_in_braces(code: str) -> None:
    """A translator who changes {count} would stop a build; the singular may say it in words."""
    for key, each in messages(f"{code}.po").items():
        wanted = braces(forms(each.id)[-1])
        assert all(braces(form) <= wanted for form in forms(each.string)), key
        assert braces("".join(forms(each.string))) == wanted, key


def as_babel_reads(path: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    with path.open("rb") as file:
        found = {message.context or "": message for message in read_po(file, abort_invalid=True) if message.context}
    whole = {key: forms(each.string) if all(forms(each.string)) and not each.fuzzy else () for key, each in found.items()}
    return {key: (forms(each.id), whole[key]) for key, each in found.items()}


MADE = """# A file of a translator.
msgid ""
msgstr "Language: xx\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
#, fuzzy
msgctxt "a"
msgid "one"
msgstr "uno"
#| msgid "older"
msgctxt "b"
msgid ""
"two \\"lines\\"\\n"
"of {count}"
msgid_plural "lines\\tof {count}"
msgstr[0] "dos"
msgstr[1] "líneas "
"de {count}"

msgctxt "c"
msgid "three"
msgstr ""
#~ msgctxt "d"
#~ msgid "gone"
#~ msgstr "ido"
"""


@pytest.mark.parametrize("name", ["messages.pot", *(f"{code}.po" for code in TRANSLATIONS), "made"])
def test_texts_are_read_as_babel_reads_them(name: str, tmp_path: Path) -> None:
    """With texts of several lines, plurals, and translations that are missing or in doubt."""
    path = FOLDER / name
    if name == "made":
        path = tmp_path / "xx.po"
        path.write_text(MADE, encoding="utf-8")
    found = po_file.read(path)
    assert {key: (each.english, each.forms) for key, each in found.items() if key} == as_babel_reads(path)
    assert [po_file.decided(po_file.plural_form(found[""]), count) for count in (0, 1, 2)] in ([0, 0, 1], [1, 0, 1], [2, 0, 1])


def test_every_language_with_conventions_is_known() -> None:
    """Its names need not be looked at."""
    tags = [each.replace("_", "-") for each in locale_identifiers() if is_tag(each.replace("_", "-"))]
    assert len(tags) > 500
    assert [tag for tag in tags if not is_known(tag)] == []
    assert not is_known("en-QQ")
    assert is_known("ky-FR")


@pytest.mark.parametrize("code", available())
def test_catalogue_has_four_quotation_marks(code: str) -> None:
    """Outer and inner, opening and closing."""
    assert len(catalogue(code).quotes) == 4


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
    ("date", "english", "russian"),
    [
        ("2022-02-24", "24 February 2022", "24 февраля 2022\u00a0г."),
        ("2022-02", "February 2022", "февраль 2022\u00a0г."),
        ("2022", "2022", "2022\u00a0г."),
        ("2022~", "about 2022", "предположительно 2022\u00a0г."),
    ],
)
def test_dates(date: str, english: str, russian: str) -> None:
    """As exactly as they are known; the month in the case that the day asks for."""
    assert catalogue("en-GB").date(parse(date)) == catalogue("en").date(parse(date)) == english
    assert catalogue("ru").date(parse(date)) == russian


def test_missing_date_numbers_shares_and_lists() -> None:
    """In the forms of the language."""
    english, russian = catalogue("en"), catalogue("ru")
    assert (english.date(None), russian.date(None)) == ("no date", "без даты")
    assert (english.number(12_345), russian.number(12_345)) == ("12,345", "12\u00a0345")
    assert (english.share(0.052), russian.share(0.052)) == ("5.2%", "5,2\u00a0%")
    assert (english.joined(["a", "b", "c"]), russian.joined(["a", "b", "c"])) == ("a, b and c", "a, b и c")
    assert (english.joined([]), english.joined(["a"])) == ("", "a")


def test_region_writes_dates_and_lists_its_own_way() -> None:
    """The words are those of the language, whatever the region; where there are none, all is English."""
    american = catalogue("en-US")
    assert (american.date(parse("2022-02-24")), american.joined(["a", "b", "c"])) == ("February 24, 2022", "a, b, and c")
    assert catalogue("kk").date(parse("2022-02-24")) == "24 February 2022"


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


@pytest.mark.parametrize(
    ("worded", "printed"),
    [
        ("Воеводин, А. 2023\u00a0г. «Река».", "Воеводин, А. 2023. «Река»."),
        ("Вестник. [2022\u00a0г.?]. «Река».", "Вестник. [2022?]. «Река»."),
        ("Статья. март 7.", "Статья. 7 марта."),
        ("Вестник, февраль 30, 45.", "Вестник, февраль 30, 45."),
        ("по состоянию на 5 января 2022\u00a0г.", "по состоянию на 5 января 2022\u00a0г."),
        ("Май 68 и март 2023.", "Май 68 и март 2023."),
        ("«Договор». 1959\u00a0г. ноябрь.", "«Договор». Ноябрь 1959."),
        ("«Договор». 1959\u00a0г. ноябрь 8. Рим.", "«Договор». 8 ноября 1959. Рим."),
        ("«Договор». 1959\u00a0г.a. ноябрь.", "«Договор». 1959a (ноябрь)."),
        ("Договор, 8 ноябрь 1959\u00a0г.", "Договор, 8 ноября 1959\u00a0г."),
    ],
)
def test_entries_of_sources_have_dates_as_the_language_has_them(worded: str, printed: str) -> None:
    """The style that citeproc follows has those of English."""
    assert dated(worded, catalogue("ru")) == printed


@pytest.mark.parametrize(
    ("worded", "printed"),
    [
        ("“Treaty.” 1959. November. Rome.", "“Treaty.” November 1959. Rome."),
        ("“Treaty.” 1959. November 8.", "“Treaty.” November 8, 1959."),
        ("“Treaty.” 1959b. November 8.", "“Treaty.” 1959b (November 8)."),
        ("Roe, Kim. 1959. Weirs. November.", "Roe, Kim. 1959. Weirs. November."),
        ("Roe, Kim. 1959. May.", "Roe, Kim. May 1959."),
    ],
)
def test_date_that_the_style_takes_to_pieces_is_whole_again(worded: str, printed: str) -> None:
    """Where nothing comes between the year and the month."""
    assert dated(worded, catalogue("en")) == printed


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
        *wrong_words(book, replace(pack.document, pages=pages(pack.document, pack.theme))),
        *bad_links(book),
        *lone_notes(book, pack.document),
        *wrong_contents(book, pack.document),
    ] == []


# ── a third language ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEADER = """msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a language as a translator does, by one file: each text stands in it between ¿ and ?, so that what is left English is seen."""
    shutil.copy(FOLDER / "messages.pot", tmp_path)
    entries = []
    for key, each in messages("messages.pot").items():
        if key == "question.level.create":
            continue
        one, many = forms(each.id)[0], forms(each.id)[-1]
        lines = [f'msgctxt "{key}"', f'msgid "{one}"']
        lines += [f'msgid_plural "{many}"', f'msgstr[0] "¿{one}?"', f'msgstr[1] "¿{many}?"'] if each.pluralizable else [f'msgstr "¿{one}?"']
        entries.append("\n".join(line.replace("¿“”‘’?", "«»“”") for line in lines))
    (tmp_path / "fr.po").write_text(HEADER + "\n\n".join(entries) + "\n", encoding="utf-8")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


@pytest.mark.usefixtures("french")
def test_third_language_is_one_file() -> None:
    """It has its own plurals, dates, numbers and lists; what it lacks is in English."""
    words = catalogue("fr-CA")
    assert available() == ["en", "fr"]
    assert [words.say("question.minutes", count=count) for count in (0, 1, 2)] == ["¿0 minute?", "¿1 minute?", "¿2 minutes?"]
    assert (words.date(parse("2022-02-24")), words.share(0.052), words.joined(["a", "b"])) == ("24 février 2022", "5,2\u00a0%", "a et b")
    assert words.say("question.level.create") == "Create"


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("is_drawn", variants([False, True], [False]))
def test_pack_in_a_third_language_says_nothing_by_itself_in_english(tmp_path: Path, *, is_drawn: bool) -> None:
    """Each text of the pack's own that is printed went through the catalogue; it builds in all formats."""
    folder = tmp_path / "workspace"
    shutil.copytree(WATER_LAW, folder)
    outline = (folder / "templates/everything.yaml").read_text(encoding="utf-8")
    (folder / "templates/fr.yaml").write_text(
        outline.replace("language: en-GB\n", "language: fr\ncontent-language: en-GB\n") + "- use: rights\n", encoding="utf-8"
    )
    workspace = Workspace(folder, folder / "output")
    library = build.load(workspace)
    (made,) = build.packs(workspace, library, build.plans(workspace, library, ["fr"], {}))
    own = [text for language, text in spoken_in(made.document.blocks, "fr") if language == "fr" and re.search("[A-Za-z]{3}", text)]
    assert len(own) > 30
    written = " ".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*")) if path.suffix in (".md", ".yaml"))
    written = re.sub(r"[*_\s]+", " ", written)
    bare = (re.sub(r"(\d+ )?(juin|mars|décembre)|\d{4}", "", text) for text in own if "¿" not in text)
    left = [text for text in bare if text.strip(" .,") not in written and "This pack is for" not in text]
    assert left == []
    if is_drawn:
        build.draw([made], FORMATS, tmp_path)
        assert pdf_structure.problems(tmp_path / "fr.pdf") == []
        assert docx_problems(tmp_path / "fr.docx") == []
        assert bad_links(Book(unzipped(tmp_path / "fr.epub"))) == []
