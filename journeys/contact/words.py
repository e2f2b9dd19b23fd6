"""Contact rules in plain sentences, with their sources."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from journeys.contact.decisions import BUSY, GONE, NO_THIRD_PARTY, NO_ZONE, OPT_OUT
from journeys.contact.limits import Cited, Limit
from journeys.contact.rules import HOUSE, HOUSE_SOURCE, RuleSet, ThirdParty, Window
from journeys.wording import LANGUAGES, Text, counted, fill, say

ALL_WEEK = 7

_DAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CHANNELS: dict[str, Text] = {
    "email": say("email", "email"),
    "sms": say("SMS", "SMS"),
    "whatsapp": say("WhatsApp", "WhatsApp"),
    "voice": say("mensaje de voz", "voice message"),
    "letter": say("carta", "letter"),
    "call": say("llamada", "call"),
    "visit": say("visita", "visit"),
}
_SURE: dict[str, Text] = {
    "verified": say("", ""),
    "memory": say("; sin verificar", "; not verified"),
    "conflict": say("; las fuentes no coinciden", "; sources disagree"),
}
_GATE: dict[str, Text] = {
    NO_ZONE: say(
        "La zona horaria de la persona no es válida, así que no se sabe qué hora es para ella.",
        "The person's time zone is not valid, so nobody knows what time it is for them.",
    ),
    GONE: say("La persona ya no existe en el sistema.", "The person is not in the system any more."),
    BUSY: say(
        "En este momento se está decidiendo otro mensaje para la misma persona.",
        "Another message to the same person is being decided at this moment.",
    ),
    NO_THIRD_PARTY: say(
        "Ninguna norma permite aquí escribir a quien no es el deudor.",
        "No rule allows writing to anybody but the debtor here.",
    ),
    OPT_OUT: say(
        "La persona pidió no recibir más mensajes por este canal.",
        "The person asked for no more messages over this channel.",
    ),
}
_UNKNOWN = say("Lo impide una regla de contacto ({rule}).", "A contact rule forbids it ({rule}).")
_WINDOWS = say("Solo se puede contactar {when}, hora de la persona", "Contact only {when}, the person's time")
_HOLIDAY = say("No se puede contactar en días festivos", "No contact on public holidays")
_RETENTION = say(
    "Los registros de la persona se guardan {years} años desde lo último que pasó",
    "The person's records are kept for {years} years after what happened last",
)
_THIRD_PARTY = say(
    "Además del deudor solo se puede contactar a: {who}", "Beside the debtor only these may be contacted: {who}"
)
_NO_ONE_ELSE = say("Solo se puede contactar al deudor", "Only the debtor may be contacted")
_ROLES: dict[str, Text] = {
    "guarantor": say("fiadores", "guarantors"),
    "co_debtor": say("codeudores", "co-debtors"),
}
_CAP = say("Como máximo {many} por {whom} {reach}{over}", "At most {many} per {whom} {reach}{over}")
_GAP = say(
    "Entre un intento de contacto y el siguiente por {whom} tienen que pasar {length}{over}",
    "{length} must pass between two attempts to contact per {whom}{over}",
)
_COOLOFF = say(
    "Después de hablar con la persona hay que esperar {length}, por {whom}{over}",
    "After a conversation there is no contact for {length}, per {whom}{over}",
)
_DISTINCT = say("Como máximo {many} por {whom} {reach}", "At most {many} per {whom} {reach}")


def sentence(rule: str, sets: Mapping[str, RuleSet]) -> Text:
    """A rule by name in one sentence with its source; one that is not there any more is named."""
    name, _, _ = rule.partition("/")
    if name in sets:
        for cited, words in rules_in_words(sets[name]):
            if cited.rule == rule:
                return words
    return _GATE.get(rule) or fill(_UNKNOWN, rule=rule)


def as_data(one: RuleSet, *, in_force: bool) -> dict[str, Any]:
    """A rule set as plain data, each rule in words."""
    return {
        "id": one.id,
        "name": dict(one.name),
        "applies_to": list(one.applies_to),
        "binds": sorted(one.binds),
        "extends": list(one.extends),
        "in_force": in_force,
        "rules": [
            {"rule": cited.rule, "text": dict(words), "source": cited.source, "sure": cited.sure}
            for cited, words in rules_in_words(one)
        ],
        "unchecked": [{"text": dict(item.text), "source": item.source, "sure": item.sure} for item in one.unchecked],
    }


def rules_in_words(one: RuleSet) -> Iterable[tuple[Cited, Text]]:
    """Every rule of a set with its sentence."""
    said: list[tuple[Cited, Text]] = []
    if one.windows:
        said.append((window_cited(one, one.windows), _windows(one.windows)))
    if one.holidays is not None:
        said.append((one.holidays, _HOLIDAY))
    said += [(limit.cited, _limit(limit)) for limit in one.limits]
    if one.opt_out is not None:
        said.append((one.opt_out, {language: text.rstrip(".") for language, text in _GATE[OPT_OUT].items()}))
    if one.third_party is not None:
        said.append((one.third_party.cited, _third_party(one.third_party)))
    if one.retention is not None:
        said.append((one.retention.cited, fill(_RETENTION, years=str(one.retention.years))))
    return [(cited, _with_source(words, cited, one)) for cited, words in said]


def _third_party(rule: ThirdParty) -> Text:
    if not rule.allowed:
        return _NO_ONE_ELSE
    who = {
        language: _and([_ROLES[role][language] for role in _ROLES if role in rule.allowed], language)
        for language in LANGUAGES
    }
    return fill(_THIRD_PARTY, who=who)


def window_cited(one: RuleSet, windows: Sequence[Window]) -> Cited:
    """The hours of a set are one rule, whose sources are those of its windows."""
    sources = dict.fromkeys(window.source for window in windows)
    least = max((window.sure for window in windows), key=list(_SURE).index)
    return Cited(f"{one.id}/window", "; ".join(sources), least)


def _with_source(words: Text, cited: Cited, one: RuleSet) -> Text:
    own = one.id == HOUSE and cited.source == HOUSE_SOURCE
    source = one.name if own else say(cited.source, cited.source)
    return {language: f"{words[language]} ({source[language]}{_SURE[cited.sure][language]})." for language in LANGUAGES}


def _windows(windows: Sequence[Window]) -> Text:
    return {
        language: _WINDOWS[language].format(when=_and([_window(one, language) for one in windows], language))
        for language in LANGUAGES
    }


def _window(window: Window, language: str) -> str:
    days = _weekdays(window.days, language)
    hours = say("de {begins} a {ends}", "from {begins} to {ends}")[language]
    return f"{days} {hours.format(begins=_clock(window.begins), ends=_clock(window.ends))}" + _over(
        window.channels, language
    )


def _weekdays(days: frozenset[int], language: str) -> str:
    """Days of the week in words, an unbroken row of three or more as from the first to the last."""
    names = _DAYS[language]
    if len(days) == ALL_WEEK:
        return say("todos los días", "every day")[language]
    ordered = sorted(days)
    first, last = ordered[0], ordered[-1]
    if last - first + 1 == len(ordered) > 2:  # noqa: PLR2004 - two days are said one by one
        return say(f"de {names[first]} a {names[last]}", f"{names[first]} to {names[last]}")[language]
    plural = [f"los {name}s" if name in {"sábado", "domingo"} else f"los {name}" for name in names]
    words = plural if language == "es" else [f"{name}s" for name in names]
    return say("", "on ")[language] + _and([words[day] for day in ordered], language)


def _limit(limit: Limit) -> Text:
    words = {"cap": _CAP, "gap": _GAP, "cooloff": _COOLOFF, "channels": _DISTINCT}[limit.kind]
    return {
        language: words[language].format(
            many=_many(limit, language),
            whom=_whom(limit, language),
            reach=_reach(limit, language),
            length=_length(limit, language),
            over=_over(limit.channels, language),
        )
        for language in LANGUAGES
    }


def _many(limit: Limit, language: str) -> str:
    if limit.kind == "channels":
        nouns = say("canal distinto", "different channel"), say("canales distintos", "different channels")
    elif limit.reached_only:
        nouns = say("conversación", "conversation"), say("conversaciones", "conversations")
    else:
        nouns = say("intento de contacto", "attempt to contact"), say("intentos de contacto", "attempts to contact")
    return counted(limit.most, nouns[0][language], nouns[1][language])


def _whom(limit: Limit, language: str) -> str:
    return (say("deuda", "debt") if limit.per_account else say("persona", "person"))[language]


def _reach(limit: Limit, language: str) -> str:
    reach = limit.reach
    if reach.period == "week":
        return say("en una semana (de lunes a domingo)", "in a week (Monday to Sunday)")[language]
    if reach.period == "day" and reach.days == 1:
        return say("en un día", "in a day")[language]
    return say("en", "within")[language] + f" {_length(limit, language)}"


def _length(limit: Limit, language: str) -> str:
    hours = int(limit.reach.length.total_seconds()) // 3600
    if hours % 24:
        return counted(hours, *(say("hora", "hour")[language], say("horas", "hours")[language]))
    days = limit.reach.days or hours // 24
    return counted(days, say("día", "day")[language], say("días", "days")[language])


def _over(channels: frozenset[str] | None, language: str) -> str:
    if channels is None:
        return ""
    return f" ({', '.join(words[language] for name, words in _CHANNELS.items() if name in channels)})"


def _and(parts: Sequence[str], language: str) -> str:
    *first, last = parts
    return f"{', '.join(first)} {say('y', 'and')[language]} {last}" if first else last


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
