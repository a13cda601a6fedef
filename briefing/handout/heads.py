"""The heads of columns in lists of people: what spreadsheets and learning platforms call names and groups, in many languages.

The heads are those of exports of Moodle (`firstname`, `lastname`, `fullname`, `group` of its language packs), Canvas (Student, Section),
Blackboard (Last Name, First Name), Google Classroom, Microsoft Teams and school registers. Looked up in November 2026: Moodle's
`lang/*/moodle.php`, https://nemogb-dev.github.io/nemogb-r/articles/detailed-canvas-export-info.html (Canvas),
and Blackboard's help on working offline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from briefing.dataclass import dataclass

_GIVEN = """first name|firstname|first names|given name|given names|forename|forenames|preferred name|vorname|vornamen|prénom|prénoms
|nombres|nombre(s)|voornaam|roepnaam|imię|imiona|křestní jméno|krstné meno|keresztnév|utónév|prenume|prenumele|förnamn|fornavn|fornafn
|etunimi|eesnimi|vardas|vārds|ad|adı|adi|имя|имя, отчество|имя и отчество|ім'я|ім’я|име|собствено име|όνομα|primeiro nome|名|名字|שם פרטי"""
_FAMILY = """last name|lastname|last names|surname|surnames|family name|second name|nachname|familienname|zuname|nom de famille|apellido
|apellidos|apellido(s)|cognome|cognomi|cognoms|achternaam|nazwisko|příjmení|priezvisko|vezetéknév|családnév|prezime|priimek
|nume de familie|efternamn|etternavn|efternavn|eftirnafn|sukunimi|perekonnanimi|perenimi|pavardė|uzvārds|soyad|soyadı|soyadi|фамилия
|прізвище|презиме|επώνυμο|επίθετο|sobrenome|apelido|apelido(s)|último nome|姓|姓氏|שם משפחה"""
_FULL = """name|names|full name|fullname|student|students|student name|name of student|display name|participant|participants
|participant name|learner|learner name|pupil|name, vorname|nachname, vorname|schüler|schülerin|teilnehmer|teilnehmerin|nom|nom complet
|nom et prénom|nom prénom|noms|étudiant|élève|nombre|nombre completo|nombre y apellidos|apellidos y nombre|alumno|estudiante|nome
|nome completo|nome e cognome|cognome e nome|nominativo|studente|aluno|estudante|naam|volledige naam|leerling|imię i nazwisko
|nazwisko i imię|uczeń|student(ka)|jméno|jméno a příjmení|příjmení a jméno|meno|meno a priezvisko|név|teljes név|tanuló|ime
|ime i prezime|ime in priimek|nume|nume și prenume|nume si prenume|namn|fullständigt namn|elev|navn|fullt navn|fulde navn|nafn|nimi
|vardas pavardė|vārds uzvārds|ad soyad|adı soyadı|adi soyadi|isim|öğrenci|фио|ф.и.о.|фамилия, имя|фамилия имя|фамилия и имя
|фамилия имя отчество|студент|ученик|участник|піб|прізвище та ім'я|прізвище та ім’я|студент(ка)|имена|трите имена|име и презиме
|ονοματεπώνυμο|姓名|学生姓名|學生姓名|氏名|이름|성명"""
_GROUP = """group|groups|section|sections|team|teams|group name|class group|tutorial group|seminar group|gruppe|gruppen|groupe|groupes
|grupo|grupos|gruppo|gruppi|groep|groepen|grupa|grupy|skupina|skupiny|csoport|csoportok|grupă|grupe|grupp|grupper|ryhmä|ryhmät|rühm
|rühmad|hópur|grup|gruplar|grubu|şube|группа|группы|подгруппа|група|групи|групa|ομάδα|ομάδες|分组|小组|组|組|グループ|그룹"""
_ORGANISATION = """Organisation|Organization|Institution|Affiliation|Company|School|University|Einrichtung|Firma|Établissement|Organisme
|Organización|Institución|Организация|Учреждение|Место работы"""
ORGANISATIONS = tuple(_ORGANISATION.replace("\n", "").split("|"))
"""Heads of columns that a list of people prints by itself."""
_CARD = """role|roles|party|delegation|country|state|card|side|character|position|stakeholder|rolle|rollen|partei|land|staat|karte
|rôle|role|partie|délégation|pays|état|carte|rol|papel|parte|país|estado|carta|ruolo|paese|stato|delegazione|delegación|delegação
|роль|страна|сторона|государство|карточка|делегация|рөл|ел|ролі|країна|rola|kraj|państwo|země|krajina|szerep|ország"""
FIXED = ("name", "имя", "фио", "group", "группа")
"""Heads that always mean the name or the group, even if a parameter of the pack has the same name."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a roster are."""

    meanings: tuple[str, ...]
    """For each column `name`, `given`, `family`, `group`, a parameter of the pack, or nothing."""
    unused: tuple[str, ...]
    """The heads of columns that mean nothing here."""
    cards: tuple[str, ...] = ()
    """For each column its head if it may name the card of a person, or nothing."""
    twice: tuple[str, ...] = ()
    """Meanings that two columns have by the same head."""

    @property
    def has_people(self) -> bool:
        """Whether any column has names or groups."""
        return bool({"name", "given", "family", "group"} & set(self.meanings))


