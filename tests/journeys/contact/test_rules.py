"""Rule sets as data: what a file may say, which sets apply to whom, and the words of every rule."""

import tomllib
from typing import Any

import pytest

from journeys.contact import Never, NotBefore, Now, RuleBook, RuleError
from journeys.contact.decisions import BUSY, GONE, NO_ZONE
from journeys.contact.rules import read, read_house, shipped
from tests.journeys.contact.books import ALWAYS, MONDAY, NAMED, book, contacts, law, someone, utc

MANY = """
gaps = [{ hours = 30, sure = "conflict" }, { days = 2, id = "late", per = "debt" }]
caps = [{ max = 2, window = "day", count = "contact" }, { max = 1, window = "week" }]
distinct_channels = { max = 2, window = "day", days = 3 }

[[windows]]
days = "mon,wed"
from = "20:00"
to = "23:00"
channels = ["sms", "email"]
source = "A 7"
sure = "memory"
"""
NIGHT = utc("2026-03-02 03:00")
NIGHTLY = 'days = "mon-sun"\nfrom = "20:00"\nto = "23:00"\n'
LATE = f"[[windows]]\n{NIGHTLY}"


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("windws = 1", "windws", "is not known here; there is scope,"),
        ("windows = 1", "windows", "must be a list of tables"),
        ("windows = [1]", "windows 1", "must be a table"),
        (f'[[windows]]\n{NIGHTLY}[[windows]]\ndays = "mon"\nfrom = "08:00"\n', "windows 2, to", "is missing"),
        (LATE.replace("20:00", "8:00"), "windows 1, from", 'must be a time such as "08:00"'),
        (LATE.replace("20:00", "08:00\\n"), "windows 1, from", 'must be a time such as "08:00"'),
        (LATE.replace('"20:00"', "20:00:00"), "windows 1, from", 'must be a time such as "08:00"'),
        (LATE.replace("23:00", "20:00"), "windows 1, to", 'must be later than "from"'),
        (LATE.replace("mon-sun", "lun-vie"), "windows 1, days", 'must be days such as "mon-fri"'),
        (LATE + 'channels = ["emial"]', "windows 1, channels", 'must be "all" or a list of email, sms'),
        ('[[caps]]\nmax = 0\nwindow = "day"', "caps 1, max", "must be a whole number from 1 to 1000"),
        ('[[caps]]\nmax = 1\nwindow = "month"', "caps 1, window", 'must be "rolling" or "day" or "week"'),
        ('[[caps]]\nmax = 1\nwindow = "rolling"', "caps 1", 'needs either "days" or "hours"'),
        ('[[caps]]\nmax = 1\nwindow = "day"\nhours = 3', "caps 1, hours", 'is for window = "rolling" only'),
        ('[[caps]]\nmax = 1\nwindow = "week"\ndays = 3', "caps 1, days", "must be 7, or left out"),
        ('[[gaps]]\nhours = 1\nid = "x"\n[[gaps]]\nhours = 2\nid = "x"', "gaps 2", 'has the id "x"'),
        ('[[gaps]]\nhours = 1\nid = "window"', "gaps 1", 'has the id "window"'),
        ("[[cooloffs]]\nafter = []\ndays = 1", "cooloffs 1, after", "must be a list of email"),
        ('[[cooloffs]]\nafter = ["phone"]\ndays = 1', "cooloffs 1, after 1", 'must be "email" or'),
        ('holidays = "deny"\ncalendar = "ZZ"', "calendar", "is ZZ, of which no public holidays are known"),
        ('holidays = "deny"\ncalendar = "ES-XX"', "calendar", "is ES-XX, of which no public holidays are known"),
        ('scope = "bank"', "scope", 'must be "third_party" or "creditor"'),
        ('default_jurisdiction = "Colombia"', "default_jurisdiction", "must be a country or a part of one"),
        ('id = "mine"', "id", "is not known here"),
    ],
)  # fmt: skip
def test_a_house_policy_that_cannot_be_used_says_where_and_why(text: str, field: str, words: str) -> None:
    with pytest.raises(RuleError) as raised:
        law(text)
    assert raised.value.field == field
    assert f"{field} {words}" in str(raised.value)


def test_a_rule_set_must_say_where_it_comes_from() -> None:
    with pytest.raises(RuleError, match=r"^source is missing\.$"):
        read({"id": "XX", "name": {"es": "a", "en": "a"}, "sure": "verified"})


def test_two_sets_cannot_have_one_name() -> None:
    with pytest.raises(RuleError, match=r"^id is that of another rule set\.$"):
        book('id = "CO"\n')


def test_a_set_cannot_extend_one_that_there_is_not() -> None:
    with pytest.raises(RuleError, match=r"^extends names a rule set that there is not: US-STATE\.$"):
        book('id = "US-MA"\nextends = ["US-STATE"]\n')


