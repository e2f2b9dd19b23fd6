"""How a debtor wants to be reached, and the unsubscribe of RFC 8058, which works without a session."""

from datetime import UTC, datetime

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.cases import preferences
from app.cases.wake import wake
from app.models import ContactKind
from app.site.desk import Desk, ForgedFormError, Visit
from app.site.language import known
from app.store import debts

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058, section 3.1
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # an opt-out is heard however old its link is
SEE_OTHER = 303
UNREADABLE = 422
ACTS = {"stop": preferences.stop, "allow": preferences.allow}


class Preferences:
    """The preferences page and the one-click address."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def show(self, token: str) -> Response:
        """Over which kinds of address we write, and in which language."""
        visit = self.desk.open(token, at=ANY_TIME)
        with self.desk.installation.db.read() as session:
            takes = debts.takes(session, visit.debt.debtor_id)
        kinds = [(kind.value, wanted) for kind, wanted in takes.items()]
        return self.desk.page(visit, "preferences.html", kinds=kinds, saved="saved" in request.args)

    def choose(self, token: str) -> AnyResponse:
        """Save what was chosen; mail programs post their one-click unsubscribe here too."""
        if _is_one_click():
            return self.unsubscribe(token)
        visit = self.desk.open(token, at=ANY_TIME)
        if not self.desk.cookies.form_is_ours(request, token):
            raise ForgedFormError(token)
        if not self._save(visit):
            return redirect(url_for("site.preferences", token=token), SEE_OTHER)
        response = redirect(url_for("site.preferences", token=token, saved=1), SEE_OTHER)
        language = known(request.form.get("language"))
        if language:
            self.desk.cookies.set_language(response, token, language)
        return response

    def ask(self, token: str) -> Response:
        """A page with the button; opening it changes nothing."""
        return self.desk.page(self.desk.open(token, at=ANY_TIME), "unsubscribe.html")

    def unsubscribe(self, token: str) -> Response:
        """Stop all email, with nothing but the link: no session, no cookie, no question."""
        visit = self.desk.open(token, at=ANY_TIME)
        if not _is_one_click():
            return self.desk.page(visit, "unsubscribe.html", UNREADABLE)
        installation = self.desk.installation
        with installation.db.write() as session:
            now = installation.clock.now()
            preferences.stop(session, visit.debt, ContactKind.email, visit.link.message_id, now)
        wake(installation)
        return self.desk.page(visit, "notice.html", key="unsubscribed")

    def _save(self, visit: Visit) -> bool:
        """Apply the form's choices; whether it held any."""
        wanted = {kind: ACTS[said] for kind in ContactKind if (said := request.form.get(kind, "")) in ACTS}
        language = known(request.form.get("language"))
        if not wanted and language is None:
            return False
        installation = self.desk.installation
        now, message_id = installation.clock.now(), visit.link.message_id
        with installation.db.write() as session:
            for kind, act in wanted.items():
                act(session, visit.debt, kind, message_id, now)
            if language:
                preferences.choose_language(session, visit.debt, message_id, language, now)
        wake(installation)
        return True


def _is_one_click() -> bool:
    name, value = ONE_CLICK
    return request.form.get(name) == value
