"""The debtor's page: who asks, proof of who opened it, and what is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.cases import identity
from app.cases.identity import Answer, Proof
from app.cases.wake import wake
from app.site.desk import Desk, Visit
from app.site.landing import Landing, Opened
from app.site.scanners import is_scanner
from app.site.state import Said
from app.store import events

SEE_OTHER = 303
UNREADABLE = 422
TOO_MANY = 429
YEAR_LENGTH = 4


@dataclass(frozen=True)
class Typed:
    """What somebody typed to prove who they are, as they typed it."""

    proof: Proof
    day: str = ""
    month: str = ""
    year: str = ""
    tail: str = ""


class Pages:
    """The pages behind a link, and the forms on them."""

    def __init__(self, desk: Desk, landing: Landing) -> None:
        self.desk = desk
        self.landing = landing

    def show(self, token: str) -> Response:
        """What is owed, or first the question that proves who asks."""
        visit = self.desk.open(token)
        if visit.verified and visit.debt.balance <= 0:
            self._observe(visit, {})
            return self.desk.page(visit, "clear.html")
        opened = self.landing.opened(visit)
        self._observe(visit, opened.told)
        if visit.verified:
            return self.landing.draw(visit, Said(sent=_sent()), opened=opened)
        proofs = identity.proofs(visit.debt)
        if not proofs:
            return self.landing.draw(visit, Said(gate="none", sent=_sent()), opened=opened)
        with self.desk.installation.db.read() as session:
            left = identity.tries_left(session, visit.debt.debtor_id, self.desk.installation.clock.now())
        if left <= 0:
            return self.landing.draw(visit, Said(gate="locked", sent=_sent()), TOO_MANY, opened=opened)
        asked = request.args.get("proof", "")
        proof = next((proof for proof in proofs if proof.value == asked), proofs[0])
        fault = ""
        if "wrong" in request.args and left < identity.TRIES:
            fault = f"{visit.texts('verify.wrong')} {visit.texts.count('verify.left', left)}"
        return self._question(visit, Typed(proof), fault, opened=opened)

    def verify(self, token: str) -> AnyResponse:
        """Hear an answer; one that cannot be read is not counted as a try."""
        visit = self.desk.open_form(token)
        typed = _typed()
        answer = _answer(typed)
        if isinstance(answer, str):
            return self._question(visit, typed, visit.texts(answer), UNREADABLE)
        installation = self.desk.installation
        with installation.db.write() as session:
            verdict = identity.verify(session, visit.debt, visit.link.message_id, answer, installation.clock.now())
        here = url_for("site.page", token=token)
        if not verdict.passed:
            again = url_for("site.page", token=token, proof=typed.proof.value, wrong="1")
            return redirect(here if verdict.locked else again, SEE_OTHER)
        wake(installation)
        response = redirect(here, SEE_OTHER)
        self.desk.cookies.grant(response, token, visit.debt.account_id, installation.clock.wall())
        return response

    def leave(self, token: str) -> AnyResponse:
        """Close the page on a phone that is not one's own."""
        self.desk.open_form(token)
        response = redirect(url_for("site.page", token=token), SEE_OTHER)
        self.desk.cookies.revoke(response, token)
        return response

    def back(self, token: str) -> AnyResponse:
        """The page itself, for whoever reloads the address of a form."""
        return redirect(url_for("site.page", token=token), SEE_OTHER)

    def _question(
        self, visit: Visit, typed: Typed, fault: str, status: int = 200, *, opened: Opened | None = None
    ) -> Response:
        others = [proof.value for proof in identity.proofs(visit.debt) if proof is not typed.proof]
        home = url_for("site.page", token=visit.token)
        said = Said(
            typed={"day": typed.day, "month": typed.month, "year": typed.year, "tail": typed.tail},
            fault=fault,
            proof=typed.proof.value,
            other=url_for("site.page", token=visit.token, proof=others[0]) if others else "",
            sent=_sent(),
        )
        return self.landing.draw(visit, said, status, home if status == UNREADABLE else None, opened=opened)

    def _observe(self, visit: Visit, page: Mapping[str, Any]) -> None:
        """Record that the link was opened, and what it showed: once an hour for each message, machines apart."""
        installation = self.desk.installation
        now = installation.clock.now()
        scanner = is_scanner(request)
        kind = "page_scanned" if scanner else "page_opened"
        link = visit.link
        source = f"message:{link.message_id}" if link.message_id else f"account:{link.account_id}"
        with installation.db.write() as session:
            event = events.record(
                session,
                account_id=link.account_id,
                kind=kind,
                at=now,
                message_id=link.message_id,
                dedup=f"{kind}:{source}:{_hour(now)}",
                data={**page, "scanner": True} if scanner else page,
            )
        if event is not None and not scanner:
            wake(installation)


def _sent() -> str:
    """The form that was just sent well, as the address says."""
    return request.args.get("sent", "")[:20]


def _hour(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H")


def _typed() -> Typed:
    """What the form holds; anything but a question we ask is taken for the birth date."""
    form = request.form
    proof = Proof.document if form.get("proof") == Proof.document.value else Proof.birth_date
    day, month, year, tail = (form.get(name, "").strip()[:40] for name in ("day", "month", "year", "tail"))
    return Typed(proof, day=day, month=month, year=year, tail=tail)


def _answer(typed: Typed) -> Answer | str:
    """The answer in what was typed, or the key of the text that says what is wrong with it."""
    if typed.proof is Proof.document:
        tail = identity.tail(typed.tail)
        if len(tail) < identity.DOCUMENT_TAIL:
            return "verify.tail_short" if typed.tail else "verify.tail_empty"
        return Answer(typed.proof, tail)
    return _date(typed)


def _date(typed: Typed) -> Answer | str:
    parts = (typed.year, typed.month, typed.day)
    if not all(parts):
        return "verify.date_empty"
    if not all(part.isascii() and part.isdigit() for part in parts):
        return "verify.date_wrong"
    if len(typed.year) != YEAR_LENGTH:
        return "verify.year_short"
    try:
        return Answer(typed.proof, date(*(int(part) for part in parts)))
    except ValueError:
        return "verify.date_wrong"
