"""Turning the tokens of a line into inlines, and collecting the mistakes in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from briefing.dataclass import dataclass
from briefing.document import (
    Code,
    Emphasis,
    Indexed,
    Inline,
    InlinePicture,
    Inlines,
    Language,
    LineBreak,
    Link,
    Note,
    NoteMark,
    PageNumber,
    Reference,
    Script,
    SmallCaps,
    Strong,
    Struck,
    Text,
    plain,
)
from briefing.document.changing import joined
from briefing.document.identifiers import slug
from briefing.document.small_figures import can_move, moved
from briefing.markup.clusters import BACKGROUND, Cross, parse_cluster, parse_cross
from briefing.markup.foreign_marks import IN_WORDS, INSTEAD_OF_TAGS, Unprinted
from briefing.markup.picture_reader import read_inline_picture
from briefing.markup.tokens import closing

if TYPE_CHECKING:
    from markdown_it.token import Token

    from briefing.markup.attributes import Attributes

Form = Literal["blocks", "line", "title"]
"""The form of a text: blocks of every kind; one paragraph without footnotes; or one paragraph without footnotes and citations."""

CITATION = "citation:"
"""The beginning of the target of a reference whose printed citation is not known yet. The cluster in brackets follows."""
ANCHOR = "#"
"""The beginning of the target of a reference to an id of the writer's own. Without words, what is there says what they are."""

FORMULA = "formula:"
"""The beginning of the target of a reference whose words are not known yet. The formula follows, in TeX."""
DISPLAYED = "$"
"""The beginning of a formula in such a target that has a line of its own."""
INDEX = "index"
"""The class of words that the index names, or the attribute with the heading of their entry there."""
BARE = "#-"
"""The beginning of such a target where only the number is printed, without `Figure` before it."""
PAGE = "#@"
"""The beginning of the target of the number of a page that stands behind a reference: `on page` comes before it."""
LOOSE = "#?"
"""The beginning of such a target where the words are printed in any case, whether or not there is what they refer to."""


