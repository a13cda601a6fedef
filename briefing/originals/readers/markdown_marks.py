"""Marks of Hugo, Jekyll, Obsidian, Quarto, MyST and MkDocs, which pandoc does not know: they are taken out of Markdown, the words stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field

from briefing.dataclass import dataclass

_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})(.*)")
_DIV = re.compile(r"([ \t>]*):{3,}[ \t]*(.*?)[ \t]*:*[ \t]*")
_ADMONITION = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?|===)[ \t]+(?:[\w -]+?[ \t]*)?(?:\"([^\"]*)\")?[ \t]*")
_CALLOUT = re.compile(r"((?:[ \t]*>)+[ \t]*)\[!([\w|-]+)\][+-]?[ \t]*(.*)")
_DIRECTIVES = re.compile(
    r"\{(?:note|warning|tip|important|caution|danger|hint|attention|error|seealso|admonition|margin|sidebar|epigraph|topic|dropdown|card|proof"
    r"|figure|theorem|definition|example|exercise|solution|quote|=html\d?)[^}]*\}(.*)",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*(/?\s*[\w./-]*)\s*(.*?)\s*/?[>%]\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?.*?-?%\}|\{\{-?[^{}<%\n]{1,300}-?\}\}", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:caption|title|quote|text|summary|author|cite|attr)\s*=\s*(\"[^\"]*\"|'[^']*'|`[^`]*`)")
_COMMENT = re.compile(r"(?<![\d%])%%(?!%)(.*?)%%", re.DOTALL)
_EMBEDDED = re.compile(r"!\[\[([^\]\n]+)\]\]")
_TAGS = frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym address article aside audio b base bdi bdo big blockquote body br button canvas caption center
        cite code col colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer
        form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark math
        meta nav noscript object ol option p picture pre q rb rp rt ruby s samp script section select small source span
        strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul
        var video wbr mi mn mo mrow mfrac msup msub path""",
    )
)
"""Names of HTML. Anything else in angle brackets is what the author has written."""
_INLINE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EMBEDDED, ""),
    (re.compile(r"^\[\[_?(?:TOC|toc)_?\]\][ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?<!!)\[\[(?:[^\]|\n]*\|)([^\]\n]+)\]\]"), r"\1"),
    (
        re.compile(r"(?<!!)\[\[([^\]|\n]+)\]\]"),
        lambda match: " > ".join(part for part in match[1].lstrip("#").replace("#^", "#").split("#") if part),
    ),
    (re.compile(r"\{\+\+(.*?)\+\+\}|\{==(.*?)==\}", re.DOTALL), lambda match: match[1] or match[2] or ""),
    (re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])"), r"\1"),
    (re.compile(r"(?<=[\w)])~([\d+−-]{1,6})~(?!~)"), r"\1"),  # an inferior number for pandoc, a struck one on GitHub
    (re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"\{~~.*?~>(.*?)~~\}", re.DOTALL), r"\1"),
    (re.compile(r"\{--.*?--\}|\{>>.*?<<\}", re.DOTALL), ""),
    (re.compile(r"(?<![+\w])\+\+(?=\S)([^+\n]+?)(?<=\S)\+\+(?![+\w])"), r"\1"),
    (re.compile(r"\\\((?=[^)\n]*[\\^_=])(.{1,500}?)\\\)"), r"$\1$"),
    (re.compile(r"\\\[(?=[^\]]*(?:\\[a-zA-Z]|[\^_=]))(.{1,2000}?)\\\]", re.DOTALL), r"$$\1$$"),
    (re.compile(r"\\footnote\{([^{}]*)\}"), r"^[\1]"),
    (re.compile(r"\\(?:textbf|textit|textsc|texttt|emph|underline)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"(?<=\S\n)(?=\[\^[^\]\s]+\]:)"), "\n"),
    (re.compile(r"<(?=([a-z][\w]*)(?:[\s/][^<>=\n]*)?>)"), lambda match: "<" if match[1] in _TAGS else "\\<"),
    (re.compile(r"^(?:[*+-]|\d+\.)[ \t]+\S.*\n\{:[ \t]*toc\b[^}\n]*\}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?<=\$\$)[ \t]*\{#[^}\n]*\}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^\([\w:.-]+\)=[ \t]*$|^\+\+\+(?:[ \t].*)?$", re.MULTILINE), ""),
    (re.compile(r"\{:[^}\n]*\}"), ""),
    (
        re.compile(
            r"^\[(?:TOC|toc)\][ \t]*$|^\\(?:newpage|pagebreak|tableofcontents|clearpage|centering|noindent|bigskip|medskip)[ \t]*$"
            r"|^\\(?:begin|end)\{(?:center|flushleft|flushright|quote|quotation|verse|abstract|small|large|landscape|multicols)\}.*$"
            r"|^\\[vh]space\*?\{[^}]*\}[ \t]*$",
            re.MULTILINE,
        ),
        "",
    ),
)
_PROGRAM = re.compile(
    r"^(?:import\s[\w{}*,\s]+\sfrom\s+['\"][^'\"\n]+['\"];?|import\s+['\"][^'\"\n]+['\"];?|export\s+(?:const|let|default|function)\s.*)$\n?",
    re.MULTILINE,
)
"""Lines of a program in MDX."""
_PROPERTY = re.compile(r"^[ \t]+(?:id|collapsed|background-color|heading)::[ \t].*$\n?", re.MULTILINE)
"""Properties of Logseq, which it does not show."""
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[ \t].*$\n?", re.MULTILINE)
"""What an abbreviation means, as MkDocs shows it only when a mouse is over it."""
_OPTION = re.compile(r":[a-z][\w-]*:(?:[ \t].*)?|[a-z][\w-]*:[ \t]*[^\s].{0,60}")
"""A line of options below the first line of a directive."""
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]+){2,}-[ \t]*|-{3,5}[ \t]*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,3}|[A-Z])[.)]\s+\S")
_ROLE = re.compile(r"\{(?:term|index|ref|doc|abbr|sub-ref|numref|emphasis|strong|guilabel|kbd|download)\}`([^`<\n]*?)(?:\s*<[^>`\n]*>)?`")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


