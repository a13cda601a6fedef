"""The desk's own words, in the language of whoever sits at it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing import languages
from briefing.desk.answers import answer

_PREFIX = "desk."


async def words(request: Request) -> Response:
    """Answer with all words of the desk, by their keys. The browser says which languages its user reads."""
    wanted = request.query_params.get("language") or _first(request.headers.get("accept-language", ""))
    code = languages.closest(wanted) if languages.is_tag(wanted) else languages.ENGLISH
    texts = languages.catalogue(code).texts(_PREFIX)
    return answer({"language": code, "languages": languages.available(), "texts": texts})


def _first(accepted: str) -> str:
    """Return the first of the accepted languages that the desk speaks."""
    tags = [each.partition(";")[0].strip() for each in accepted.split(",")]
    return next((tag for tag in tags if languages.is_tag(tag) and languages.has_texts(tag)), languages.ENGLISH)


ROUTES = [Route("/api/words", words)]