def unled(node: object, prefix: str) -> str:
    """Return what the target of a reference that leads nowhere yet has behind its prefix; nothing for all else."""
    return node.target.removeprefix(prefix) if isinstance(node, Reference) and node.target.startswith(prefix) else ""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A mistake in a text: something that cannot be printed."""

    line: int
    """The line of the mistake; the first line of the text is 0."""
    message: str
    hint: str = ""


class InlineReader:
    """Turns the tokens of the lines of one text into inlines, and keeps its mistakes, its citations and its footnotes."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.in_heading = form == "title"
        self.line = 0
        self.faults: list[Fault] = []
        self.citations: list[tuple[int, str]] = []
        self.notes: list[Note] = []
        """Footnotes that wait for the end of their block."""
        self.pictures: list[InlinePicture] = []
        """Those in lines, whose credits wait for the end of their block."""
        self.numbered: Mapping[str, Sequence[Token]] = {}
        """The tokens of the footnotes that have a place of their own, such as `[^1]: …`, by their labels."""
        self.used = set[str]()
        """The labels that the text refers to."""
        self._in_note = False
        self._open_tags = set[str]()
        self._count = 0

    def fault(self, message: str, hint: str = "") -> None:
        """Keep a mistake in the line that is read."""
        self.faults.append(Fault(self.line, message, hint))

    def read(self, tokens: Sequence[Token]) -> Inlines:
        """Return the inlines of a line."""
        found: list[Inline] = []
        position = 0
        while position < len(tokens):
            end = closing(tokens, position)
            if tokens[position].type == "braces_behind":
                self._behind(tokens[position], found)
            else:
                found.extend(self._inline(tokens[position], tokens[position + 1 : end]))
            position = end + 1
        whole = (each for each in joined(found) if not isinstance(each, Text) or each.text)
        return tuple(Text(re.sub(r"[ \t\n]+", " ", each.text)) if isinstance(each, Text) else each for each in whole)

    def _inline(self, token: Token, inside: Sequence[Token]) -> Iterator[Inline]:
        match token.type:
            case "text":
                self.look_for_unprinted(token.content)
                yield Text(token.content.replace("'", "’"))  # a mark without a partner is an apostrophe: the ’90s
            case "text_special":
                yield Text(token.content)
            case "code_inline":
                yield Code((Text(token.content),))
            case "softbreak":
                self.line += 1
                yield Text(" ")
            case "hardbreak":
                self.line += 1
                yield LineBreak()
            case "em_open":
                yield Emphasis(self.read(inside))
            case "strong_open" | "mark_open":
                yield Strong(self.read(inside))
            case "s_open":
                yield Struck(self.read(inside))
            case "sup_open" | "sub_open":
                yield script(self.read(inside), raised=token.type == "sup_open")
            case "link_open":
                yield from self._link(str(token.attrs.get("href", "")), self.read(inside))
            case "span_open":
                yield from self._span(token.meta["attributes"], self.read(inside))
            case "footnote_open":
                yield from self._footnote(inside)
            case "footnote_ref":
                yield from self._numbered_footnote(token.meta["label"])
            case "image":
                yield from self._picture(token)
            case "citation":
                yield from self._citation(token.content)
                self.line += token.meta["lines"]
            case "math_inline" | "math_inline_double":
                yield Reference(FORMULA + token.content.strip(), (Text(token.content.strip()),))
            case "wiki_link":
                yield Reference(LOOSE + slug(token.meta["target"]), (Text(token.content),))
            case "cross_reference":
                yield from _crossed(parse_cross(token.content))
                self.line += token.meta["lines"]
            case "tex_command":
                yield from self._tex(token.content, token.meta["name"], token.meta["argument"])
            case _:
                self._unprinted(token)

    def _unprinted(self, token: Token) -> None:
        match token.type:
            case "embedded":
                hint = "Write ![What it shows](images/map.png) in a paragraph of its own, or copy the words of the note."
                self.fault(f"the embedded file {token.content} is not printed", hint)
            case "html_inline":
                self._html(token.content)
            case other:
                self.fault(f"this form of Markdown ({other}) is not printed", "Write it as plain text.")

    def _html(self, tag: str) -> None:
        """Report a tag of HTML once: where it is opened, not where it is closed. A remark is no tag."""
        if REMARK.fullmatch(tag):
            return
        if tag.startswith("</") and tag[2:-1].strip().lower() in self._open_tags:
            return
        name = tag[1:-1].split()[0].lower().rstrip("/") if tag[1:-1].split() else ""
        self._open_tags.add(name)
        self.fault(f"raw HTML ({tag}) is not printed", INSTEAD_OF_TAGS.get(name, "Write Markdown: *emphasis*, **strong**."))

    def _tex(self, command: str, name: str, argument: str) -> Iterator[Inline]:
        """Yield a reference as LaTeX writes it. No other command is printed."""
        target = argument.replace(":", "-")
        if name == "pageref" and target:
            yield PageNumber(ANCHOR + target)
        elif name in _TEX_REFERENCES and target:
            brackets = "()" if name == "eqref" else ""
            number = Reference((BARE if name in ("ref", "eqref") else ANCHOR) + target, ())
            yield from (each for each in (Text(brackets[:1]), number, Text(brackets[1:])) if each != Text(""))
        else:
            self.fault(f"the command {command} of TeX is not printed", "Take it out, or write two \\\\ for the sign \\.")

    def _behind(self, token: Token, found: list[Inline]) -> None:
        """Read the attributes behind a link or behind code."""
        said, last = token.meta["attributes"], found[-1] if found else None
        is_reference = isinstance(last, Reference) and last.target.startswith(ANCHOR)
        if isinstance(last, Reference) and is_reference and said and said.kinds == ("page",):
            found.append(PageNumber(PAGE + last.target.removeprefix(ANCHOR)))
        elif said is None or (is_reference and said.kinds):
            hint = "Take them out. [the map](#fig-map){.page} prints the page, too." if said else "Write Markdown, or take them out."
            self.fault(f"the attributes {token.content} are not printed", hint)

    def _link(self, url: str, children: Inlines) -> Iterator[Inline]:
        if url.startswith(ANCHOR) and len(url) > 1:
            yield Reference(url, children)
            return
        if not re.match(r"https?://|mailto:", url):
            hint = "Write the whole address, beginning with https://; or #id for a heading, a table or a figure of the pack."
            self.fault(f"the link to '{url}' is not a web address", hint)
        if not children:
            self.fault("a link has no words", "Write the words in the square brackets: [words](https://example.org).")
        else:
            yield Link(url, children)

    def _span(self, found: Attributes, children: Inlines) -> Iterator[Inline]:
        """Yield words that are in another language, or have other attributes of pandoc's."""
        known = {*_LOOKS, INDEX}
        others = [*(f"#{each}" for each in filter(None, [found.id])), *(f".{each}" for each in found.kinds if each not in known)]
        others += [f"{key}=" for key in found.values if key not in ("lang", INDEX)]
        if others:
            hint = "Write the words without brackets and braces; *emphasis*, **strong**, [слово]{lang=ru} and [words]{.index} are printed."
            self.fault(f"the attribute {others[0]} of words is not printed", hint)
        words = (Language(found.values["lang"], children),) if "lang" in found.values else children
        for kind in found.kinds:
            words = (_LOOKS[kind](words),) if kind in _LOOKS else words
        if (INDEX in found.kinds or INDEX in found.values) and plain(children).strip():
            words = (Indexed((found.values.get(INDEX) or plain(children),), words),)
        yield from words

    def _footnote(self, inside: Sequence[Token]) -> Iterator[Inline]:
        """Yield the mark of a footnote, and keep the footnote. `inside` has the tokens of its line, or of its paragraphs."""
        if self.form != "blocks" or self.in_heading or self._in_note:
            where = "a footnote" if self._in_note else "a heading" if self.in_heading else "a text of one paragraph"
            self.fault(f"a footnote cannot be inside {where}", "Write it in brackets, or move it to the main text.")
            return
        self._count += 1
        identity, mark = f"footnote-{self._count}", str(self._count)
        self._in_note = True
        self.notes.append(Note(identity, mark, "", self._words(inside), "foot"))
        self._in_note = False
        yield NoteMark(identity, ())

    def _picture(self, token: Token) -> Iterator[Inline]:
        if self.form != "blocks" or self.in_heading:
            where = "a heading" if self.in_heading else "a text of one paragraph"
            self.fault(f"a picture cannot be inside {where}", "Take it out, or move it to a text of several paragraphs.")
            return
        found = read_inline_picture(token, self)
        self.pictures.append(found)
        yield found

    def _words(self, tokens: Sequence[Token]) -> Inlines:
        """Return the words of a footnote; its paragraphs stand below one another."""
        if not any(each.block for each in tokens):
            return self.read(tokens)
        found: list[Inline] = []
        for token in tokens:
            if token.map:
                self.line = token.map[0]
            if token.type == "inline":
                found += [*([LineBreak()] if found else []), *self.read(token.children or [])]
            elif token.nesting >= 0 and token.type != "paragraph_open":
                self.fault("a footnote has paragraphs only", "Move the list, the table or the quotation to the main text.")
                return tuple(found)
        return tuple(found)

    def _numbered_footnote(self, label: str) -> Iterator[Inline]:
        """Yield the mark of a footnote whose words are elsewhere in the text. With two marks it is printed twice, as in pandoc."""
        self.used.add(label)
        if self.form == "blocks" and label not in self.numbered:
            self.fault(
                f"the footnote [^{label}] has no words",
                f"Write them below, in a line that begins with [^{label}]:, or here: ^[The footnote.]",
            )
            return
        line = self.line
        yield from self._footnote(self.numbered.get(label, ()))
        self.line = line

    def _citation(self, cluster: str) -> Iterator[Inline]:
        if self.in_heading:
            self.fault(f"the citation {cluster} cannot be in a heading", "Move it to the text below, or write \\@ for the sign.")
            return
        try:
            cites = parse_cluster(cluster)
        except ValueError:
            self.fault(f"{cluster} is not a citation", "Write [@source-id, ¶13] or [see @source-id, p. 13; @other-id].")
            return
        if any(each.key == BACKGROUND and (each.prefix or each.mode != "normal") for each in cites):
            self.fault(f"{cluster} is not a citation", f"Write [@{BACKGROUND}].")
            return
        self.citations.append((self.line, cluster))
        yield Reference(CITATION + cluster, (Text(cluster),))

    def look_for_unprinted(self, text: str, patterns: Sequence[Unprinted] = IN_WORDS) -> None:
        """Report what was meant as something else: each kind once, and no sign twice."""
        told: list[tuple[int, int]] = []
        for pattern, message, hint in patterns:
            found = pattern.search(text)
            if found and not any(start < found.end() and found.start() < end for start, end in told):
                told.append(found.span())
                self.fault(message.replace("{}", found[0].strip()), hint)