@dataclass(slots=True)
class Marks:
    """The text without these marks, and what was left out with them."""

    text: str = ""
    shortcodes: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)


def without(text: str) -> Marks:
    """Return Markdown without the marks."""
    found = Marks()
    made: list[str] = []
    prose: list[str] = []
    fence, directives, is_top = "", list[str](), False
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        if is_top and _OPTION.fullmatch(line.strip()):
            continue
        is_top = False
        if fence:
            made.append(line)
            if match and match[2].startswith(fence) and not match[3].strip():
                fence = ""
        elif match and directives and not match[3].strip():
            prose.append("")
            directives.pop()
        elif match and not (directive := _DIRECTIVES.fullmatch(match[3].strip())) and "`" not in match[3]:
            made += [*_cleaned(prose, found), _plain_fence(match)]
            prose, fence = [], match[2]
        elif match and directive:
            prose += ["", directive[1], ""]
            directives.append(match[2])
            is_top = True
        else:
            prose.append(line)
    whole = "\n".join([*made, *_cleaned(prose, found)])
    unmarked = [
        each
        for each in dict.fromkeys(_NOTE.findall(whole))
        if whole.count(f"[^{each}]") == len(re.findall(rf"\[\^{re.escape(each)}\]:", whole))
    ]
    found.text = whole + "".join(f"\n\n[^{each}]" for each in unmarked)  # a note without a mark would be lost
    return found


def _plain_fence(match: re.Match[str]) -> str:
    """Return the first line of a block of code without what pandoc would not take for one, such as `{{< … >}}` in the options."""
    return f"{match[1]}{match[2]}"


def _cleaned(lines: list[str], found: Marks) -> list[str]:
    text = _ROLE.sub(r"\1", "\n".join(_lines(lines)))
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"\x02{len(codes) - 1}\x03"

    text = _CODE.sub(kept, text)
    found.programs += _PROGRAM.findall(text)
    found.comments += [each.strip() for pattern in (_PROPERTY, _ABBREVIATION) for each in pattern.findall(text)]
    text = _ABBREVIATION.sub("", _PROPERTY.sub("", _PROGRAM.sub("", text)))
    found.comments += _COMMENT.findall(text)
    text = _SHORTCODE.sub(lambda match: _spoken(match, found), _COMMENT.sub("", text))
    found.shortcodes += _LIQUID.findall(text)
    text = _LIQUID.sub("", text)
    found.embedded += _EMBEDDED.findall(text)
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return re.sub("\x02(\\d+)\x03", lambda match: codes[int(match[1])], text).split("\n")


