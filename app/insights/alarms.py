"""What is wrong with a running installation, in words: each alarm says what is seen, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from app.wording import Text

Severity = Literal["warning", "critical"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that somebody must look at."""

    code: str
    severity: Severity
    text: Text
    hint: Text


_ALARMS: dict[str, tuple[Severity, Text, Text]] = {
    "redis_away": (
        "critical",
        {"es": "Redis no responde.", "en": "Redis does not answer."},
        {
            "es": "Nadie avanza mientras tanto, y nada se pierde. Inicie Redis o revise REDIS_URL.",
            "en": "Nobody moves meanwhile, and nothing is lost. Start Redis, or check REDIS_URL.",
        },
    ),
    "no_worker": (
        "critical",
        {"es": "No hay ningún proceso de trabajo activo.", "en": "No worker is alive."},
        {"es": "Inicie al menos uno con: cauce worker", "en": "Start at least one with: cauce worker"},
    ),
    "no_ticker": (
        "critical",
        {
            "es": "Ningún proceso marca el paso: lo que vence no despierta a nadie.",
            "en": "No ticker is active: what falls due wakes nobody.",
        },
        {"es": "Inícielo con: cauce ticker", "en": "Start it with: cauce ticker"},
    ),
    "stuck": (
        "critical",
        {
            "es": "Personas que esperan un paso ya vencido que nadie tomó: {count}, desde hace {minutes} min.",
            "en": "People who wait for a step that is due and that nobody took: {count}, for {minutes} min.",
        },
        {"es": "", "en": ""},  # the likely cause stands here, see CAUSES
    ),
    "messages_stuck": (
        "critical",
        {
            "es": "Mensajes que debieron salir y siguen en cola: {count}, desde hace {minutes} min.",
            "en": "Messages that should have gone out and are still in the queue: {count}, for {minutes} min.",
        },
        {
            "es": "Revise que haya procesos de trabajo, que el canal responda (SMTP_URL, SMS_URL…) y que su límite por "
            "segundo baste.",
            "en": "Check that workers are alive, that the channel answers (SMTP_URL, SMS_URL …), and that its rate is "
            "high enough.",
        },
    ),
    "old_snapshot": (
        "warning",
        {
            "es": "Una sesión de la base de datos sigue abierta desde hace {minutes} min y frena a las demás.",
            "en": "A session of the database has been open for {minutes} min and slows all others down.",
        },
        {
            "es": "Termínela: búsquela por su xact_start en pg_stat_activity.",
            "en": "End it: find it by its xact_start in pg_stat_activity.",
        },
    ),
    "dead_letters": (
        "warning",
        {"es": "Personas detenidas por un fallo: {count}.", "en": "People who stand still after a failure: {count}."},
        {
            "es": "Revíselas en la lista de fallos: puede reintentar, saltar el paso o terminar el recorrido.",
            "en": "Look at the list of failures: try again, skip the step, or end the journey.",
        },
    ),
    "unknown_messages": (
        "warning",
        {
            "es": "Mensajes de los que no se sabe si salieron: {count}.",
            "en": "Messages of which nobody knows whether they went out: {count}.",
        },
        {
            "es": "Búsquelos en el registro del servidor de correo y diga en el estudio qué pasó con ellos.",
            "en": "Look for them in the mail server's log, and say in the studio what became of them.",
        },
    ),
    "acts_stuck": (
        "critical",
        {
            "es": "Cambios y avisos que debieron hacerse y siguen en cola: {count}, desde hace {minutes} min.",
            "en": "Changes and calls that should have been made and still wait: {count}, for {minutes} min.",
        },
        {
            "es": "Revise que haya procesos de trabajo y que estén instalados los paquetes de los pasos que usa el "
            "recorrido. Repárelo con: cauce doctor --repair",
            "en": "Check that workers are alive, and that the packages of the journey's steps are installed. Repair it "
            "with: cauce doctor --repair",
        },
    ),
    "failed_acts": (
        "warning",
        {
            "es": "Cambios y avisos que no se pudieron hacer: {count}.",
            "en": "Changes and calls that could not be made: {count}.",
        },
        {
            "es": "Vea por qué con: cauce dead-letters list; repítalos o sáltelos.",
            "en": "See why with: cauce dead-letters list; replay or skip them.",
        },
    ),
    "failed_jobs": (
        "warning",
        {"es": "Tareas que terminaron con un error: {count}.", "en": "Jobs that ended with an error: {count}."},
        {
            "es": "Los registros de los procesos de trabajo dicen dónde, en las líneas job_failed.",
            "en": "The logs of the workers say where, in their job_failed lines.",
        },
    ),
    "clock_apart": (
        "warning",
        {
            "es": "El reloj de esta máquina y el de la base de datos difieren {count} s.",
            "en": "The clocks of this machine and of the database are {count} s apart.",
        },
        {"es": "Sincronice todas las máquinas con NTP.", "en": "Keep all machines in step with NTP."},
    ),
}

CAUSES: dict[str, Text] = {
    "redis_away": {
        "es": "Causa probable: Redis no responde, así que nadie recibe avisos. Inícielo o revise REDIS_URL.",
        "en": "Likely cause: Redis does not answer, so nobody is woken. Start it, or check REDIS_URL.",
    },
    "no_worker": {
        "es": "Causa probable: no hay procesos de trabajo. Inicie al menos uno con: cauce worker",
        "en": "Likely cause: no worker is alive. Start at least one with: cauce worker",
    },
    "no_ticker": {
        "es": "Causa probable: nadie marca el paso. Inícielo con: cauce ticker",
        "en": "Likely cause: no ticker is active. Start it with: cauce ticker",
    },
    "old_snapshot": {
        "es": "Causa probable: una sesión vieja de la base de datos frena todo. Termínela.",
        "en": "Likely cause: an old session of the database slows everything down. End it.",
    },
    "lost_wake_up": {
        "es": "Causa probable: un aviso se perdió. Repárelo aquí o con: cauce doctor --repair",
        "en": "Likely cause: a wake-up was lost. Repair it here or with: cauce doctor --repair",
    },
    "behind": {
        "es": "Causa probable: hay más trabajo del que se alcanza a hacer. Agregue procesos de trabajo o una base de "
        "datos más rápida.",
        "en": "Likely cause: there is more work than can be done. Add workers, or a faster database.",
    },
}


def alarm(code: str, *, count: int = 0, minutes: int = 0, cause: str | None = None) -> Alarm:
    """One alarm in words; ``cause`` is a key of ``CAUSES`` whose words take the place of the hint."""
    severity, text, hint = _ALARMS[code]
    found = CAUSES[cause] if cause is not None else hint
    return Alarm(code, severity, _filled(text, count, minutes), found)


def _filled(text: Text, count: int, minutes: int) -> Text:
    said = {"{count}": f"{count}", "{minutes}": f"{minutes}"}
    return {language: _put(words, said) for language, words in text.items()}


def _put(words: str, said: dict[str, str]) -> str:
    for place, value in said.items():
        words = words.replace(place, value)
    return words
