"""The index of a pack agrees with its document, which it is compared with by words and kinds of node, and never by ids alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import markup
from briefing import steps as build
from briefing.document import Definition, Definitions, Digest, Document, Question, Quote, Section, plain, walk
from briefing.document.index import Entry, Index, index_of
from briefing.library import Library
from briefing.outline import names
from briefing.outline import walk as sections_of
from briefing.steps import Pack
from briefing.theme.model import Finish
from briefing.workspace import Workspace
from tests.support.libraries import library_of
from tests.support.places import SHIPPED, WATER_LAW
from tests.support.variants import variants

OUTLINES = [(folder, name) for folder in (SHIPPED, WATER_LAW) for name in names(folder / "templates")]
QUICK = [(folder, name) for folder, name in OUTLINES if folder == WATER_LAW]


def nodes(document: Document) -> Iterator[object]:
    """Yield every node of the text and of the supplement."""
    return walk((document.blocks, document.supplement))


def opening(text: str) -> list[str]:
    return plain(markup.parse(text).blocks).split()[:5]


def disagreements(pack: Pack, library: Library) -> list[str]:
    """Return where an index and its document differ: entries without the thing, and things without an entry."""
    document, index = pack.document, pack.index
    found = {getattr(node, "id", ""): node for node in nodes(document)}
    wrong = []
    for entry in index.excerpts:
        node = found[entry.id]
        passages = [each for each in walk(node) if isinstance(each, Quote | Digest)]
        if not isinstance(node, Section) or plain(node.title) != library.excerpts[entry.key].title or len(passages) != 1:
            wrong.append(f"{entry} is no excerpt")
    for entry in index.questions:
        node = found[entry.id]
        if not isinstance(node, Question) or plain(node.blocks).split()[:5] != opening(library.questions[entry.key].text):
            wrong.append(f"{entry} is no question")
    for entry in index.countries:
        node = found[entry.id]
        if not isinstance(node, Section) or plain(node.title) != library.countries[entry.key].name:
            wrong.append(f"{entry} is no country")
    for entry in index.terms:
        node = found[entry.id]
        if not isinstance(node, Definition) or plain(node.term) not in (library.actors[entry.key].label, library.actors[entry.key].heading):
            wrong.append(f"{entry} is no term")
    everything = (*index.excerpts, *index.questions, *index.countries, *index.terms)
    below = {node.id: {getattr(each, "id", "") for each in walk(node.blocks)} for node in nodes(document) if isinstance(node, Section)}
    around = {entry.id: tuple(section for section, ids in below.items() if entry.id in ids) for entry in everything}
    wrong += [f"{entry} is in other sections" for entry in everything if entry.sections != around[entry.id]]
    country_names = {country.name for country in library.countries.values()}
    printed = {
        "questions": [node.id for node in nodes(document) if isinstance(node, Question)],
        "terms": [
            item.id
            for node in nodes(document)
            if isinstance(node, Definitions) and node.style == "glossary"
            for item in node.items
            if not item.id.startswith("lead-")
        ],
        "countries": [node.id for node in nodes(document) if isinstance(node, Section) and plain(node.title) in country_names],
    }
    for kind, ids in printed.items():
        listed = [entry.id for entry in getattr(index, kind)]
        wrong += [f"{kind}: {listed} are in the index, {ids} are printed"] if listed != ids else []
    passages = [node for node in nodes(document) if isinstance(node, Quote | Digest)]
    if len(passages) != len(index.excerpts):
        wrong.append(f"{len(index.excerpts)} excerpts are in the index, {len(passages)} are printed")
    return wrong


@pytest.mark.parametrize(("folder", "name"), variants(OUTLINES, QUICK), ids=[f"{folder.name}-{name}" for folder, name in OUTLINES])
def test_index_lists_what_the_document_has_and_nothing_else(folder: Path, name: str) -> None:
    """For every outline there is, in both editions, and in large print."""
    workspace = Workspace(folder, folder / "output")
    library = library_of(folder)
    plans = build.plans(workspace, library, [name], {})
    packs = build.packs(workspace, library, plans, editions=("student", "teacher"), finish=Finish(large_print=True))
    for pack in packs:
        assert disagreements(pack, library) == []
    used = {section.use for _, section in sections_of(packs[0].outline.sections)}
    listed = any(vars(pack.index)[kind] for pack in packs for kind in ("excerpts", "questions", "countries", "terms"))
    assert listed == bool(used & {"excerpts", "questions", "countries", "glossary"}), "a brief of texts, maps and sources lists nothing"


# ── random outlines ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def random_sections(library: Library, chance: random.Random, depth: int = 0) -> Iterator[str]:
    """Yield random sections: things by name or all that is left, with and without headings, some of them twice, some inside others."""
    shelves = {"excerpts": library.excerpts, "questions": library.questions, "countries": library.countries, "glossary": library.actors}
    pad = "    " * depth
    for number in range(chance.randint(2, 4)):
        use = chance.choice([*shelves, "text"])
        yield f"{pad}- use: {use}"
        yield f"{pad}  title: {use.title()} {depth} {number}" if use == "text" or chance.random() < 0.6 else f"{pad}  id: s{depth}{number}"
        if use == "text":
            yield f"{pad}  text: Words of its own."
            if depth < 2 and chance.random() < 0.7:
                inner = list(random_sections(library, chance, depth + 1))
                yield from (f"{pad}  sections:", *inner)
            continue
        shelf = list(shelves[use])
        if chance.random() < 0.7:
            setting = {"countries": "countries", "glossary": "actors"}.get(use, "select")
            yield f"{pad}  {setting}: [{', '.join(chance.sample(shelf, chance.randint(1, min(3, len(shelf)))))}]"
        elif use == "glossary":
            yield f"{pad}  include: all"
        if use == "countries" and chance.random() < 0.3:
            yield f"{pad}  heading: no"


@pytest.mark.parametrize("seed", variants(range(12), range(2)))
def test_index_of_a_random_pack_agrees_with_it(water: Path, seed: int) -> None:
    """Whatever the sections, and whichever of them print the same things."""
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    sections = "\n".join(random_sections(library, random.Random(seed)))
    (water / "templates" / "probe.yaml").write_text(f"title: Probe\nsections:\n{sections}\n", encoding="utf-8")
    plans = build.plans(workspace, library, ["probe"], {})
    for pack in build.packs(workspace, library, plans, editions=("student", "teacher")):
        assert disagreements(pack, library) == []


# ── parts of an index ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_thing_that_only_the_teacher_gets_is_in_the_index_of_the_teacher_only(water: Path) -> None:
    """A student's index does not name what the student's document lacks."""
    text = "title: Probe\nsections:\n- use: countries\n  title: Rivers\n  countries: [od]\n"
    text += "- use: text\n  title: Aside\n  edition: teacher\n  sections:\n  - use: countries\n    countries: [ts]\n"
    (water / "templates" / "probe.yaml").write_text(text, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    plans = build.plans(workspace, library, ["probe"], {})
    student, teacher = build.packs(workspace, library, plans, editions=("student", "teacher"))
    assert [entry.key for entry in student.index.countries] == ["od"]
    assert [(entry.key, entry.sections) for entry in teacher.index.countries] == [("od", ("rivers",)), ("ts", ("teacher", "aside"))]


def test_country_without_a_heading_has_no_place_to_lead_to(water: Path) -> None:
    """So the index does not list it."""
    text = "title: Probe\nsections:\n- use: countries\n  title: Rivers\n  countries: [od]\n  heading: no\n"
    (water / "templates" / "probe.yaml").write_text(text, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, ["probe"], {}))
    assert pack.index.countries == ()


def test_index_of_a_section_is_that_of_what_is_inside_it() -> None:
    """The section itself counts, and so does what is deep inside; its neighbours do not."""
    inner = Section("b", (), (Question("q", "1", ()),))
    document = Document("A pack", (Section("a", (), (inner,)), Section("c", (), (Question("r", "2", ()),))), "urn:x")
    index = index_of(document, {"b": ("excerpt", "one"), "q": ("question", "two"), "r": ("question", "three"), "gone": ("term", "four")})
    assert index == Index((Entry("one", "b", ("a",)),), (Entry("two", "q", ("a", "b")), Entry("three", "r", ("c",))))
    assert index.within("a") == index.within("b") == Index(index.excerpts, index.questions[:1])
    assert index.within("c") == Index((), index.questions[1:])
    assert index.within("x") == Index()