def plain(head: str) -> str:
    """Return a head as it is compared: in small letters, one space between words, without hyphens and marks at its end."""
    text = unicodedata.normalize("NFC", head).casefold().replace("\u0307", "").replace("_", " ").replace("-", " ")
    return " ".join(text.split()).strip(" :*•")


def _table(words: str) -> frozenset[str]:
    return frozenset(plain(each) for each in words.replace("\n", "").split("|"))


_KNOWN = {"given": _table(_GIVEN), "family": _table(_FAMILY), "name": _table(_FULL), "group": _table(_GROUP)}
_IS_ORGANISATION = frozenset(map(plain, ORGANISATIONS))
_CARDS = _table(_CARD)


def columns(heads: Sequence[str], parameters: Iterable[str], *, for_cards: bool = False) -> Columns:
    """Return what the columns mean by their heads.

    Args:
        heads: The heads, as they are.
        parameters: What columns can be called besides names and groups.
        for_cards: Whether some of the other columns may name the card of a person.
    """
    own = {plain(each): each for each in parameters}
    keys = [plain(head) for head in heads]
    found = [_meaning(key, own) for key in keys]
    if "given" in found and "family" not in found and "name" in found:  # 'Name, Vorname' and 'Nom, Prénom'
        found[found.index("name")] = "family"
    elif "family" in found and "given" not in found and "name" in found:  # 'Nombre, Apellidos' and 'Имя, Фамилия'
        found[found.index("name")] = "given"
    if "name" not in found and ("given" in found) != ("family" in found):
        found = ["name" if meaning in ("given", "family") else meaning for meaning in found]
    elif {"given", "family"} <= set(found):
        found = ["" if meaning == "name" else meaning for meaning in found]
    elif "name" in found:
        found = ["" if meaning in ("given", "family") else meaning for meaning in found]
    twice = tuple(sorted({found[at] for at, key in enumerate(keys) if found[at] and key in keys[:at]}))
    first = [meaning if meaning not in found[:at] or meaning in twice else "" for at, meaning in enumerate(found)]
    cards = tuple(
        head if for_cards and not meaning and key in _CARDS else "" for head, key, meaning in zip(heads, keys, first, strict=True)
    )
    unused = tuple(head for head, meaning, card in zip(heads, first, cards, strict=True) if head and not meaning and not card)
    return Columns(tuple(first), unused, cards, twice)


def _meaning(key: str, own: Mapping[str, str]) -> str:
    if key in own and key not in FIXED:
        return own[key]
    if key in _IS_ORGANISATION and "organisation" in own:
        return own["organisation"]
    return next((meaning for meaning, known in _KNOWN.items() if key in known), own.get(key, ""))


def whole_name(given: str, family: str) -> str:
    """Return a name from its two parts: `Ada Calder`, but `李伟`, with the family name first and no space."""
    if given and family and all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in given + family):
        return family + given
    return " ".join(filter(None, (given, family)))