def test_a_state_adds_to_its_country_and_to_what_it_extends() -> None:
    rules = book(
        f'id = "US-MA"\napplies_to = ["US-MA"]\nextends = ["BASE"]\n{LATE}',
        'id = "BASE"\nextends = ["US-MA", "house"]\n[[caps]]\nmax = 1\nwindow = "day"\n',
    )
    state, other = someone("UTC", "US-MA"), someone("UTC", "US-TX")
    noon, evening = utc("2026-03-02 12:00"), utc("2026-03-02 20:30")
    assert rules.decide(state, "email", 1, noon, ()) == NotBefore(utc("2026-03-02 20:00"), "US-MA/window")
    assert rules.decide(state, "email", 1, evening, ()) == Now()
    assert rules.decide(state, "email", 1, utc("2026-03-02 21:30"), ()) == NotBefore(
        utc("2026-03-03 20:00"), "US-FED/window"
    )
    assert rules.decide(state, "email", 1, evening, contacts(noon)) == NotBefore(utc("2026-03-03 20:00"), "BASE/cap")
    assert rules.decide(other, "email", 1, noon, contacts(noon)) == Now()


def test_a_law_for_third_parties_does_not_bind_a_creditor() -> None:
    person = someone("America/New_York", "US-NY")
    assert law().decide(person, "email", 1, NIGHT.replace(hour=6), ()) != Now()
    creditor = law(f'scope = "creditor"\n{ALWAYS}')
    assert creditor.decide(person, "email", 1, NIGHT.replace(hour=6), ()) == Now()
    assert {one["id"]: one["in_force"] for one in creditor.sets()} == {"CO": True, "US-FED": False, "house": True}


def test_a_house_may_say_which_law_holds_for_people_of_whom_none_is_known() -> None:
    rules = law(f'default_jurisdiction = "CO"\n{ALWAYS}')
    sunday = utc("2026-03-08 15:00")
    assert rules.decide(someone("America/Bogota"), "email", 1, sunday, ()) != Now()
    assert rules.decide(someone("America/Bogota", "ES"), "email", 1, sunday, ()) == Now()


@pytest.mark.parametrize(
    ("jurisdiction", "rule"),
    [("US-TX", "US-FED/opt_out"), ("CO", "house/opt_out"), (None, "house/opt_out")],
)
def test_who_opted_out_of_a_channel_is_never_contacted_over_it(jurisdiction: str | None, rule: str) -> None:
    noon = utc("2026-03-02 17:00")
    person = someone("America/Bogota", jurisdiction, "email")
    assert law().decide(person, "email", 1, noon, ()) == Never(rule)
    assert law().decide(person, "sms", 1, noon, ()) == Now()


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../etc/passwd", "/etc/passwd", "America", "a\0b", "ñ" * 300])
def test_nobody_is_contacted_whose_time_is_not_known(zone: str) -> None:
    assert law().decide(someone(zone), "email", 1, NIGHT, ()) == Never(NO_ZONE)


def test_many_kinds_of_people_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeys.contact.gate.LANES_KEPT", 3)
    rules = law()
    for place in ("US", "CO", "ES", "MX", "US", "PE"):
        rules.decide(someone("UTC", place), "email", 1, NIGHT, ())
    assert len(rules._lanes) <= 3


def test_every_shipped_rule_has_a_source_and_words_in_both_languages() -> None:
    sets = RuleBook.load().sets()
    assert [one["id"] for one in sets] == ["CO", "US-FED", "house"]
    rules = [rule for one in sets for rule in one["rules"]]
    assert {rule["rule"] for rule in rules} == {
        "CO/window", "CO/holiday", "CO/cap", "CO/channels", "CO/third_party",
        "US-FED/window", "US-FED/cap", "US-FED/cooloff", "US-FED/opt_out", "US-FED/third_party", "US-FED/retention",
        "house/window",
    }  # fmt: skip
    assert all(rule["sure"] == "verified" and rule["source"] for rule in rules)
    assert all(rule["text"]["es"] != rule["text"]["en"] for rule in rules)
    assert [len(one["unchecked"]) for one in sets] == [2, 4, 0]


