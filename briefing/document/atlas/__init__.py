"""The world as maps need it: outlines that travel with the program, whose each area is, and the way from the globe to the page.

The data are Natural Earth's at 1:50 million, in the public domain; `docs/atlas.py` makes them and says from what.
"""

from __future__ import annotations

from briefing.document.atlas.borders import BORDERS, TERRITORIES, Borders, Territory
from briefing.document.atlas.projection import Projection, View, projected
from briefing.document.atlas.world import World, world

__all__ = ["BORDERS", "TERRITORIES", "Borders", "Projection", "Territory", "View", "World", "projected", "world"]
