"""Rosters: lists of people as spreadsheets and learning platforms save them."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import BriefingError, Problem, collect
from briefing.handout import heads
from briefing.handout.roster import MOST, Person, read

PEOPLE = [("Zoë Ångström", "1"), ("Émile d’Arc", "2")]
RUSSIANS = [("Алия Сапарова", "север"), ("Ёлкин, Иван", "юг")]


def csv_of(people: list[tuple[str, str]], heads: str, mark: str) -> str:
    return "\r\n".join([heads.replace(",", mark), *(f'"{name}"{mark}{group}' for name, group in people)]) + "\r\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize(
    ("people", "heads", "encode"),
    [
        (PEOPLE, "name,group", lambda text: text.encode()),
        (PEOPLE, "Name,GROUP", lambda text: codecs.BOM_UTF8 + text.encode()),
        (PEOPLE, "name,group", lambda text: text.encode("cp1252")),
        (PEOPLE, "name,group", lambda text: text.encode("utf-16")),
        (RUSSIANS, "Имя,Группа", lambda text: text.encode("cp1251")),
        (RUSSIANS, "имя,группа", lambda text: text.encode()),
        (RUSSIANS, "имя,группа", lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "cp1252", "UTF-16", "cp1251", "Russian UTF-8", "UTF-16 BE"],
)
def test_rosters_of_all_spreadsheets_are_read(
    tmp_path: Path, people: list[tuple[str, str]], heads: str, encode: Callable[[str], bytes], mark: str
) -> None:
    """Whatever the encoding and the mark between cells."""
    path = tmp_path / "class.csv"
    path.write_bytes(encode(csv_of(people, heads, mark)))
    found, wrong = read(path, "class.csv", [])
    assert [(person.name, person.group) for person in found] == people
    assert {problem.severity for problem in wrong} <= {"warning"}


def test_first_line_of_excel_is_understood(tmp_path: Path) -> None:
    """`sep=;` names the mark; lines are counted with it."""
    path = tmp_path / "class.csv"
    path.write_text("sep=;\nname;group\n\nAda, Countess;1\n")
    assert read(path, "class.csv", [])[0] == [Person("Ada, Countess", "1", 4)]


def test_names_lose_what_shows_nothing(tmp_path: Path) -> None:
    """Marks of direction, joiners and soft hyphens come along when a name is copied."""
    path = tmp_path / "class.csv"
    path.write_text(
        "\u200ename,gro\u00adup\n\u2068Lise\u00adlotte\u200b Roe\u2069\ufeff,\u200e1\u200e\nAda\u2003Cal\u200dder\ufe0f,2\n", "utf-8"
    )
    found, wrong = read(path, "class.csv", [])
    assert [(person.name, person.group) for person in found] == [("Liselotte Roe", "1"), ("Ada Calder", "2")]
    assert not wrong


NO_ROSTERS = (os.urandom(4_000), b"\0" * 500, b"name\n" + b"x" * 300_000, b'name\n"' + b"a\n" * 5_000, b"\xff\xfe\x00\xd8")


@pytest.mark.parametrize("data", NO_ROSTERS, ids=["random", "zeros", "one long cell", "open quotation mark", "half a letter"])
def test_what_is_no_roster_gets_a_message(tmp_path: Path, data: bytes) -> None:
    """Always with what to do; and nobody in it gets a sheet."""
    path = tmp_path / "class.csv"
    path.write_bytes(data)
    wrong: list[Problem] = []
    found = collect(wrong, lambda: read(path, "class.csv", [])) or ([], [])
    assert not found[0]
    assert [*wrong, *found[1]]
    assert not [problem for problem in (*wrong, *found[1]) if not (problem.message and problem.hint)]


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("name\n" + "Ada\n" * (MOST + 1))
    with pytest.raises(BriefingError, match="20,001 rows"):
        read(path, "class.csv", [])


def roster(folder: Path, data: str | bytes, encoding: str = "") -> tuple[list[Person], list[Problem]]:
    path = folder / "class.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path, "class.csv", ["course", "country"], encoding)


def named(folder: Path, data: str | bytes, encoding: str = "") -> list[str]:
    return [person.name for person in roster(folder, data, encoding)[0]]


# ── encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        ("Grażyna Dąbek, Wiesław Żuk, Ewa Nowak", "cp1250"),
        ("Bartłomiej Śmieja", "cp1250"),
        ("Jiří Kučera, Zdeňka Říhová", "cp1250"),
        ("Nenad Šarić, Đurđa Ilić", "cp1250"),
        ("Erzsébet Kőszegi, Ödön Fűzfa", "cp1250"),
        ("Grażyna Dąbek, Wiesław Żuk", "iso8859_2"),
        ("Grażyna Dąbek, Wiesław Żuk, Łucja Ćwik", "cp852"),
        ("Çağla Yıldırım, Oğuz Şen, İlker Gök", "cp1254"),
        ("Oğuz Işık", "cp1254"),
        ("Пётр Зимин, Ольга Юрьева", "cp1251"),
        ("А. Б. Юн", "cp1251"),
        ("Пётр Зимин, Ольга Юрьева", "koi8_r"),
        ("Ольга", "koi8_r"),
        ("Пётр Зимин, Ольга Юрьева", "cp866"),
        ("Пётр Зимин, Ольга Юрьева", "mac_cyrillic"),
        ("Олексій Їжак, Євген Ґалаґан", "cp1251"),
        ("赵敏, 周海燕, 陈刚", "gb18030"),
        ("张伟", "gbk"),
        ("陳怡君, 林志明", "big5"),
        ("佐藤花子, 鈴木一郎", "cp932"),
        ("김민준, 이서연", "cp949"),
        ("Ελένη Παππά, Νίκος Ράλλης", "cp1253"),
        ("Jürgen Weiß, Zoë Lefèvre, Ángel Núñez", "cp1252"),
        ("Søren Kjær, Åse Bjørk", "cp1252"),
        ("Guðrún Þórðardóttir, Hörður Ægisson", "cp1252"),
        ("Zoë Lefèvre, Ángel Núñez, Léa Gagné, François Côté", "mac_roman"),
        ("Rūta Kazlauskienė, Šarūnas Žukas", "cp1257"),
        ("Иван Петров", "utf-16-le"),
        ("Ольга Ким", "utf-16-be"),
        ("Ada", "utf-16-le"),
        ("Zoë", "utf-32"),
    ],
)
def test_names_of_short_lists_come_out_right(tmp_path: Path, names: str, encoding: str) -> None:
    """Whatever the encoding; and a guess is told, with a name as it was read."""
    wanted = names.split(", ")
    people, wrong = roster(tmp_path, "".join(f"{name}\r\n" for name in ("name", *wanted)).encode(encoding))
    assert [person.name for person in people] == wanted
    if "utf" not in encoding:
        (warning,) = wrong
        assert warning.severity == "warning"
        assert warning.message.startswith("the encoding is a guess, ")
        assert warning.message.endswith(f": '{next(name for name in wanted if not name.isascii())}'")
        assert "save it as CSV UTF-8" in warning.hint
        assert "--encoding" in warning.hint


def test_list_that_could_be_two_encodings_is_refused_until_one_is_named(tmp_path: Path) -> None:
    """With both readings of its first name; and what is named is used, without a warning."""
    data = "name\nÆgir\n".encode("cp1252")
    with pytest.raises(BriefingError, match=r"not clear: 'Ægir' as Western European \(cp1252\), or 'Ęgir' as Baltic \(cp1257\)\?") as error:
        roster(tmp_path, data)
    assert "Add --encoding cp1252 or --encoding cp1257" in str(error.value)
    assert roster(tmp_path, data, "cp1252") == ([Person("Ægir", "", 2)], [])
    assert named(tmp_path, data, "cp1257") == ["Ęgir"]


@pytest.mark.parametrize(
    ("name", "other", "encoding"),
    [
        ("Jelena Ilić", "Bob Müller", "cp1252"),
        ("Zoë Roe", "Małgorzata Wójcik", "cp1250"),
        ("Иван Ёлкин", "Jürgen Groß", "cp1252"),
        ("José Peña", "Иван Петров", "cp1251"),
        ("Çağrı Şahin", "Đurđa Šarić", "cp1250"),
        ("Γιώργος Κοσμάς", "José Peña", "cp1252"),
    ],
)
def test_lines_in_another_encoding_than_the_rest_are_read_and_told(tmp_path: Path, name: str, other: str, encoding: str) -> None:
    """Somebody has put two lists together: the lines that are UTF-8 stay what they are, and the guess names a line that it is about."""
    people, problems = roster(tmp_path, f"name\n{name}\n".encode() + f"{other}\n".encode(encoding) + b"Ada\n")
    assert [each.name for each in people] == [name, other, "Ada"]
    (warning,) = problems
    assert warning.severity == "warning"
    assert warning.message.startswith("the encoding is a guess in 1 line, while others are UTF-8, ")
    assert warning.message.endswith(f": '{other}'")


@pytest.mark.parametrize("encoding", ["nonsense", "hex", "utf-8"])
def test_named_encoding_that_does_not_fit_is_refused(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(BriefingError, match=f"--encoding: the file cannot be read as '{encoding}'"):
        roster(tmp_path, b"name\nZo\xeb\n", encoding)


def test_letters_that_were_lost_or_misread_before_are_told(tmp_path: Path) -> None:
    """By a program that saved the list in an encoding without them, or took UTF-8 for something else. Nothing is changed."""
    people, wrong = roster(tmp_path, "name\nZoÃ«\nDvo?ák\n?ukasz Nowak\nWho? Me\nÐ˜Ð²Ð°Ð½\nЗоя\n")
    assert people[0].name == "ZoÃ«"
    assert [problem.message for problem in wrong] == [
        "'Dvo?ák': a letter was lost when the list was saved (and 2 more)",
        "'ZoÃ«' is probably 'Zoë', which another program has read wrongly (and 1 more)",
    ]


def test_marks_that_come_with_copied_names_are_dropped(tmp_path: Path) -> None:
    assert named(tmp_path, "name\nAda\u200e\nAnna Lise\u00adlotte\nBo\u200d\n\ufeffCy\u200b\n") == ["Ada", "Anna Liselotte", "Bo", "Cy"]


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("First name,Last name,ID number,Email address,Groups\nAda,Roe,7,a@example.org,North", ("Ada Roe", "North")),
        ("Vorname;Nachname;E-Mail-Adresse;Gruppen\nAda;Roe;a@example.org;Nord", ("Ada Roe", "Nord")),
        ("Name;Vorname;Klasse\nRoe;Ada;7b", ("Ada Roe", "")),
        ("Nom,Prénom,Groupe\nRoe,Ada,B", ("Ada Roe", "B")),
        ("Nombre,Apellido(s),Grupos\nAda,Roe,B", ("Ada Roe", "B")),
        ("Nome\tCognome\nAda\tRoe", ("Ada Roe", "")),
        ("Imię;Nazwisko;Grupy\nAda;Roe;B", ("Ada Roe", "B")),
        ("Adı;Soyadı;Gruplar\nAda;Roe;B", ("Ada Roe", "B")),
        ("Имя;Фамилия;Группы\nАда;Роу;юг", ("Ада Роу", "юг")),
        ("姓,名,组\n赵,敏,一", ("赵敏", "一")),
        ("姓名,学号\n赵敏,7", ("赵敏", "")),
        ('Student,ID,SIS User ID,Section\n    Points Possible,,,\n"Roe, Ada",1,2,B', ("Roe, Ada", "B")),
        ("Last Name,First Name,Email Address,Essay\nDate,,,2026-01-01\nPoints,,,10\nRoe,Ada,a@example.org,9", ("Ada Roe", "")),
        ('"Last Name"\t"First Name"\t"Username"\n"Roe"\t"Ada"\t"aroe"', ("Ada Roe", "")),
        ("Full Name,First Name,Last Name,Email\nAda Roe,Ada,Roe,a@example.org", ("Ada Roe", "")),
        ("Class 7b;;\n;;\nNAME:;Group;Mark\nAda Roe;B;1", ("Ada Roe", "B")),
        ("first_name|last_name\nAda|Roe", ("Ada Roe", "")),
        ("ФИО,Email\nАда Роу,a@example.org", ("Ада Роу", "")),
        ("İsim;Şube\nAda Roe;B", ("Ada Roe", "B")),
        ("Имя\nАда", ("Ада", "")),
        ("Surname\nRoe", ("Roe", "")),
    ],
)
def test_lists_of_learning_platforms_are_understood(tmp_path: Path, text: str, person: tuple[str, str]) -> None:
    """First and family name apart, in the languages that they export, with further columns and with rows that are no people."""
    people, wrong = roster(tmp_path, text)
    assert [(each.name, each.group) for each in people] == [person]
    assert {problem.severity for problem in wrong} <= {"warning"}


def test_columns_that_mean_nothing_are_told_once(tmp_path: Path) -> None:
    """And what is nearly the name of a parameter is told apart."""
    _, wrong = roster(tmp_path, "name,ID number,curse,Email\nAda,7,Rivers,a@example.org\n")
    assert [(problem.message, problem.hint.partition(". ")[0]) for problem in wrong] == [
        ("column 'curse' is not used", "Did you mean 'course'?"),
        ("2 columns not used: ID number, Email", "briefing uses columns with these names: name, group, course, country, role"),
    ]


def test_parameter_of_the_pack_goes_before_the_usual_meaning_of_a_head() -> None:
    """But a name is a name, and a group a group."""
    assert heads.columns(["Name", "Section", "Team"], ["section"]).meanings == ("name", "section", "group")
    assert heads.columns(["name", "group"], ["name", "group"]).meanings == ("name", "group")


def test_roster_from_a_pipe_is_read(tmp_path: Path) -> None:
    """As in `--roster <(command)`."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_text("name\nAda\n")
        os._exit(0)
    try:
        assert [person.name for person in read(pipe, "pipe", [])[0]] == ["Ada"]
    finally:
        os.wait()
