"""What the record of a source says about the use that a pack makes of it, in a sentence: kept, not kept, or not known."""

from __future__ import annotations

from briefing.dataclass import dataclass
from briefing.errors import counted
from briefing.languages import ENGLISH, catalogue
from briefing.library import Rights
from briefing.rights.conditions import UNSTATED, Use, circle_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about a use, and what to do."""

    verdict: str
    advice: str = ""
    """What the user can do about what is not known; empty if there is nothing to do."""


def standing(use: Use) -> Standing:
    """Return what is known about the use of a source. A condition that the record does not state is never said to be kept."""
    rights = use.source.rights
    if use.breaches:
        return Standing("; ".join(f"STOPS THE BUILD: {breach.message}" for breach in use.breaches))
    if not use.words:
        return Standing("no word of the source is printed" + (", only digests" if use.excerpts else ", it is only cited"))
    if rights.basis == "own":
        return Standing("our own text")
    kept, missing = _stated(rights), _not_stated(rights)
    if not missing:
        return Standing(f"within the conditions stated: {'; '.join(kept)}")
    share = f" ({use.words / use.source.original.words:.1%})" if use.source.original.words else ""
    extent = f"{counted(use.words, 'word')}{share}"
    before = f"kept: {'; '.join(kept)}. But it" if kept else "it"
    return Standing(f"{before} is not known whether {extent} may be printed: the record states {_none_of(missing)}", _advice(use))


def _stated(rights: Rights) -> list[str]:
    """Return the conditions that the record states, in words."""
    date = catalogue(ENGLISH).date
    found = [f"a limit of {rights.limit}"] if rights.limit else []
    found += [f"the licence {rights.license}"] if rights.license else []
    found += [f"from {date(rights.valid_from)}"] if rights.valid_from else []
    found += [f"until {date(rights.valid_until)}"] if rights.valid_until else []
    found += [f"for {circle_of(rights.audience)}"] if rights.audience != "everyone" else []
    found += ["a link"] if rights.link_required else []
    return found


def _not_stated(rights: Rights) -> list[str]:
    """Return what the record would have to state so that somebody can tell whether the use is allowed."""
    found = ["basis"] if rights.basis == "unknown" else []
    found += ["rights holder"] if rights.holder.lower() in UNSTATED and rights.basis in ("unknown", "licence") else []
    if rights.basis == "open-licence":
        found += [] if rights.license else ["licence"]
    elif not rights.limit:
        found.append("limit")
    return found


def _none_of(missing: list[str]) -> str:
    *most, last = (f"no {each}" for each in missing)
    return f"{', '.join(most)} and {last}" if most else last


def _advice(use: Use) -> str:
    rights, file = use.source.rights, f"seeds/sources/{use.source.id}.md"
    if rights.basis == "open-licence":
        return f"Add a line 'license: CC-BY-4.0', or the code of the licence that it is, under 'rights:' in {file}."
    if rights.basis in ("quotation", "statutory"):
        return f"Judge it by the law of your country, and write what you decide under 'rights:' in {file}: 'limit: 400 words'."
    if rights.basis == "licence":
        return f"Look into the licence, and write its limit under 'rights:' in {file}: 'limit: 400 words', or 'limit: 100%' if it has none."
    return f"Ask for permission: briefing rights request {use.source.id}. Then write the answer under 'rights:' in {file}."
