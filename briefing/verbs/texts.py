"""`texts import`: texts of your own, written with another program, become texts of the library."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing import markup, steps
from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem, collect, near
from briefing.exchange import own_texts
from briefing.exchange.own_texts import ReadText
from briefing.files.writing import all_or_nothing
from briefing.library import Library, citation_keys
from briefing.markup import BACKGROUND
from briefing.originals.any_format import read
from briefing.originals.readers.result import Reading
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
    """The pictures of the text. No pack prints them yet: the text has a remark in their places."""
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
            markdown, pictures = text.markdown, []
            for name, content in text.pictures.items():
                picture = workspace.seeds / "images" / f"{key}-{name}"
                batch.draft(picture).write_bytes(content)
                pictures.append(picture)
                number = name.split(".")[0]
                markdown = re.sub(rf"<!-- picture {number}(?=[: ])", f"<!-- picture images/{picture.name}", markdown)
            batch.write(path, markdown)
            notices = tuple(f"{count} × {what}" for what, count in text.told.items())
            words = len(re.sub(r"<!--.*?-->", " ", markdown, flags=re.DOTALL).split())
            done.append(ImportedText(path, key, file, words, tuple(pictures), notices, kept))
            warnings += _unknown(text, near(path))
    return ImportedTexts(tuple(done), tuple(warnings))


def _read(file: Path, library: Library) -> ReadText:
    text = own_texts.read(file)
    if not text.markdown.strip():
        raise BriefingError([Problem(near(file), 0, "this file has no text", "Write something in it, or leave it out.")])
    keys = citation_keys.by_key(library.sources.values())
    unknown = [key for key in text.cited if key not in (*library.sources, *keys, BACKGROUND)]
    markdown = text.markdown
    for cluster in re.findall(r"(?<!\\)\[[^\[\]]*(?<!\\)@[^\[\]]*\]", markdown):
        if any(f"@{key}" in cluster for key in unknown) or not _is_cluster(cluster):
            markdown = markdown.replace(cluster, cluster.replace("[", "(", 1).replace("]", ")").replace("@", "\\@"))
    markdown = re.sub(r"(?<![\w\\\[(;@.-])(?<!; )(?<!\[-)@(?=\w)", r"\\@", markdown)
    markdown = _settled(markdown)
    told = {**text.told, **_lost(read(file), f"{markdown} {text.title}", has_marks=any("list with letters" in what for what in text.told))}
    if text.title:
        told[f"title, “{text.title}”, which is not in the text: give it to the section of an outline"] = 1
    return ReadText(markdown, text.title, text.pictures, tuple(unknown), told)


def _lost(reading: Reading, markdown: str, *, has_marks: bool) -> dict[str, int]:
    """Return the words that the reader of copies finds in the same file and that the text does not have.

    Args:
        reading: What the reader of copies finds.
        markdown: The text.
        has_marks: Whether the file has lists with letters, which are not in the text.
    """
    lost = _words(" ".join(reading.paragraphs)) - _words(re.sub(r"\\(?=[\W_])", "", markdown))
    lost = Counter({word: count for word, count in lost.items() if not (has_marks and len(word) == 1)})
    if not lost:
        return {}
    shown = ", ".join(itertools.islice(lost, 5))
    return {f"word of the file that is not in the text, such as: {shown}": lost.total()}


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def _is_cluster(cluster: str) -> bool:
    try:
        markup.parse_cluster(cluster)
    except ValueError:
        return False
    return cluster.startswith("[@")


def _settled(markdown: str) -> str:
    """Return a text in which each paragraph can be printed: what the reader of texts does not take is put behind backslashes."""
    parts = markdown.rstrip("\n").split("\n\n")
    for number, part in enumerate(parts):
        if markup.parse(part).faults and not part.startswith(("|", "<!--", "#")):
            plain = re.sub(r"(?<!\\)([*_\[\]^@])", r"\\\1", part)
            parts[number] = plain if not markup.parse(plain).faults else part
    return "\n\n".join(parts) + "\n"


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
