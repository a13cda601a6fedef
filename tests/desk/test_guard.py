"""Who may ask the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from briefing.desk import guard
from tests.support.desks import ADDRESS, PORT, TOKEN

COOKIE = f"briefing-desk-{PORT}"


def addresses(client: TestClient) -> list[tuple[str, str]]:
    """Return each route of the desk as a method and a path."""
    found = []
    for each in client.app.routes:  # type: ignore[attr-defined]
        if isinstance(each, Route):
            path = each.path.replace("{path:path}", "text/page.xhtml").replace("{outline}", "pack").replace("{edition}", "student")
            for name in ("label", "source", "kind", "name"):
                path = path.replace(f"{{{name}}}", "x")
            found += [(method, path) for method in each.methods or ()]
        elif isinstance(each, Mount):
            found.append(("GET", f"{each.path}/desk.css"))
    return found


FOREIGN = {
    "origin": {"Origin": "http://example.org"},
    "no origin known": {"Origin": "null"},
    "another port": {"Origin": "http://127.0.0.1:9"},
    "host": {"Host": "example.org"},
    "rebinding": {"Host": f"127.0.0.1.example.org:{PORT}"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another port of this computer": {"Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_foreign_page_is_refused_on_every_route(ask: TestClient, headers: dict[str, str]) -> None:
    """Whatever it asks for, and though the browser sends the cookie along."""
    every = addresses(ask)
    assert len(every) > 30
    for method, path in every:
        assert ask.request(method, path, headers=headers).status_code == 403, (method, path)


def test_nothing_is_told_without_the_token(ask: TestClient) -> None:
    """A program on this computer that guesses the port learns nothing, not even from the page itself."""
    ask.cookies.clear()
    for method, path in addresses(ask):
        assert ask.request(method, path).status_code == 403, (method, path)
    assert ask.get("/?token=another").status_code == 403
    ask.cookies.set(COOKIE, "another")
    assert ask.get("/api/desk").status_code == 403


def test_change_says_which_page_it_comes_from(ask: TestClient) -> None:
    """A request that changes something has an origin; browsers always send it."""
    del ask.headers["Origin"]
    assert ask.post("/api/undo").status_code == 403
    assert ask.get("/api/desk").status_code == 200


def test_token_becomes_a_cookie_for_this_page_alone(ask: TestClient) -> None:
    """The address bar does not keep the token, and no other page can send it."""
    ask.cookies.clear()
    del ask.headers["Origin"]
    answer = ask.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert all(each in cookie for each in (COOKIE, "httponly", "samesite=strict"))
    assert ask.get("/").status_code == 200


def test_page_loads_nothing_from_elsewhere(ask: TestClient) -> None:
    """Each answer says so to the browser, refusals and files, too."""
    for path in ("/", "/static/main.js", "/api/desk", "/reading/pack/student/text/page.xhtml", "/api/nothing"):
        policy = ask.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'self';"), path
        assert "unsafe" not in policy
    assert ask.get("/", headers={"Host": "example.org"}).headers["content-security-policy"]


def test_too_much_is_not_read(ask: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what says that it is large, nor what does not."""
    monkeypatch.setattr(guard, "LARGEST", 1_000)
    assert ask.post("/api/drop?name=a.txt", content=b"x" * 2_000).status_code == 413
    pieces = (b"x" * 100 for _ in range(30))
    assert ask.post("/api/drop?name=a.txt", content=pieces).status_code == 413


OUTSIDE = [
    "../secret.md",
    "seeds/../../secret.md",
    "/etc/passwd",
    "seeds/originals/lindqvist-2019.txt",
    "templates/schemas/outline.json",
    "seeds/texts/.hidden.md",
    "README.md",
    "seeds\\texts\\a.md",
    "seeds/link/secret.md",
    "C:/secret.md",
    "",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_file_but_those_that_people_write(ask: TestClient, quotable: Path, tmp_path: Path, name: str) -> None:
    """Nothing outside of the workspace can be read or written, not through a link either."""
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (quotable / "seeds" / "link").symlink_to(tmp_path)
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    read = ask.get("/api/file", params={"name": name})
    written = ask.put("/api/file", json={"name": name, "text": "mine", "version": ""})
    assert [each.status_code for each in (read, written)] == [422, 422]
    assert "secret" not in read.json().get("result", "")
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("path", ["/output/..%2fseeds%2fREADME.md", "/output/.secret.pdf", "/static/..%2fapp.py", "/output/pack.yaml"])
def test_no_file_beside_those_that_are_given(ask: TestClient, path: str) -> None:
    """Only finished packs are handed out, and the files of the page."""
    assert ask.get(path).status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"name": 1}', b"[" * 100_000])
def test_nonsense_is_refused(ask: TestClient, body: bytes) -> None:
    """With words, and not with a mistake of ours."""
    for path in ("/api/excerpt", "/api/note", "/api/outline", "/api/new", "/api/where"):
        answer = ask.post(path, content=body)
        assert answer.status_code in (200, 400, 422), (path, answer.status_code)
    assert ADDRESS.startswith("http://127.0.0.1:")
