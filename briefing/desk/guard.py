"""Who may ask the desk: the browser of the user who started it, and no other page or program."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 60_000_000
"""Bytes of what a browser may send: a copy may have 50 million."""
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets requests through that come from the desk's own page, with the token of this run."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """Guard `app`, which is served at a port of the loopback address."""
        self.app = app
        self.token = token
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"briefing-desk-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(scope, headers):
            await PlainTextResponse(refusal, 403, _HEADERS)(scope, receive, send)
            return
        if int(headers.get("content-length") or 0) > LARGEST:
            await PlainTextResponse("too large", 413, _HEADERS)(scope, receive, send)
            return
        if self._token_in_address(scope):
            answer = RedirectResponse("/", 303, _HEADERS)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            await answer(scope, receive, send)
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        """Say why a request is refused; nothing if it is not."""
        host = headers.get("host", "")
        if host not in self.hosts:
            return "this desk is at the loopback address of this computer only"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "another page may not ask this desk"
        if origin is None and scope["method"] not in _SAFE:
            return "a change has to say which page it comes from"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not self._token_in_address(scope):
            return "another page may not ask this desk"
        if not (self._token_in_address(scope) or self._token_in_cookie(headers)):
            return "open the address that 'briefing desk' printed: it has the token of this run"
        return ""

    def _token_in_address(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["path"] == "/" and scope["method"] in _SAFE and hmac.compare_digest(given.encode(), self.token.encode())

    def _token_in_cookie(self, headers: Headers) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self.token.encode())


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", "no-store")
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sent


def _bounded(receive: Receive) -> Receive:
    """Stop a body that is longer than it may be, whatever its header says."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > LARGEST else message

    return counted
