"""`texts import`: texts of your own, written with another program, become texts of the library."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefing import markup, steps
from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem, WrongValueError, collect, near
from briefing.exchange import own_texts
from briefing.exchange.own_pictures import PLACE
from briefing.exchange.own_texts import ReadText
from briefing.files.writing import all_or_nothing
from briefing.library import Library, citation_keys
from briefing.markup import BACKGROUND
from briefing.markup.clusters import KEY, parse_cross
from briefing.originals.any_format import read
from briefing.originals.readers import tex_formulas
from briefing.originals.readers.result import Reading
from briefing.system.pictures import stored
from briefing.verbs.own_packs import advice, own_pack, title_of
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A text of the library, made of a file."""

    file: Path
    id: str
    source: Path
    """The file that it was made of."""
    words: int
    pictures: tuple[Path, ...]
    """The files of its pictures."""
    notices: tuple[str, ...]
    """What has another form than in the file."""
    kept: Path | None = None
    """Where the bin of the workspace keeps the text that was replaced."""


@dataclass(frozen=True, slots=True)
class ImportedTexts:
    """Texts of the library, made of files."""

    texts: tuple[ImportedText, ...]
    problems: tuple[Problem, ...] = ()
    """Warnings: citations of sources that the library does not have."""


def import_(workspace: Workspace, files: Sequence[Path], *, identity: str = "", replace: bool = False) -> ImportedTexts:
    """Make texts of the library of Word files, OpenDocument files or Markdown: all of them, or none.

    Args:
        workspace: Where the library is.
        files: The files. They are left as they are.
        identity: The id of the one new text. Default: made from the name of the file.
        replace: Replace a text that is there. It goes into the bin.

    Raises:
        BriefingError: A file cannot be read, or there is a text of this name already. Nothing is written.
    """
    if identity and len(files) > 1:
        raise BriefingError([Problem("--as", 0, f"{len(files)} files cannot be one text", "Import one file at a time.")])
    library = steps.load(workspace)
    problems: list[Problem] = []
    found = [(file, collect(problems, lambda file=file: _read(file, library))) for file in files]  # type: ignore[misc]
    names = {file: identity or _identity(file) for file in files}
    problems += _wrong_names(names, library, workspace, replace=replace)
    if problems:
        raise BriefingError(problems)
    done, warnings = list[ImportedText](), list[Problem]()
    with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
        for file, text in found:
            if text is None:
                continue
            key = names[file]
            path = workspace.seeds / "texts" / f"{key}.md"
            kept = batch.keep(path) if path.exists() else None
            pictures, drafts = [], {}
            for name, content in text.files.items():
                pictures.append(workspace.seeds / "images" / f"{key}-{name}")
                drafts[pictures[-1].name] = batch.draft(pictures[-1])
                drafts[pictures[-1].name].write_bytes(content)
            markdown, unprinted = _illustrated(text, drafts)
            batch.write(path, markdown)
            told = {**text.told, **unprinted}
            notices = tuple(f"{count} × {what}" for what, count in told.items())
            words = len(re.sub(r"<!--.*?-->", " ", text.markdown, flags=re.DOTALL).split())
            done.append(ImportedText(path, key, file, words, tuple(pictures), notices, kept))
            warnings += _unknown(text, near(path))
            if outline := own_pack(workspace, {title_of(file)}):
                what = f"this file is the pack '{outline}': its citations, notes and figures are plain words and pictures in the new text"
                warnings.append(Problem(near(file), 0, what, advice(file, outline), severity="warning"))
    return ImportedTexts(tuple(done), tuple(warnings))


def _read(file: Path, library: Library) -> ReadText:
    text = own_texts.read(file)
    if not text.markdown.strip():
        raise BriefingError([Problem(near(file), 0, "this file has no text", "Write something in it, or leave it out.")])
    keys = citation_keys.by_key(library.sources.values())
    unknown = [key for key in text.cited if key not in (*library.sources, *keys, BACKGROUND)]
    blocks = tuple(each if each.startswith("```") else _settled(_cited(each, unknown)) for each in text.blocks)
    text = replace(text, blocks=blocks, cited=tuple(unknown))
    told = {**text.told, **_lost(read(file), text)}
    if missing := sum(not (each.shows or each.is_decorative) for each in text.pictures):
        told["picture without an alternative text: write what it shows where the text says “To be written”"] = missing
    if text.title:
        told[f"title, “{text.title}”, which is not in the text: give it to the section of an outline"] = 1
    return replace(text, told=told)


