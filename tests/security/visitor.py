"""Owns a visitor of the running product: a browser without eyes, that keeps cookies and every address it meets."""

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from tests.running import Running

LINKS = re.compile(r'(?:href|action|src)="([^"]*)"')
BOUNDARY = "visitor-boundary"


@dataclass
class Visitor:
    """Somebody on one host of the running product ("" is the public one)."""

    running: Running
    slug: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)

    def get(self, path: str, status: int = 200) -> str:
        """The text of a page; a redirect within the host is followed."""
        return self._ask("GET", path, None, "", status)

    def post(self, path: str, fields: dict[str, object], *, file: bytes | None = None, status: int = 200) -> str:
        """Send a form with its token, and the text of the page after it; with `file` as an upload."""
        fields = {**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        if file is None:
            return self._ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded", status)
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
        ]
        upload = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        body = "".join([*parts, upload]).encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}", status)

    def _ask(self, method: str, path: str, body: bytes | None, content_type: str, status: int) -> str:
        self.addresses.append(path)
        host = f"{self.slug}.{settings.BASE_HOST}" if self.slug else settings.BASE_HOST
        headers = {"Host": f"{host}:{self.running.port}", "Content-Type": content_type, "Accept-Language": "id"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=30)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.addresses += LINKS.findall(text)
        if location := answer.headers["Location"]:
            self.addresses.append(location)
            where = urlsplit(location)
            assert where.hostname in {None, host}, f"{method} {path} leads to {location}"
            return self.get(where._replace(scheme="", netloc="").geturl(), status)
        assert answer.status == status, f"{method} {path}: {answer.status} {text[:2000]}"
        return text
