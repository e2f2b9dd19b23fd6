"""Whom a message would not reach because something about them is not known, and what a message costs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import here
from app.api.permissions import Permission
from app.api.shapes.base import Text
from app.api.shapes.reach import EmptyToken, Lack, PriceList, Reach, ReachQuery, TemplateLacks
from app.errors import InvalidError
from app.flow import lacking
from app.http import ProblemError
from app.store import fields, reach, segments
from renderers import formats

reach_area = area("reach", "Whom messages reach, and what they cost.")

UNKNOWN = {"es": "No hay ningún campo «{names}».", "en": "There is no field “{names}”."}
BAD_CONDITION = {"es": "La condición no se puede usar: {why}", "en": "The condition cannot be used: {why}"}
LACKING = {
    "es": ("{count} de {total} no tiene «{label}»", "{count} de {total} no tienen «{label}»"),
    "en": ("{count} of {total} has no {label}", "{count} of {total} have no {label}"),
}


@reach_area.post("/templates/reach", responses=answers(200, Reach, 404))
@allow(Permission.journeys_read)
def count_reach(body: ReachQuery) -> Response:
    """Count, of a condition's, a segment's or a journey's accounts, those that a message would not reach.

    They have no value for one of these tokens, or for one that one of these templates cannot do without.
    """
    now = here().clock.now()
    try:
        with here().db.read() as session:
            strange = reach.unknown(session, body.tokens)
            if strange:
                detail = {language: text.format(names=", ".join(strange)) for language, text in UNKNOWN.items()}
                raise ProblemError("invalid", fields={"tokens": detail})
            found, lacks = _counted(session, body, now)
            labels = {name: field.labels for name, field in fields.token_fields(session).items()}
    except InvalidError as error:
        detail = {language: text.format(why=error) for language, text in BAD_CONDITION.items()}
        raise ProblemError("invalid", fields={"condition": detail}) from error
    most = sorted(((count, name) for name, count in found.empty.items() if count), reverse=True)
    empty = [
        EmptyToken(token=name, count=count, text=_said(count, found.total or 0, labels[name])) for count, name in most
    ]
    of_templates = [
        TemplateLacks(template=key, lacks=[_lack(one, found.total or 0, labels) for one in there])
        for key, there in lacks.items()
    ]
    return reply(Reach(total=found.total, empty=empty, templates=of_templates))


@reach_area.get("/prices", responses=answers(200, PriceList))
@allow(Permission.journeys_read)
def get_prices() -> Response:
    """What one message of each channel costs here."""
    prices = here().config.prices
    if prices is None:
        return reply(PriceList(currency=None, millionths={}))
    return reply(PriceList(currency=prices.currency, millionths=dict(prices.millionths)))


def _counted(
    session: Session, body: ReachQuery, now: datetime
) -> tuple[reach.Reach, Mapping[str, Sequence[lacking.Lack]]]:
    """What was asked for: of tokens, of templates, or only how many there are."""
    audience = _audience(session, body)
    if not body.templates:
        return reach.empty(session, body.tokens, audience, now), {}
    total, lacks = lacking.of_templates(session, body.templates, audience, now)
    return reach.empty(session, body.tokens, audience, now) if body.tokens else reach.Reach(total, {}), lacks


def _audience(session: Session, body: ReachQuery) -> Mapping[str, Any] | None:
    """Whom to count: all that was asked for has to hold."""
    parts = [body.condition] if body.condition is not None else []
    if body.segment is not None:
        parts.append(segments.require(session, body.segment).condition)
    if body.journey is not None:
        theirs = reach.audience_of(session, body.journey)
        parts += [] if theirs is None else [dict(theirs)]
    return {"all": parts} if parts else None


def _lack(lack: lacking.Lack, total: int, labels: Mapping[str, Mapping[str, str]]) -> Lack:
    """A lack as the API tells it; a token that is no field any more goes by its name."""
    label = labels.get(lack.token, {"es": lack.token, "en": lack.token})
    return Lack(
        token=lack.token,
        label=Text(**label),
        count=lack.count,
        text=_said(lack.count, total, label),
        languages=list(lack.languages),
        variants=list(lack.variants),
        condition=dict(lack.condition),
    )


def _said(count: int, total: int, labels: Mapping[str, str]) -> Text:
    """As in "38 of 1,284 have no first name"."""

    def write(language: str) -> str:
        one, many = LACKING[language]
        label = labels[language] if language == "es" else labels[language].lower()
        figures = {"count": formats.number(count, language), "total": formats.number(total, language)}
        return (one if count == 1 else many).format(label=label, **figures)

    return Text(es=write("es"), en=write("en"))
