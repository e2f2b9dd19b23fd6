"""Taking a full name apart, as far as that can be done without knowing the person."""

_PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "da", "das", "do", "dos", "van", "von", "y", "e", "san", "santa"}
)
_SPANISH_SURNAMES = 2


def split_name(full: str | None, language: str) -> tuple[str | None, str | None]:
    """First and last names. ``Last, First`` is taken at its word; in Spanish the last two names are surnames."""
    if full is None:
        return None, None
    if "," in full:
        last, _, first = full.partition(",")
        return first.strip() or None, last.strip() or None
    words = _join_particles(full.split())
    if len(words) < 2:  # noqa: PLR2004 - a name alone
        return full, None
    surnames = _SPANISH_SURNAMES if language == "es" and len(words) > _SPANISH_SURNAMES else 1
    return " ".join(words[:-surnames]), " ".join(words[-surnames:])


def _join_particles(words: list[str]) -> list[str]:
    """``de la Cruz`` is one surname."""
    joined: list[str] = []
    pending: list[str] = []
    for word in words:
        pending.append(word)
        if word.casefold() not in _PARTICLES:
            joined.append(" ".join(pending))
            pending = []
    return joined + ([" ".join(pending)] if pending else [])
