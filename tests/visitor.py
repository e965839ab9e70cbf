"""Somebody at a running site, as far as a test needs one without a browser: cookies, forms, JSON."""

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any, NamedTuple


class Reply(NamedTuple):
    status: int
    text: str
    url: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class _Forms(HTMLParser):
    """The forms of a page: what each would send as it stands, and the names of all that it could."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]], set[str]]] = []
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("action") or "", {}, set()))
        if not self.forms:
            return
        _, values, names = self.forms[-1]
        name = given.get("name") or ""
        if name and tag in ("input", "select", "textarea", "button"):
            names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            values[name] = [""]
        elif tag == "option" and "selected" in given:
            values.setdefault(self._select, []).append(given.get("value") or "")
        elif tag == "input" and name:
            kind = given.get("type") or "text"
            if kind in ("checkbox", "radio"):
                if "checked" in given:
                    values.setdefault(name, []).append(given.get("value") or "on")
            elif kind not in ("submit", "file"):
                values.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area][0] += data


class Visitor:
    """Keeps cookies, follows redirects, and fills in the forms that the pages offer."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path: str) -> Reply:
        return self._send(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def ask(self, text: str, limit: int = 50) -> Any:
        """The API's answer."""
        request = urllib.request.Request(
            f"{self.address}/api/v1/recommendations/",
            data=json.dumps({"text": text, "limit": limit}).encode(),
            headers={"Content-Type": "application/json"},
        )
        reply = self._send(request)
        assert reply.status == 200, reply.text
        return reply.json

    def titles(self, text: str) -> list[str]:
        return [result["title"] for result in self.ask(text)["results"]]

    def ready(self) -> Any:
        """What /readyz says, with its HTTP status under "http"."""
        reply = self.get("/readyz")
        return {**reply.json, "http": reply.status}

    def fill(self, path: str, *, to: str = "", **fields: str | None) -> Reply:
        """Send the first form of a page that goes `to` there and has these fields, with these values.

        A field that is None is left out, as an empty checkbox is.
        """
        page = self.get(path)
        assert page.status == 200, (page.status, page.url)
        action, values = next(
            (action, values)
            for action, values, names in _Forms(page.text).forms
            if to in action and set(fields) <= names
        )
        values |= {name: [] if value is None else [value] for name, value in fields.items()}
        target = urllib.parse.urljoin(page.url, action or page.url)
        return self._send(urllib.request.Request(target, data=urllib.parse.urlencode(values, doseq=True).encode()))

    def _send(self, request: urllib.request.Request) -> Reply:
        try:
            with self._opener.open(request, timeout=30) as reply:
                return Reply(reply.status, reply.read().decode(), reply.url)
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.read().decode(), request.full_url)
