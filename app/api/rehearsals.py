"""Test-walks: somebody who edits walks one person through a draft. Nothing is kept, nothing is written."""

from collections.abc import Mapping
from dataclasses import asdict
from email import message_from_bytes, policy

from flask import Response
from limits import RateLimitItemPerMinute
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, channels, doorman, here
from app.api.permissions import Permission
from app.api.shapes.base import Text
from app.api.shapes.rehearsals import (
    ChoiceItem,
    Here,
    Letter,
    Pretended,
    RehearsalAnswer,
    RehearsalLine,
    RehearsalRequest,
    Walker,
)
from app.flow import rehearse
from app.flow.compose import Composed
from app.flow.rehearse import Played, Script, TooLongError, UnreadyError
from app.http import ProblemError
from app.insights import labels
from app.insights.rehearsed import Telling
from app.store.vocabulary import context
from journeys.exits import BALANCE
from journeys.rehearsing import Happening, Mail
from journeys.rehearsing.choices import Choice, choices
from renderers import segments

rehearsals_area = area("rehearsals", "Walking one person through a draft, without publishing and without writing.")

PER_MINUTE = RateLimitItemPerMinute(120)
"""Steps that one user, or one key, may take: far more than hands can."""

UNREADY = {
    "es": "El borrador no se puede recorrer todavía: corrija antes sus errores.",
    "en": "The draft cannot be walked yet: correct its errors first.",
}
BAD_START = {"es": "Debe llevar su zona horaria.", "en": "It must have its time zone."}
NOT_THIS = {"es": "Esto no puede ocurrir en este momento.", "en": "This cannot happen at this moment."}


@rehearsals_area.post("/rehearsals", responses=answers(200, RehearsalAnswer, 404, 429))
@allow(Permission.journeys_edit)
def rehearse_draft(body: RehearsalRequest) -> Response:
    """Walk somebody through a draft as far as it was pretended, and say what may be pretended next."""
    if not doorman().tries.take(PER_MINUTE, "rehearsal", caller().actor):
        raise ProblemError("too-many")
    if body.account_id is not None and Permission.debtors_read not in caller().permissions:
        raise ProblemError("forbidden")
    start = body.started_at or here().clock.now()
    if start.tzinfo is None:
        raise ProblemError("invalid", fields={"started_at": BAD_START})
    happenings = [Happening(**one.model_dump()) for one in body.happenings]
    script = Script(body.graph, body.account_id, start, happenings)
    try:
        with here().db.read() as session:
            played = rehearse.play(session, here().config, script)
            answer = _Words(session, played, script).answer()
    except UnreadyError as error:
        problems = [problem.to_dict() for problem in error.problems]
        raise ProblemError("unpublishable", detail=UNREADY, extra={"problems": problems}) from error
    except TooLongError as error:
        raise ProblemError("invalid", fields={"happenings": rehearse.TOO_LONG}) from error
    return reply(answer)


