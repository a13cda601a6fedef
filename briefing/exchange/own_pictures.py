"""Pictures of texts that people wrote with another program, as Markdown."""

from __future__ import annotations

import re
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.exchange.package_signs import SIGN
from briefing.originals.records import TO_WRITE

MISSING = f"{TO_WRITE}: what this picture shows"
"""The alternative text of a picture that has none. `check` names it."""
PLACE = re.compile(rf"<!-- {SIGN}(\d+) -->")
"""The place of a picture in a text, until its file has a name."""
KEPT = ("credit", "licence", "license", "width")
"""Attributes that a picture of a text has, besides its caption."""
_NOT_QUOTED = re.compile(r'["{}“”„«»\\]')


@dataclass
class OwnPicture:
    """A picture of a text."""

    place: str
    """Inside its file, or beside it."""
    shows: str = ""
    """Its alternative text, as Markdown."""
    caption: str = ""
    """As Markdown, on one line."""
    is_decorative: bool = False
    identity: str = ""
    values: dict[str, str] = field(default_factory=dict)
    """Its other attributes."""

    def markdown(self, file: str) -> str:
        """Return the paragraph that prints the picture.

        Args:
            file: The picture, as the text names it.
        """
        title, parts = "", list[str]()
        if self.identity:
            parts.append(f"#{self.identity}")
        if self.is_decorative:
            parts.append(".decorative")
        if _NOT_QUOTED.search(self.caption):  # the reader of attributes would take a “ for their end
            title = ' "' + re.sub(r'(["\\])', r"\\\1", self.caption) + '"'
        elif self.caption:
            parts.append(f'caption="{self.caption}"')
        for key, value in self.values.items():
            plain = re.sub("[{}]", "", re.sub(r'["“”„«»]', "’", value))
            parts.append(f"{key}={plain}" if re.fullmatch(r"[\w.%-]+", plain) else f'{key}="{plain}"')
        shows = "" if self.is_decorative else self.shows or MISSING
        braces = f"{{{' '.join(parts)}}}" if parts else ""
        return f"![{shows}]({file}{title}){braces}"

    def remark(self, file: str) -> str:
        """Return a remark in the place of a picture that no pack prints."""
        said = ". ".join(filter(None, (self.shows, self.caption)))
        words = " ".join(re.sub(r"-(?=-)", "-\u200b", f"{file}{': ' * bool(said)}{said}".replace("\\", "")).split())
        return f"<!-- picture {words} -->"
