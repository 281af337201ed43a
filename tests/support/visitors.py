"""How a test comes through the web door: as a person with a browser, or as a program."""

import base64
import re

from engine import seed


class Browser:
    """A browser of one person: keeps cookies, and sends with a form the hidden fields that its page held."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, address, **options):
        return self.client.get(address, **options)

    def csrf(self, page="/sign-in"):
        answer = self.client.get(page)
        return re.search(r'name="csrf" value="([^"]*)"', answer.text)[1]

    def send(self, address, page=None, **fields):
        return self.client.post(address, data={"csrf": self.csrf(page or address), **fields})

    def sign_in(self, username, password=seed.PASSWORD, **fields):
        return self.send("/sign-in", username=username, password=password, **fields)

    def cookie(self, name="ravand"):
        found = self.client.get_cookie(name)
        return found.value if found else None


def basic(username, password=seed.PASSWORD):
    """The header that a program signs in with."""
    return {"Authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}