@pytest.mark.parametrize(
    ("rule", "es", "en"),
    [
        (
            "CO/window",
            (
                "Solo se puede contactar de lunes a viernes de 07:00 a 19:00 y los sábados de 08:00 a 15:00, hora "
                "de la persona (Ley 2300 de 2023, art. 3)."
            ),
            (
                "Contact only Monday to Friday from 07:00 to 19:00 and on Saturdays from 08:00 to 15:00, the person's "
                "time (Ley 2300 de 2023, art. 3)."
            ),
        ),
        (
            "CO/holiday",
            "No se puede contactar en días festivos (Ley 2300 de 2023, art. 3).",
            "No contact on public holidays (Ley 2300 de 2023, art. 3).",
        ),
        (
            "US-FED/cap",
            (
                "Como máximo 7 intentos de contacto por deuda en 7 días (mensaje de voz, llamada) "
                "(12 CFR 1006.14(b)(2)(i)(A))."
            ),
            "At most 7 attempts to contact per debt within 7 days (voice message, call) (12 CFR 1006.14(b)(2)(i)(A)).",
        ),
        (
            "US-FED/opt_out",
            "La persona pidió no recibir más mensajes por este canal (12 CFR 1006.6(e), 1006.14(h)).",
            "The person asked for no more messages over this channel (12 CFR 1006.6(e), 1006.14(h)).",
        ),
        (
            "US-FED/third_party",
            "Solo se puede contactar al deudor (12 CFR 1006.6(d)(1)).",
            "Only the debtor may be contacted (12 CFR 1006.6(d)(1)).",
        ),
        (
            "CO/third_party",
            "Además del deudor solo se puede contactar a: fiadores y codeudores (Ley 2300 de 2023, art. 4).",
            "Beside the debtor only these may be contacted: guarantors and co-debtors (Ley 2300 de 2023, art. 4).",
        ),
        (
            "house/third_party",
            "Ninguna norma permite aquí escribir a quien no es el deudor.",
            "No rule allows writing to anybody but the debtor here.",
        ),
        (
            "house/opt_out",
            "La persona pidió no recibir más mensajes por este canal.",
            "The person asked for no more messages over this channel.",
        ),
        (
            "house/window",
            (
                "Solo se puede contactar los lunes y los miércoles de 20:00 a 23:00 (email, SMS), hora de la persona "
                "(A 7; sin verificar)."
            ),
            (
                "Contact only on Mondays and Wednesdays from 20:00 to 23:00 (email, SMS), the person's time "
                "(A 7; not verified)."
            ),
        ),
        (
            "house/cap",
            "Como máximo 2 conversaciones por persona en un día (Política de la casa).",
            "At most 2 conversations per person in a day (House policy).",
        ),
        (
            "house/cap_2",
            "Como máximo 1 intento de contacto por persona en una semana (de lunes a domingo) (Política de la casa).",
            "At most 1 attempt to contact per person in a week (Monday to Sunday) (House policy).",
        ),
        (
            "house/gap",
            (
                "Entre un intento de contacto y el siguiente por persona tienen que pasar 30 horas (Política de la "
                "casa; las fuentes no coinciden)."
            ),
            "30 hours must pass between two attempts to contact per person (House policy; sources disagree).",
        ),
        (
            "house/late",
            "Entre un intento de contacto y el siguiente por deuda tienen que pasar 2 días (Política de la casa).",
            "2 days must pass between two attempts to contact per debt (House policy).",
        ),
        (
            "house/channels",
            "Como máximo 2 canales distintos por persona en 3 días (Política de la casa).",
            "At most 2 different channels per person within 3 days (House policy).",
        ),
        ("CH/cap", "Lo impide una regla de contacto (CH/cap).", "A contact rule forbids it (CH/cap)."),
        ("CO/gone", "Lo impide una regla de contacto (CO/gone).", "A contact rule forbids it (CO/gone)."),
    ],
)
def test_every_rule_is_said_in_a_plain_sentence(rule: str, es: str, en: str) -> None:
    rules = law(MANY)
    assert (rules.explain(rule, "es"), rules.explain(rule, "en")) == (es, en)


@pytest.mark.parametrize("code", [BUSY, GONE, NO_ZONE])
def test_what_is_no_rule_is_said_too(code: str) -> None:
    assert code not in law().explain(code, "es")
    assert law().explain(code, "es") != law().explain(code, "en")


def test_windows_of_several_sources_name_them_all_and_the_least_sure() -> None:
    found = law(f'{LATE}source = "A 1"\n{LATE}source = "B 2"\nsure = "memory"\n').explain("house/window", "en")
    assert found.endswith("(A 1; B 2; not verified).")


def test_a_house_without_windows_of_its_own_keeps_the_shipped_ones() -> None:
    rules = law('[[gaps]]\nhours = 24\nchannels = ["email"]\n')
    assert rules.decide(someone(), "email", 1, MONDAY, ()) == NotBefore(MONDAY.replace(hour=8), "house/window")


def test_records_are_kept_as_long_as_the_law_that_asks_for_most() -> None:
    rules = book('id = "US-XX"\napplies_to = ["US-XX"]\n[retention]\nyears = 5\n')
    kept = [rules.retention(place) for place in ("US-XX", "US-TX", "CO", None)]
    assert [one and (one.years, one.cited.rule) for one in kept] == [
        (5, "US-XX/retention"),
        (3, "US-FED/retention"),
        None,
        None,
    ]


def test_a_set_lists_only_the_rules_it_has() -> None:
    (found,) = (one for one in book('id = "XX"\nbinds = ["creditor"]\n').sets() if one["id"] == "XX")
    assert (found["rules"], found["binds"], found["in_force"]) == ([], ["creditor"], False)


def test_the_shipped_files_are_what_the_form_asks_for() -> None:
    assert [one.id for one in shipped()] == ["CO", "US-FED"]
    assert read_house(None).rules.id == "house"
    assert read(_parsed("XX")).applies_to == ()


def _parsed(name: str) -> dict[str, Any]:
    return tomllib.loads(f'id = "{name}"\n{NAMED}')
