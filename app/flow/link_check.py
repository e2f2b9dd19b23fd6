"""Whether the links of a message lead anywhere: each is asked for, from here, before anybody gets it.

What is not on the open internet is not asked for (``app.flow.destinations``), nor is anything sent along.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from app.config import Config
from app.flow.destinations import Destination, find
from app.flow.posting import Posted, Silence, look
from app.reasons import code_of
from renderers.review.finding import Finding, Text, say, short, warning

SECONDS = 5.0  # for each try
MOST = 80  # links of one template, in all its languages, that are asked for
AT_ONCE = 8
GONE = 400  # from here on an answer says that there is nothing to read
THERE = frozenset({401, 403, 405, 406, 418, 429, 451, 503})  # it is there, and wants no machines or none right now


WHY: Mapping[str, Text] = {
    "host_unknown": say("no se encuentra el servidor", "the server cannot be found"),
    "host_private": say("es de una red interna", "it is inside of a network"),
    "url_unfit": say("no es una dirección que se pueda abrir", "it is no address that can be opened"),
    "TimeoutError": say("tardó demasiado", "it took too long"),
}
BROKEN = say("no se pudo conectar", "it could not be connected to")
"""What is said of any other way to fail."""


def check(addresses: Iterable[str], config: Config) -> Mapping[str, Finding]:
    """What is wrong with each of these addresses; those that answer are left out. Takes seconds."""
    wanted = [one for one in dict.fromkeys(addresses) if _is_web(one) and not _is_ours(one, config)][:MOST]
    if not wanted:
        return {}
    with ThreadPoolExecutor(min(AT_ONCE, len(wanted)), thread_name_prefix="links") as pool:
        found = pool.map(lambda address: _one(address, config), wanted)
        return {address: finding for address, finding in zip(wanted, found, strict=True) if finding is not None}


def _one(address: str, config: Config) -> Finding | None:
    where = find(address, config)
    if isinstance(where, Destination):
        answer = _asked(where)
        if isinstance(answer, Posted) and (answer.status < GONE or answer.status in THERE):
            return None
        if isinstance(answer, Posted):
            status = str(answer.status)
            return _dead(address, status, say(f"respondió {status}", f"it answered {status}"))
        return _dead(address, answer.why)
    if address.startswith("http:"):
        return warning(
            "link_insecure",
            say(f"Un enlace no va cifrado: {short(address)}", f"A link is not encrypted: {short(address)}"),
            say("Use la dirección que empieza por https://.", "Use the address that begins with https://."),
            address=address,
        )
    return _dead(address, code_of(where.why))


def _asked(where: Destination) -> Posted | Silence:
    """What a HEAD is answered; a GET where a server does not take that, or says nothing good to it."""
    answer = look(where, "HEAD", SECONDS)
    return answer if isinstance(answer, Posted) and answer.status < GONE else look(where, "GET", SECONDS)


def _dead(address: str, why: str, answered: Text | None = None) -> Finding:
    words = answered or WHY.get(why, BROKEN)
    return warning(
        "link_dead",
        say(
            f"Un enlace no lleva a ninguna parte: {short(address)} ({words['es']}).",
            f"A link leads nowhere: {short(address)} ({words['en']}).",
        ),
        say("Ábralo usted, corríjalo o quítelo.", "Open it yourself; correct it, or take it out."),
        address=address,
        why=why,
    )


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _is_ours(address: str, config: Config) -> bool:
    """What leads to the debtors' own pages is made for each of them, and not there before."""
    try:
        return urlsplit(address).netloc == urlsplit(config.public_url).netloc
    except ValueError:
        return False