def _spoken(match: re.Match[str], found: Marks) -> str:
    """Return the words that a shortcode of Hugo or Quarto would show: its captions."""
    if match[1].startswith("/"):
        return ""
    words = [each[1:-1] for each in _SPOKEN.findall(match[2])]
    if not words and match[1] not in (
        "notice",
        "callout",
        "details",
        "admonition",
        "note",
        "tip",
        "warning",
        "hint",
        "center",
        "columns",
        "tabs",
        "tab",
    ):
        found.shortcodes.append(match[0])
    return "\n\n" + "\n\n".join(words) + "\n\n" if words else ""


def _lines(lines: list[str]) -> list[str]:
    """Return lines without fences of divs, admonitions and callouts; their titles stay, as paragraphs."""
    made: list[str] = []
    inside, is_top = -1, False
    for at, line in enumerate(lines):
        if is_top and re.fullmatch(r"[ \t>]*:[a-z][\w-]*:(?:[ \t].*)?", line):
            continue
        is_top = False
        if inside >= 0 and line.strip():
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            if indent >= inside + 4:
                made.append(line.expandtabs(4)[4:])
                continue
            inside = -1
        if div := _DIV.fullmatch(line):
            made += ["", f"{div[1]}{_title(div[2])}", ""] if div[2] else [div[1] if ">" in div[1] else ""]
            is_top = bool(div[2])
        elif admonition := _ADMONITION.fullmatch(line):
            inside = len(admonition[1])
            made += [admonition[1] + (admonition[2] or ""), ""]
        elif callout := _CALLOUT.fullmatch(line):
            made += [callout[1] + callout[3], callout[1].rstrip()] if callout[3] else []
        elif _begins_item(lines, at):
            made += ["", line]
        elif _RULE.fullmatch(line) and not (made and made[-1].strip() and "-" in line and " " not in line.strip()):
            made.append("")
        elif _UNDERLINE.fullmatch(line) and (first := _heading_above(made)) >= 0:
            made[first:] = ["", f"# {' '.join(each.strip() for each in made[first:])}", ""]
        else:
            made.append(line)
    return made


def _heading_above(made: list[str]) -> int:
    """Return where a heading of several lines begins, of which the next line is the underline; -1 if there is none."""
    first = len(made)
    while first and made[first - 1].strip() and not re.match(r"[ \t]*(?:[>|#+*-]|\d+[.)]|:?-{2,}|={2,}|.*\|)", made[first - 1]):
        first -= 1
    is_whole = not first or not made[first - 1].strip()
    return first if is_whole and len(made) - first > 1 else -1


def _title(said: str) -> str:
    """Return the title of a fenced div: `::: tip Title`, `:::note[Title]`, `::: {.callout-note title="Title"}`."""
    named = re.search(r"\btitle\s*=\s*[\"“]([^\"”]*)[\"”]", said)
    if named:
        return named[1]
    match = re.fullmatch(r"(?:\{[^}]*\}|[\w-]+)?\s*(?:\[([^\]]*)\])?\s*(?:\{[^}]*\})?\s*([^{}]*)", said)
    return (match[1] or match[2] or "") if match else ""


def _begins_item(lines: list[str], at: int) -> bool:
    """Say whether a line is one of several that begin with `(a)`, `(b)`, which pandoc would put into one paragraph."""
    line = lines[at].strip()
    if at == 0 or not lines[at - 1].strip():
        return False
    if capital := re.match(r"([A-Z])\.\s+\S", line):
        return any(
            near[:2] in (f"{chr(ord(capital[1]) - 1)}.", f"{chr(ord(capital[1]) + 1)}.")
            for near in map(str.strip, (lines[at - 1], *lines[at + 1 : at + 2]))
        )
    if not re.match(r"\(?[a-zA-Z\d]{1,4}\)\s+\S|[a-z]\.\s+\S|[ivx]{1,5}\.\s+\S", line):
        return False
    return any(map(_ITEM.match, map(str.strip, (lines[at - 1], *lines[at + 1 : at + 2]))))
