"""Fields (ECMA-376 Part 1, 17.16), none of which tells Word to ask whether it may be updated."""

from __future__ import annotations

from briefing.render.docx.wml import PLAIN, XML_SPACE, Element, RunLook, add, add_run


def field(parent: Element, code: str, result: str, look: RunLook = PLAIN) -> None:
    """Append a whole field."""
    begin(parent, code, look)
    if result:
        add_run(parent, result, look)
    end(parent, look)


def begin(parent: Element, code: str, look: RunLook = PLAIN) -> None:
    """Append the head of a field; its result follows."""
    add(add_run(parent, look=look), "fldChar", fldCharType="begin")
    instruction = add(add_run(parent, look=look), "instrText")
    instruction.set(XML_SPACE, "preserve")
    instruction.text = f" {code} "
    add(add_run(parent, look=look), "fldChar", fldCharType="separate")


def end(parent: Element, look: RunLook = PLAIN) -> None:
    """Append the end of a field."""
    add(add_run(parent, look=look), "fldChar", fldCharType="end")
