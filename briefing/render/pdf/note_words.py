"""The text of a note: its mark, its kind and its words."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import Inlines, Note, Reference, Strong, Text
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import back_to
from briefing.render.pdf.runs import Run, RunMaker
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style


def note_words(galley: Galley, node: Note, style: Style, element: Element, *, is_marked: bool) -> list[list[Run]]:
    """Return the runs of a note below its element; `is_marked`: its mark leads back to the one in the text."""
    runs: list[Run] = []
    if node.mark:
        label = replace(style, bold=True, quiet=style.accent)
        mark: Inlines = (Text(f"{node.mark} "),)
        if is_marked:
            mark = (Reference(back_to(node.id), (Text(node.mark),)), Text(" "))
        runs += _made(label, element.add("Lbl"), galley.language, mark)
    body = element.add("P")
    if node.kind:
        runs += _made(style, body, galley.language, (Strong((Text(node.kind),)), Text(" ")))
    stretches = RunMaker(style, body, galley.language, galley.marks).make(node.children)
    stretches[0][:0] = runs
    return stretches


def _made(style: Style, element: Element, language: str, inlines: Inlines) -> list[Run]:
    return RunMaker(style, element, language, {}).make(inlines)[0]