class _Words:
    """A rehearsal as the studio shows it."""

    def __init__(self, session: Session, played: Played, script: Script) -> None:
        self._played = played
        self._graph = script.graph
        self._known = context(session, channels())
        self._script = script
        self._rehearsal = played.rehearsal
        self._telling = Telling(played.rehearsal, script.graph, self._known, played.stage.gate.book)

    def answer(self) -> RehearsalAnswer:
        """All of it."""
        found = self._rehearsal
        stuck, ended, why = found.stuck, found.ended, self._telling.why()
        nodes, edges = self._path()
        return RehearsalAnswer(
            started_at=self._script.start,
            now=found.now,
            walker=self._walker(),
            state="stuck" if stuck is not None else "standing" if ended is None else "ended",
            here=[self._here(node) for node in self._standing()],
            held=_text(labels.of_end(f"exit:{found.stand.hold}")) if found.stand and found.stand.hold else None,
            why=None if why is None else _text(why),
            next_at=found.next_at,
            nodes=nodes,
            edges=edges,
            lines=[
                RehearsalLine(
                    at=one.at,
                    what=one.what,
                    node=one.node,
                    label=_text(self._telling.label(one)),
                    text=_text(self._telling.entry(one)),
                    mail=one.mail,
                )
                for one in found.entries
            ],
            letters=[self._letter(place, mail) for place, mail in enumerate(found.mails)],
            choices=[self._choice(one) for one in choices(found, self._graph)] if stuck is None else [],
            impossible=self._played.impossible is not None,
        )

    def _walker(self) -> Walker:
        own, fields = self._script.account_id, self._rehearsal.supposed.fields(self._rehearsal.now)
        return Walker(
            account_id=own,
            ref=str(fields.get("account.ref", "")),
            name=str(fields.get("debtor.full_name", "")),
            time_zone=str(fields.get("debtor.time_zone", "UTC")),
            language=str(fields.get("debtor.language", "es")),
            currency=str(fields.get("account.currency", "")),
            balance=int(fields.get(BALANCE, 0)),
        )

    def _standing(self) -> list[str]:
        found = self._rehearsal
        if found.stuck is not None:
            return [found.stuck.node]
        if found.stand is None:
            return []
        return list(dict.fromkeys(found.stand.arms or (found.stand.node,)))

    def _here(self, node: str) -> Here:
        return Here(
            node=node,
            label=_text(labels.kind_of(self._graph, node)),
            sentence=_text(labels.of_node(self._graph, node, self._known)),
        )

    def _path(self) -> tuple[list[str], list[str]]:
        """The steps that were passed, and the lines that were gone, in the order of the drawing."""
        left = {(one.node, one.why) for one in self._rehearsal.entries if one.what == "left"}
        passed = {node for node, _ in left}
        edges = [edge for edge in self._graph.get("edges", []) if self._gone(edge, left)]
        nodes = [node["id"] for node in self._graph.get("nodes", []) if node["id"] in passed]
        return nodes, [edge["id"] for edge in edges]

    def _gone(self, edge: dict[str, str], left: set[tuple[str, str]]) -> bool:
        return (edge["from"], edge["port"]) in left

    def _choice(self, choice: Choice) -> ChoiceItem:
        about = labels.of_node(self._graph, choice.happening.node, self._known) if choice.happening.node else None
        return ChoiceItem(
            happening=Pretended(**asdict(choice.happening)),
            label=_text(dict(choice.label)),
            group=choice.group,
            about=None if about is None else _text(about),
        )

    def _letter(self, place: int, mail: Mail) -> Letter:
        found, send = self._rehearsal, mail.send
        at = mail.sent_at or found.now
        made = self._played.stage.compose(send, found.supposed.fields(at), at)
        why, rules = self._telling.unfinished(place), self._telling.last_rule(place)
        shown = _Shown(send.channel, made) if isinstance(made, Composed) else None
        return Letter(
            node=send.node,
            channel=send.channel,
            template=send.template,
            to="" if shown is None else shown.to,
            subject="" if shown is None else shown.subject,
            html=None if shown is None else shown.html,
            text=None if shown is None else shown.text,
            parts=None if shown is None else shown.parts,
            state=mail.state,
            written_at=mail.written_at,
            due_at=mail.due_at,
            sent_at=mail.sent_at,
            why=None if why is None else _text(why),
            rules=None if rules is None else _text(rules),
        )


class _Shown:
    """The finished bytes of a message, as something to look at."""

    def __init__(self, channel: str, made: Composed) -> None:
        content = made.outgoing.content
        self.to = made.outgoing.recipient
        self.subject = made.subject
        self.html: str | None = None
        self.text: str | None = None
        self.parts: int | None = None
        if channel == "email":
            mail = message_from_bytes(content, policy=policy.default)
            html, text = (mail.get_body((kind,)) for kind in ("html", "plain"))
            self.html = None if html is None else str(html.get_content())
            self.text = None if text is None else str(text.get_content())
        elif channel == "letter":
            self.html = content.decode()
        else:
            self.text = content.decode()
            self.parts = segments.count(self.text).parts if channel == "sms" else None


def _text(words: Mapping[str, str]) -> Text:
    return Text(**words)