def _cited(block: str, unknown: Sequence[str]) -> str:
    """Return a block in which citations of sources that the library does not have are words."""
    for cluster in re.findall(r"(?<!\\)\[[^\[\]]*(?<!\\)@[^\[\]]*\]", block):
        if any(f"@{key}" in cluster for key in unknown) or not _is_cluster(cluster):
            block = block.replace(cluster, cluster.replace("[", "(", 1).replace("]", ")").replace("@", "\\@"))

    bare = rf"(?<![\w\\\[(;@.-])(?<!; )(?<!\[-)@({KEY})"
    return re.sub(bare, lambda match: f"\\{match[0]}" if match[1] in unknown else match[0], block)


def _illustrated(text: ReadText, drafts: Mapping[str, Path]) -> tuple[str, dict[str, int]]:
    """Return a text with its pictures, and what is to be told of those that no pack prints: they stay remarks.

    Args:
        text: The text.
        drafts: The files of its pictures, by the names that they will have.
    """
    names = {int(name.rpartition("-")[2].split(".")[0]): name for name in drafts}
    told: Counter[str] = Counter()

    def shown(match: re.Match[str]) -> str:
        number = int(match[1])
        picture = text.pictures[number - 1]
        if number not in names:
            return picture.remark(picture.place)
        file = f"images/{names[number]}"
        try:
            stored(drafts[names[number]])
        except WrongValueError as error:
            told[f"picture that no pack prints, and that is a remark in the text now, such as {file}: {error.hint}"] += 1
            return picture.remark(file)
        return picture.markdown(file)

    return PLACE.sub(shown, text.markdown), dict(told)


def _lost(reading: Reading, text: ReadText) -> dict[str, int]:
    """Return the words that the reader of copies finds in the same file and that the text does not have."""
    captions = [each for picture in text.pictures for each in (picture.shows, picture.caption, *picture.values.values())]
    formulas = re.findall(r"(?<!\\)\$\$?([^$\n]+?)\$", text.markdown)
    here = re.sub(r"(?<!\\)(?:[\^~*`]+|==)|\\(?=[\W_])", "", " ".join((text.markdown, *captions, *tex_formulas.words(formulas))))
    lost = _words(" ".join(reading.paragraphs)) - _words(" ".join((here, text.title, *text.left)))
    if not lost:
        return {}
    shown = ", ".join(itertools.islice(lost, 5))
    return {f"word of the file that is not in the text, such as: {shown}": lost.total()}


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def _is_cluster(cluster: str) -> bool:
    found = markup.parse(cluster, "line")
    return not found.faults and bool(found.citations or parse_cross(cluster))


def _settled(block: str) -> str:
    """Return a block that can be printed: what the reader of texts does not take in it is put behind backslashes."""
    if block.startswith(("|", "<!--", "#")) or not markup.parse(block).faults:
        return block
    plain = re.sub(r"(?<!\\)([*_\[\]^@])", r"\\\1", block)
    return block if markup.parse(plain).faults else plain


def _unknown(text: ReadText, name: str) -> Iterator[Problem]:
    for key in text.cited:
        what = f"this text cites '{key}', which the library does not have: the citation is plain words now"
        hint = "Add the source, such as with 'briefing sources import FILE.bib', and import the text again with --replace."
        yield Problem(name, 0, what, hint, severity="warning")


def _identity(file: Path) -> str:
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _wrong_names(names: dict[Path, str], library: Library, workspace: Workspace, *, replace: bool) -> Iterator[Problem]:
    seen: set[str] = set()
    for file, key in names.items():
        there = workspace.seeds / "texts" / f"{key}.md"
        if not ID.fullmatch(key) or RESERVED.fullmatch(key):
            hint = "Choose a name with --as: small letters a to z, digits and single hyphens."
            yield Problem(near(file), 0, f"'{key or file.stem}' cannot be the id of a text", hint)
        elif key in library.activities:
            yield Problem(near(file), 0, f"there is an activity with the id '{key}'", "Choose another name with --as.")
        elif key in seen:
            yield Problem(near(file), 0, f"two files would become the text '{key}'", "Import one of them alone, with --as NAME.")
        elif there.exists() and not replace:
            hint = "Add --replace to put the new text in its place, or choose another name with --as."
            yield Problem(near(file), 0, f"there is a text '{key}' already", hint)
        seen.add(key)
