"""What a debtor can say on their page beside paying: a date, a plan, an answer to an offer, a dispute, a call for help.

Each form is heard once, records what journeys wait for, and leads back to the page. What cannot be used is explained
beside the field, and nothing is kept of it.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.cases import offers, plans, promises
from app.cases.flags import set_flag
from app.cases.plans import Wanted
from app.cases.refusals import RefusedError, UnfitError
from app.cases.wake import wake
from app.models import PlanState
from app.site import formats
from app.site.amounts import read_amount
from app.site.desk import Desk, Visit
from app.site.landing import Landing
from app.site.state import Said
from app.store import events
from app.store import offers as offer_rows
from app.store import plans as plan_rows
from renderers.landing.drawing import Use
from renderers.landing.widgets.dispute import REASONS
from renderers.landing.widgets.help import TIMES, TOPICS

SEE_OTHER = 303
UNREADABLE = 422
BY = "debtor"
HELP = "help_requested"
LONGEST = 1_000  # characters of a text that are kept
TELEPHONE = re.compile(r"\+?[\d ()./-]{6,30}")
YES = "yes"
THINK = 1  # days for which a plan is offered that is taken at once

Heard = Callable[[Visit, Use, dict[str, str]], str | dict[str, str]]
"""Hears a form: what was done, or what is wrong, by field."""


class Forms:
    """The forms of a landing page, by the last part of their addresses."""

    def __init__(self, desk: Desk, landing: Landing) -> None:
        self.desk = desk
        self.landing = landing
        self.by_name: Mapping[str, Callable[[str], AnyResponse]] = {
            "promise": self._form("p-promise", ("in_days", "date", "promised"), self._promise),
            "plan": self._form("p-plans", ("count", "answer"), self._plan),
            "settlement": self._form("p-settlement", ("answer",), self._settlement),
            "dispute": self._form("p-dispute", ("reason", "text"), self._dispute),
            "help": self._form("p-help", ("topic", "words", "phone", "when"), self._help, private=False),
        }

    def _form(
        self, tag: str, fields: tuple[str, ...], hear: Heard, *, private: bool = True
    ) -> Callable[[str], AnyResponse]:
        """A form that only a page with this widget has, and (if ``private``) only who proved who they are can send."""

        def receive(token: str) -> AnyResponse:
            visit = self.desk.open_form(token)
            home = url_for("site.page", token=token)
            widget = self.landing.template(visit).widget(tag)
            if widget is None or (private and not visit.verified):
                return redirect(home, SEE_OTHER)
            typed = {name: request.form.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in fields}
            try:
                done = hear(visit, widget, typed)
            except UnfitError as error:
                done = {_FIELDS.get(name, name): text[visit.language] for name, text in error.texts.items()}
            except RefusedError as error:
                done = {fields[0]: error.texts[visit.language]}
            if isinstance(done, dict):
                return self.landing.draw(visit, Said(typed=typed, faults=done), UNREADABLE, home)
            wake(self.desk.installation)
            return redirect(url_for("site.page", token=token, sent=done), SEE_OTHER)

        return receive

    def _promise(self, visit: Visit, widget: Use, typed: dict[str, str]) -> str | dict[str, str]:
        today = self.desk.today(visit.debt)
        due = self._day(visit, widget, typed, today)
        if isinstance(due, str):
            return {"date": due}
        amount: int | None = visit.debt.balance
        if typed["promised"]:
            amount = read_amount(typed["promised"][:40], visit.debt.currency) if widget["part"] == YES else None
        if not amount:
            return {"promised": visit.texts("pay.part_wrong")}
        now = self.desk.installation.clock.now()
        with self.desk.installation.db.write() as session:
            promises.make(session, visit.debt.account_id, amount=amount, due_date=due, by=BY, now=now)
        return "promise"

    def _day(self, visit: Visit, widget: Use, typed: Mapping[str, str], today: date) -> date | str:
        """The day that was chosen, or what is wrong with it."""
        if typed["in_days"] in widget["days"].split(","):
            return today + timedelta(days=int(typed["in_days"]))
        if not typed["date"]:
            return visit.texts("promise.day_empty")
        try:
            due = date.fromisoformat(typed["date"])
        except ValueError:
            return visit.texts("promise.day_wrong")
        last = today + timedelta(days=int(widget["longest"]))
        if due < today:
            return visit.texts("promise.day_past")
        return due if due <= last else visit.texts("promise.day_late", date=formats.day(last, visit.language))

    def _plan(self, visit: Visit, widget: Use, typed: dict[str, str]) -> str | dict[str, str]:
        now = self.desk.installation.clock.now()
        account_id = visit.debt.account_id
        with self.desk.installation.db.write() as session:
            events.hold(session, account_id)
            standing = plan_rows.open_one(session, account_id)
            if typed["answer"]:
                if standing is None or standing.state != PlanState.offered:
                    return {"count": visit.texts("plan.count_wrong")}
                if typed["answer"] == "decline":
                    plans.decline(session, standing.id, by=BY, now=now)
                    return "plan_declined"
                plans.confirm(session, standing.id, by=BY, now=now)
                return "plan"
            return self._choose(session, visit, widget, typed["count"])

    def _choose(self, session: Session, visit: Visit, widget: Use, count: str) -> str | dict[str, str]:
        """A plan that the person chose themselves is offered and taken at once."""
        if count not in widget["counts"].split(","):
            return {"count": visit.texts("plan.count_wrong")}
        now, account_id = self.desk.installation.clock.now(), visit.debt.account_id
        first = self.desk.today(visit.debt) + timedelta(days=int(widget["first"]))
        wanted = Wanted(int(count), "weeks" if widget["every"] == "weeks" else "months", first, THINK)
        made = plans.offer(session, account_id, wanted, by=BY, now=now)
        plans.confirm(session, made.id, by=BY, now=now)
        return "plan"

    def _settlement(self, visit: Visit, _: Use, typed: dict[str, str]) -> str | dict[str, str]:
        now = self.desk.installation.clock.now()
        with self.desk.installation.db.write() as session:
            events.hold(session, visit.debt.account_id)
            standing = offer_rows.open_one(session, visit.debt.account_id)
            if standing is None:
                return {}
            if typed["answer"] == "decline":
                offers.decline(session, standing.id, by=BY, now=now)
                return "offer_declined"
            offers.accept(session, standing.id, by=BY, now=now)
        return "offer"

    def _dispute(self, visit: Visit, _: Use, typed: dict[str, str]) -> str | dict[str, str]:
        if typed["reason"] not in REASONS:
            return {"reason": visit.texts("dispute.reason_empty")}
        reason = f"{typed['reason']}: {typed['text']}" if typed["text"] else typed["reason"]
        now = self.desk.installation.clock.now()
        with self.desk.installation.db.write() as session:
            set_flag(session, visit.debt.account_id, "disputed", on=True, by=BY, now=now, reason=reason)
        return "dispute"

    def _help(self, visit: Visit, _: Use, typed: dict[str, str]) -> str | dict[str, str]:
        wrong: dict[str, str] = {}
        if typed["topic"] not in TOPICS:
            wrong["topic"] = visit.texts("help.topic_empty")
        if typed["phone"] and not TELEPHONE.fullmatch(typed["phone"]):
            wrong["phone"] = visit.texts("help.phone_wrong")
        if wrong:
            return wrong
        said = {"topic": typed["topic"], "text": typed["words"], "phone": typed["phone"]}
        said["when"] = typed["when"] if typed["when"] in TIMES else ""
        data = {name: text for name, text in said.items() if text}
        now = self.desk.installation.clock.now()
        digest = hashlib.sha256(repr(sorted(data.items())).encode()).hexdigest()[:16]
        with self.desk.installation.db.write() as session:
            events.record(
                session,
                account_id=visit.debt.account_id,
                kind=HELP,
                at=now,
                message_id=visit.link.message_id,
                dedup=f"{HELP}:{visit.debt.account_id}:{now:%Y-%m-%dT%H}:{digest}",
                data={**data, "by": BY, "verified": visit.verified},
            )
        return "help"


_FIELDS = {"amount": "promised", "due_date": "date", "first_due": "count"}
"""What the fields of the cases are called on the page."""
