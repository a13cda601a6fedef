"""Areas that states dispute, and whose each is: by resolutions of the General Assembly of the United Nations, or as it is controlled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from briefing.dataclass import dataclass

Convention = Literal["un", "controlled"]


@dataclass(frozen=True, slots=True)
class Territory:
    """An area that a map can give to one state or another."""

    un: str
    """Whose it is by the resolutions, as the code of a country."""
    controlled: str
    """Whose it is as it is controlled, as Natural Earth draws it."""
    resolution: str = ""
    """One that says so; empty where the Assembly has decided nothing: then the area is of the state that was a member with it."""


TERRITORIES: Mapping[str, Territory] = MappingProxyType(
    {
        "crimea": Territory("ua", "ru", "A/RES/68/262"),
        "western-sahara-west": Territory("eh", "ma", "A/RES/34/37"),
        "golan": Territory("sy", "il", "A/RES/51/28"),
        "northern-cyprus": Territory("cy", "northern-cyprus", "A/RES/37/253"),
        "yt": Territory("km", "yt", "A/RES/42/17"),
        "io": Territory("mu", "io", "A/RES/73/295"),
        "xk": Territory("rs", "xk"),
        "somaliland": Territory("so", "somaliland"),
    }
)
"""By their names in the data."""


UNSETTLED = frozenset({"xk", "siachen"})
"""Areas with a border that is drawn as a broken line, whoever owns them: the Assembly has not settled it."""
NO_STATES = frozenset({"siachen", "northern-cyprus", "somaliland", "hk", "mo"})
"""Areas of the data that are no states, or parts of one with a code of their own: they are nobody's neighbours."""


@dataclass(frozen=True, slots=True)
class Borders:
    """Which borders a map draws."""

    convention: Convention = "un"
    others: tuple[tuple[str, str], ...] = ()
    """Areas that are somebody else's than the convention says, each with the code of a country."""

    @property
    def owners(self) -> tuple[tuple[str, str], ...]:
        """Return whose each area is that is in dispute, for a map."""
        return tuple((area, self.owner(area)) for area in TERRITORIES)

    def owner(self, face: str) -> str:
        """Return the code of the country to which an area of the data belongs."""
        for area, code in self.others:
            if area == face:
                return code
        territory = TERRITORIES.get(face)
        if territory is None:
            return face
        return territory.un if self.convention == "un" else territory.controlled


BORDERS = Borders()
"""The default."""
