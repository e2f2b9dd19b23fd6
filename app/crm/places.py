"""Countries, jurisdictions and what follows from them: a time zone, a currency and a language."""

import re
import unicodedata
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies
from phonenumbers import region_code_for_number
from phonenumbers.phonenumber import PhoneNumber

LANGUAGES = ("es", "en")  # what Cauce writes

_LANGUAGE_NAMES = {
    "es": ("es", "spa", "esp", "spanish", "espanol", "castellano", "castilian", "espagnol", "sp"),
    "en": ("en", "eng", "ing", "english", "ingles", "anglais"),
}
_LANGUAGE_OF = {name: code for code, names in _LANGUAGE_NAMES.items() for name in names}

_SPANISH = frozenset("ES MX CO AR PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY GQ PR".split())  # noqa: SIM905 - a list to read

# Where a country has several zones, the one most of its people live in.
_MAIN_ZONE = {
    "US": "America/New_York",
    "MX": "America/Mexico_City",
    "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
    "NZ": "Pacific/Auckland",
    "CL": "America/Santiago",
    "EC": "America/Guayaquil",
    "AR": "America/Argentina/Buenos_Aires",
    "DE": "Europe/Berlin",
    "GB": "Europe/London",
}
_US_ZONES = {
    "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
}
_ZONE_OF_STATE = {f"US-{state}": zone for zone, states in _US_ZONES.items() for state in states.split()}
_ZONE_OF_STATE |= {"ES-CN": "Atlantic/Canary", "MX-BCN": "America/Tijuana", "MX-SON": "America/Hermosillo"}

_ALPHA3 = {"ESP": "ES", "COL": "CO", "MEX": "MX", "USA": "US", "CHL": "CL", "PER": "PE", "ARG": "AR", "GBR": "GB"}
_HOME_OF_CURRENCY = {"EUR": "ES", "USD": "US", "GBP": "GB"}  # other currencies have one country
_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,13})?")


def fold(text: str) -> str:
    """Lower case without accents, one space between words: how names are compared and searched."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@cache
def read_jurisdiction(text: str) -> str | None:
    """The jurisdiction that this text names: a country, by code or name in es or en, or a code with a subdivision."""
    code = text.strip().upper().replace("_", "-")
    code = _ALPHA3.get(code, code)
    if _JURISDICTION.fullmatch(code) and code[:2] in _territories():
        return code
    return _country_names().get(fold(text).replace(".", ""))


@cache
def read_language(text: str) -> str | None:
    """The code of the language that this text names: ``es``, ``es-MX``, ``Español``, ``spa``..."""
    return _LANGUAGE_OF.get(re.split(r"[-_ (/]", fold(text))[0])


@cache
def read_zone(text: str) -> str | None:
    """The IANA time zone of this name."""
    return _zones().get(text.strip().replace(" ", "_").casefold())


@cache
def read_currency(text: str) -> str | None:
    """The ISO 4217 code that this text is."""
    code = text.strip().upper()
    return code if code in list_currencies() else None


def country_of(jurisdiction: str | None) -> str | None:
    """The country of a jurisdiction."""
    return jurisdiction[:2] if jurisdiction else None


@cache
def country_of_currency(currency: str) -> str | None:
    """The country whose own currency this is; for the euro and the two that many use, the one we expect."""
    if currency in _HOME_OF_CURRENCY:
        return _HOME_OF_CURRENCY[currency]
    homes = [land for land in _territories() if get_territory_currencies(land)[:1] == [currency]]
    return next((land for land in homes if currency.startswith(land)), homes[0] if homes else None)


def country_of_phone(number: PhoneNumber) -> str | None:
    """The country of a phone number."""
    region: str | None = region_code_for_number(number)
    return region


@cache
def currency_of(country: str) -> str | None:
    """The currency of a country."""
    return next(iter(get_territory_currencies(country)), None)


@cache
def zone_of(jurisdiction: str) -> str | None:
    """The time zone of a jurisdiction; where a country has several, the one most people live in."""
    if jurisdiction in _ZONE_OF_STATE:
        return _ZONE_OF_STATE[jurisdiction]
    country = jurisdiction[:2]
    zones: list[str] = get_global("territory_zones").get(country, [])
    return _MAIN_ZONE.get(country) or next((zone for zone in zones if zone in available_timezones()), None)


def language_of(country: str | None) -> str:
    """The language in which people of a country are written to, as long as nobody says another."""
    return "en" if country and country not in _SPANISH else "es"


def month_first(country: str | None) -> bool:
    """Whether people of this country write the month before the day."""
    return country in {"US", "PH"}


@cache
def decimal_of(country: str | None) -> str:
    """The decimal separator of a country."""
    if country is None:
        return "."
    language = language_of(country)
    try:
        symbols: Any = Locale(language, country).number_symbols["latn"]
    except (ValueError, KeyError):
        return "."
    return str(symbols["decimal"])


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}


@cache
def _territories() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code))


@cache
def _country_names() -> dict[str, str]:
    names = {"eeuu": "US", "ee uu": "US", "estados unidos de america": "US", "reino unido": "GB", "inglaterra": "GB"}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in _territories():
                names[fold(name).replace(".", "")] = code
    return names
