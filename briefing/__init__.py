"""Assemble curated excerpts, country summaries, glossaries and questions into annotated packs in Word, PDF and EPUB.

The verbs do what the commands do, and return what the commands print:

    import briefing

    workspace = briefing.find_workspace()
    built = briefing.build(workspace, ["seminar"], formats=["pdf"])

A verb raises `BriefingError` with every problem that it found. `help(briefing.build)` describes its arguments and its result. Each verb is
loaded when it is first used, so that `import briefing` takes no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefing.errors import BriefingError, Problem
    from briefing.steps import load
    from briefing.verbs.accepting import accept
    from briefing.verbs.bringing import bring as bring_file
    from briefing.verbs.build import build
    from briefing.verbs.chart import chart as begin_chart
    from briefing.verbs.check import files as check_files
    from briefing.verbs.check import report as report_accessibility
    from briefing.verbs.check import run as check_workspace
    from briefing.verbs.diff import diff
    from briefing.verbs.doctor import doctor
    from briefing.verbs.excerpt_removal import remove as remove_excerpts
    from briefing.verbs.excerpts import choose as choose_excerpt
    from briefing.verbs.excerpts import choose_between
    from briefing.verbs.excerpts import export as export_excerpts
    from briefing.verbs.excerpts import find as find_words
    from briefing.verbs.excerpts_import import import_ as import_excerpts
    from briefing.verbs.handout import For
    from briefing.verbs.handout import make as make_handouts
    from briefing.verbs.impose import impose
    from briefing.verbs.init import init
    from briefing.verbs.keys import keys
    from briefing.verbs.latest import Latest
    from briefing.verbs.list import catalogue
    from briefing.verbs.look import choose as choose_look
    from briefing.verbs.look import look
    from briefing.verbs.marking import annotate, marked_copy
    from briefing.verbs.marking import change as change_passage
    from briefing.verbs.new import new
    from briefing.verbs.outlining import add as add_section
    from briefing.verbs.outlining import choose as choose_items
    from briefing.verbs.outlining import drop as drop_section
    from briefing.verbs.outlining import move as move_section
    from briefing.verbs.page import Pages
    from briefing.verbs.page import page as make_picture
    from briefing.verbs.prove import prove
    from briefing.verbs.reading import Readings
    from briefing.verbs.renaming import rename as rename_source
    from briefing.verbs.rights import request as request_permission
    from briefing.verbs.rights import show as show_rights
    from briefing.verbs.roles import import_ as import_roles
    from briefing.verbs.show import show
    from briefing.verbs.sources import add as add_sources
    from briefing.verbs.sources import list_sources
    from briefing.verbs.sources import remove as remove_source
    from briefing.verbs.sources import show as show_source
    from briefing.verbs.sources_export import export as export_sources
    from briefing.verbs.sources_import import import_ as import_sources
    from briefing.verbs.texts import import_ as import_texts
    from briefing.verbs.undoing import take_back
    from briefing.verbs.verify import run as verify
    from briefing.verbs.writing import begin as begin_file
    from briefing.verbs.writing import open_file
    from briefing.verbs.writing import save as save_file
    from briefing.workspace import Workspace
    from briefing.workspace import find as find_workspace

_PLACES = {
    "BriefingError": "errors:BriefingError",
    "For": "verbs.handout:For",
    "Latest": "verbs.latest:Latest",
    "Pages": "verbs.page:Pages",
    "Problem": "errors:Problem",
    "Readings": "verbs.reading:Readings",
    "Workspace": "workspace:Workspace",
    "accept": "verbs.accepting:accept",
    "add_section": "verbs.outlining:add",
    "add_sources": "verbs.sources:add",
    "annotate": "verbs.marking:annotate",
    "begin_chart": "verbs.chart:chart",
    "begin_file": "verbs.writing:begin",
    "bring_file": "verbs.bringing:bring",
    "build": "verbs.build:build",
    "catalogue": "verbs.list:catalogue",
    "change_passage": "verbs.marking:change",
    "check_files": "verbs.check:files",
    "check_workspace": "verbs.check:run",
    "choose_between": "verbs.excerpts:choose_between",
    "choose_excerpt": "verbs.excerpts:choose",
    "choose_items": "verbs.outlining:choose",
    "diff": "verbs.diff:diff",
    "doctor": "verbs.doctor:doctor",
    "drop_section": "verbs.outlining:drop",
    "export_excerpts": "verbs.excerpts:export",
    "export_sources": "verbs.sources_export:export",
    "find_words": "verbs.excerpts:find",
    "find_workspace": "workspace:find",
    "import_excerpts": "verbs.excerpts_import:import_",
    "import_roles": "verbs.roles:import_",
    "import_sources": "verbs.sources_import:import_",
    "import_texts": "verbs.texts:import_",
    "impose": "verbs.impose:impose",
    "init": "verbs.init:init",
    "keys": "verbs.keys:keys",
    "list_sources": "verbs.sources:list_sources",
    "choose_look": "verbs.look:choose",
    "load": "steps:load",
    "look": "verbs.look:look",
    "make_handouts": "verbs.handout:make",
    "make_picture": "verbs.page:page",
    "marked_copy": "verbs.marking:marked_copy",
    "move_section": "verbs.outlining:move",
    "new": "verbs.new:new",
    "open_file": "verbs.writing:open_file",
    "prove": "verbs.prove:prove",
    "remove_excerpts": "verbs.excerpt_removal:remove",
    "remove_source": "verbs.sources:remove",
    "rename_source": "verbs.renaming:rename",
    "report_accessibility": "verbs.check:report",
    "request_permission": "verbs.rights:request",
    "save_file": "verbs.writing:save",
    "show": "verbs.show:show",
    "show_rights": "verbs.rights:show",
    "show_source": "verbs.sources:show",
    "take_back": "verbs.undoing:take_back",
    "verify": "verbs.verify:run",
}
"""Where each name is defined, below this package."""

__all__ = [
    "BriefingError",
    "For",
    "Latest",
    "Pages",
    "Problem",
    "Readings",
    "Workspace",
    "accept",
    "add_section",
    "add_sources",
    "annotate",
    "begin_chart",
    "begin_file",
    "bring_file",
    "build",
    "catalogue",
    "change_passage",
    "check_files",
    "check_workspace",
    "choose_between",
    "choose_excerpt",
    "choose_items",
    "choose_look",
    "diff",
    "doctor",
    "drop_section",
    "export_excerpts",
    "export_sources",
    "find_words",
    "find_workspace",
    "import_excerpts",
    "import_roles",
    "import_sources",
    "import_texts",
    "impose",
    "init",
    "keys",
    "list_sources",
    "load",
    "look",
    "make_handouts",
    "make_picture",
    "marked_copy",
    "move_section",
    "new",
    "open_file",
    "prove",
    "remove_excerpts",
    "remove_source",
    "rename_source",
    "report_accessibility",
    "request_permission",
    "save_file",
    "show",
    "show_rights",
    "show_source",
    "take_back",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load a verb when it is first used (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(f"module 'briefing' has no attribute '{name}'")
    import importlib

    module, _, thing = _PLACES[name].partition(":")
    found = getattr(importlib.import_module(f"briefing.{module}"), thing)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the names that `help` shows."""
    return sorted([*globals(), *__all__])