def script(children: Inlines, *, raised: bool) -> Inline:
    """Return superscript or subscript: as characters of their own where there are such, so that `km³` can be searched."""
    words = plain(children)
    if all(isinstance(each, Text) for each in children) and can_move(words):
        return Text(moved(words, raised=raised))
    return Script(children, "super" if raised else "sub")


def _crossed(found: Sequence[Cross]) -> Iterator[Inline]:
    """Yield references to parts of the pack, one after another."""
    for number, each in enumerate(found):
        if number:
            yield Text(", ")
        if each.prefix:
            yield Text(f"{each.prefix}\u00a0")
        yield Reference((BARE if each.is_bare else ANCHOR) + each.name, ())
        if each.has_page:
            yield PageNumber(PAGE + each.name)


_TEX_REFERENCES = frozenset({"ref", "eqref", "autoref", "cref", "Cref", "nameref"})
"""Commands of LaTeX that refer to a part of the text."""
_LOOKS: Mapping[str, Callable[[Inlines], Inline]] = {
    "smallcaps": SmallCaps,
    "underline": Emphasis,
    "ul": Emphasis,
    "mark": Strong,
    "strike": Struck,
}
"""What classes of pandoc's make of words. Words that are underlined on a typewriter are in italics in print."""
REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
"""A remark, which is not printed."""
