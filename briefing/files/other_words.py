"""Words that people try for a setting, and what briefing calls it."""

from __future__ import annotations

from collections.abc import Collection

MEANT: dict[str, tuple[str, ...]] = {
    "abstract": ("description", "digest", "lead"),
    "answer": ("file: question", "for", "edition"),
    "author": ("byline", "author"),
    "authors": ("byline", "author"),
    "bibliography": ("use: sources", "csl"),
    "box": ("markdown: ::: box",),
    "bibliography-style": ("csl",),
    "by": ("byline", "author"),
    "caption": ("caption", "title"),
    "certificate": ("file: handout",),
    "citation": ("cite",),
    "citation-style": ("csl",),
    "color": ("theme: colours", "colours"),
    "colors": ("theme: colours", "colours"),
    "colour": ("theme: colours", "colours"),
    "chart-type": ("draw",),
    "columns": ("fields", "columns"),
    "course": ("kicker",),
    "creator": ("byline", "author"),
    "csv": ("data",),
    "day": ("date",),
    "doc": ("theme: reference", "reference"),
    "due": ("date",),
    "duration": ("minutes",),
    "endnotes": ("annotations",),
    "excel": ("data",),
    "font": ("theme: typefaces", "typefaces"),
    "fonts": ("theme: typefaces", "typefaces"),
    "fontsize": ("theme: sizes", "sizes"),
    "footnote": ("markdown: [^1]", "annotations"),
    "footnotes": ("markdown: [^1]", "annotations"),
    "geometry": ("theme: margins", "margins"),
    "footer": ("running: foot",),
    "header": ("running: head", "kicker"),
    "heading": ("title",),
    "headline": ("finding", "title"),
    "image": ("use: picture", "markdown: ![words](images/map.png)", "theme: logo"),
    "images": ("use: picture", "markdown: ![words](images/map.png)"),
    "heading-numbers": ("contents",),
    "institution": ("byline", "publisher"),
    "institute": ("byline", "publisher"),
    "journal": ("container-title",),
    "keyword": ("keywords", "topics"),
    "lang": ("language",),
    "length": ("fit", "minutes", "words"),
    "licence": ("license", "rights"),
    "link": ("URL",),
    "logo": ("theme: logo", "logo"),
    "margin": ("theme: margins", "margins"),
    "margins": ("theme: margins", "margins"),
    "mainfont": ("theme: typefaces", "typefaces"),
    "name": ("title", "name"),
    "pages": ("page", "pages"),
    "photo": ("use: picture", "markdown: ![words](images/map.png)"),
    "picture": ("use: picture", "markdown: ![words](images/map.png)", "theme: logo"),
    "pictures": ("use: picture", "markdown: ![words](images/map.png)"),
    "papersize": ("paper",),
    "place": ("publisher-place", "event-place"),
    "published": ("issued",),
    "quote": ("select", "digest"),
    "reference-doc": ("theme: reference", "reference"),
    "references": ("use: sources", "csl"),
    "section": ("outline: sections", "sections"),
    "roster": ("file: handout",),
    "sign-in": ("use: blanks",),
    "style": ("csl", "theme"),
    "callout": ("markdown: ::: box",),
    "summary": ("description", "summary", "lead"),
    "task": ("markdown: - [ ] words",),
    "tasks": ("markdown: - [ ] words",),
    "tag": ("topics", "keywords"),
    "tags": ("topics", "keywords"),
    "teacher": ("edition", "for"),
    "template": ("extends", "theme"),
    "time": ("minutes",),
    "toc": ("contents",),
    "toc-depth": ("contents",),
    "type": ("draw", "type"),
    "typeface": ("theme: typefaces", "typefaces"),
    "url": ("URL",),
    "variables": ("params",),
    "watermark": ("running: across",),
    "website": ("URL", "container-title"),
    "year": ("issued", "date"),
}
"""By the word, what it can mean: the first that a place knows. `theme: logo` is `logo` below `theme:`; `file:` names a kind of file;
`markdown:` is a form of texts."""
KINDS: dict[str, str] = {
    "agenda": "run-sheet",
    "article": "reading",
    "bind": "reading",
    "bibliography": "sources",
    "chart": "figures",
    "charts": "figures",
    "chronology": "timeline",
    "copyright": "rights",
    "credits": "rights",
    "definitions": "glossary",
    "discussion": "questions",
    "events": "timeline",
    "exercises": "questions",
    "facsimile": "reading",
    "figure": "figures",
    "graph": "figures",
    "actors": "glossary",
    "lesson-plan": "run-sheet",
    "locator": "map",
    "maps": "map",
    "members": "matrix",
    "passages": "excerpts",
    "program": "programme",
    "prose": "text",
    "quotations": "excerpts",
    "quotes": "excerpts",
    "readings": "excerpts",
    "reference-list": "sources",
    "references": "sources",
    "schedule": "run-sheet",
    "section": "text",
    "terms": "glossary",
    "timetable": "programme",
    "works-cited": "sources",
    "worksheet": "lines",
}
"""By the word, the kind of section that it means."""


_OF_QUESTIONS = {
    "answer": "Write it below the question, under a heading '## Answer'.",
    "question": "Write it below the settings, after the second line with ---.",
    "text": "Write it below the settings, after the second line with ---.",
}
"""By the word that somebody tries for a setting of a question, where it is written instead."""


def meant(word: str, known: Collection[str]) -> str:
    """Return a hint that names what a word means among the settings of a place; empty if nothing is known.

    Args:
        word: What somebody wrote.
        known: The settings that the place has.
    """
    if "objective" in known and (hint := _OF_QUESTIONS.get(word.lower())):
        return hint
    for choice in MEANT.get(word.lower().replace("_", "-"), ()):
        outer, _, inner = choice.partition(": ")
        if not inner and outer in known:
            return f"Write '{outer}' for that."
        if outer == "use" and "sections" in known:
            return f"Write it as a section: '- {choice}'."
        if outer == "markdown" and "sections" in known:
            return f"Write it in a text: '{inner}'."
        if inner and outer in known:
            return f"Write it below '{outer}:', as '{inner}: …'."
    return ""


def meant_kind(word: str, known: Collection[str]) -> str:
    """Return a hint that names the kind of section that a word means; empty if none is known."""
    kind = KINDS.get(word.lower().replace("_", "-").replace(" ", "-"), "")
    return f"Write '{kind}' for that." if kind in known else ""
