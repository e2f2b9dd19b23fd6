"""A rehearsal in words: what happened at each step, and why somebody stands where they are."""

from collections.abc import Mapping
from typing import Any

from app import reasons
from app.insights import labels
from app.insights.labels import Text
from journeys.asking import outcomes_of
from journeys.contact import RuleBook
from journeys.contact.decisions import GONE
from journeys.exits import EXITS
from journeys.problems import CheckContext
from journeys.rehearsing import Entry, Happening, Rehearsal

MESSAGE_ENDS: Mapping[str, Text] = {
    "queued": {"es": "Espera su hora.", "en": "Waits for its time."},
    "sent": {"es": "Se envió.", "en": "It was sent."},
    "late": {"es": "No se envió: llegaba ya tarde.", "en": "It was not sent: it would have come too late."},
    "cancelled": {"es": "Se anuló.", "en": "It was cancelled."},
}
ACTS: Mapping[str, Text] = {
    "change": {"es": "Se hizo el cambio.", "en": "The change was made."},
    "charge": {"es": "Se hizo el cargo.", "en": "The charge was made."},
    "webhook": {"es": "El otro sistema respondió.", "en": "The other system answered."},
    "start_journey": {"es": "Entraría en el otro recorrido.", "en": "Would enter the other journey."},
    "offer_plan": {"es": "Se ofreció el plan de pagos.", "en": "The instalment plan was offered."},
    "offer_settlement": {"es": "Se ofreció la quita.", "en": "The settlement was offered."},
    "settle_promise": {"es": "Se anotó qué fue de la promesa.", "en": "What became of the promise was noted."},
    "settle_plan": {"es": "Se anotó qué fue del plan.", "en": "What became of the plan was noted."},
    "note_missed": {"es": "Se anotó una cuota impagada.", "en": "A missed instalment was noted."},
}
DONE: Text = {"es": "Se hizo lo que pedía el paso.", "en": "What the step asked for was done."}
NOT_DONE: Text = {"es": "No se pudo hacer lo que pedía el paso.", "en": "What the step asked for could not be done."}
ALL_PAID: Text = {"es": "Paga todo lo que debe", "en": "Pays all that is owed"}
PRETENDED: Text = {"es": "Se supone", "en": "Pretended"}


class Telling:
    """Tells a rehearsal of this graph in the words of ``known``; rules in those of ``book``."""

    def __init__(self, rehearsal: Rehearsal, graph: Mapping[str, Any], known: CheckContext, book: RuleBook) -> None:
        self._rehearsal = rehearsal
        self._graph = graph
        self._known = known
        self._book = book

    def label(self, entry: Entry) -> Text:
        """What the step of an entry is called."""
        return labels.kind_of(self._graph, entry.node) if entry.node else PRETENDED

    def entry(self, entry: Entry) -> Text:
        """One thing that happened."""
        if entry.what == "left":
            return labels.of_move(self._graph, entry.node, entry.why, self._known)
        if entry.what == "act":
            return ACTS.get(entry.why, DONE) if entry.ok else NOT_DONE
        if entry.what == "task":
            said = labels.of_node(self._graph, entry.node, self._known)
            return {"es": f"Alguien recibe una tarea. {said['es']}.", "en": f"Somebody gets a task. {said['en']}."}
        if entry.happening is not None:
            return self.happening(entry.happening)
        return self._message(entry)

    def happening(self, happening: Happening) -> Text:
        """What was pretended."""
        if happening.kind == "pays" and happening.amount is not None:
            fields = self._rehearsal.supposed.fields(self._rehearsal.now)
            amount = labels.of_money(happening.amount, str(fields.get("account.currency", "EUR")))
            return {"es": f"Paga {amount['es']}", "en": f"Pays {amount['en']}"}
        return _happening(happening, self._graph)

    def rule(self, rule: str) -> Text:
        """A contact rule in a sentence."""
        if rule == GONE:
            return {"es": "Esta persona ya no existe.", "en": "There is no such person any more."}
        return {language: self._book.explain(rule, language) for language in labels.LANGUAGES}

    def last_rule(self, place: int) -> Text | None:
        """What the contact rules last said of a message, where they said no."""
        said = [one for one in self._rehearsal.entries if one.mail == place and one.what in {"later", "never"}]
        return self.rule(said[-1].why) if said else None

    def unfinished(self, place: int) -> Text | None:
        """Why a message could not be finished."""
        said = [one for one in self._rehearsal.entries if one.mail == place and one.what == "unfinished"]
        words = reasons.read(said[-1].why) if said else None
        return None if words is None else dict(words)

    def why(self) -> Text | None:
        """How the journey ended, or why the person cannot go on."""
        stuck, ended = self._rehearsal.stuck, self._rehearsal.ended
        if stuck is None:
            return None if ended is None else labels.ended(ended)
        port = labels.of_port(self._graph, stuck.node, stuck.detail) or dict.fromkeys(labels.LANGUAGES, stuck.detail)
        words = {language: reasons.read(reasons.reason(stuck.code, port[language])) for language in labels.LANGUAGES}
        return {language: text[language] for language, text in words.items() if text is not None}

    def _message(self, entry: Entry) -> Text:
        if entry.what in {"later", "never"}:
            return self.rule(entry.why)
        if entry.what == "unfinished":
            return dict(reasons.read(entry.why) or MESSAGE_ENDS["cancelled"])
        if entry.what == "on_hold":
            hold = labels.of_end(f"exit:{entry.why}")
            return {"es": f"Espera: {hold['es'].lower()}.", "en": f"It waits: {hold['en'].lower()}."}
        return MESSAGE_ENDS[entry.what]


def _happening(happening: Happening, graph: Mapping[str, Any]) -> Text:
    """What was pretended, by its kind and what it is about."""
    detail = happening.detail
    if happening.kind == "task":
        ports = {port.name: dict(port.labels) for port in outcomes_of(graph, happening.node)}
        return ports.get(detail, {"es": detail, "en": detail})
    if happening.kind == "flag":
        return dict(EXITS[detail].labels)
    if happening.kind == "unflag":
        flag = EXITS[detail].labels
        return {"es": f"Ya no: {flag['es'].lower()}", "en": f"No longer: {flag['en'].lower()}"}
    named = {"pays": ALL_PAID, "promises": labels.of_event("promise_made"), "ended": labels.of_event("journey_ended")}
    event = f"{happening.kind}_{detail}" if happening.kind in {"plan", "offer"} else detail
    return named.get(happening.kind) or labels.of_event(event)
