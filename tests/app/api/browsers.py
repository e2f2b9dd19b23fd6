"""A browser for tests, and the password of everybody who works in them."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "correct horse battery"


class Browser:
    """A browser of somebody: it keeps the cookie, and sends the CSRF token like the studio does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""
        self.language = "en"

    def sign_in(self, email: str, password: str = PASSWORD, **options: Any) -> TestResponse:  # noqa: ANN401 - passed on
        """Sign in, and keep the CSRF token."""
        response = self.send("POST", "/session", json={"email": email, "password": password}, **options)
        if response.status_code == 200:
            self.token = response.json["csrf_token"]
        return response

    def send(self, method: str, path: str, **options: Any) -> TestResponse:  # noqa: ANN401 - passed on
        """Send a request to a path below /api/v1."""
        headers = {"Accept-Language": self.language, "X-CSRF-Token": self.token, **options.pop("headers", {})}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:  # noqa: ANN401 - passed on
        """GET a path."""
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:  # noqa: ANN401 - any JSON
        """POST a JSON document to a path."""
        return self.send("POST", path, json=body, **options)


Enter = Callable[[str], Browser]
"""Signs somebody of a role in, in a browser of their own."""
