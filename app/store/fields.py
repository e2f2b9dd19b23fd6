"""The CRM field registry: what conditions may ask about a debt and what messages may say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CrmField

FieldType = Literal["text", "number", "money", "date", "boolean", "tags"]
TYPES: tuple[FieldType, ...] = ("text", "number", "money", "date", "boolean")
"""The types that a field of the customer's own may have."""

USUAL = "EUR"
"""The currency of the samples, where nobody knows of another."""


@dataclass(frozen=True)
class Field:
    """One field: its dotted name, its type, and how people read it.

    ``scope`` is debtor, account, portfolio, or promise, plan and offer (the newest of the account), calendar, item
    (inside a round, whatever it goes through), or link for what only a message can say. ``sample`` is made up.
    Money is in minor units of ``account.currency``; dates are ISO 8601.
    """

    name: str
    type: FieldType
    labels: Mapping[str, str]
    personal: bool
    sample: str
    scope: str

    @property
    def key(self) -> str:
        """Its name without the scope: the key in ``custom`` of a field of the customer's own."""
        return self.name.partition(".")[2]


def _field(  # noqa: PLR0913 - a row of the table below
    name: str, kind: FieldType, es: str, en: str, sample: str, *, personal: bool = False
) -> Field:
    return Field(name, kind, {"es": es, "en": en}, personal, sample, name.partition(".")[0])


_FIELDS = (
    _field("debtor.ref", "text", "Referencia del deudor", "Debtor reference", "D-1042", personal=True),
    _field("debtor.first_name", "text", "Nombre", "First name", "Lucía", personal=True),
    _field("debtor.last_name", "text", "Apellidos", "Last name", "Ortega Rivas", personal=True),
    _field("debtor.full_name", "text", "Nombre completo", "Full name", "Lucía Ortega Rivas", personal=True),
    _field("debtor.birth_date", "date", "Fecha de nacimiento", "Date of birth", "1984-07-19", personal=True),
    _field("debtor.document", "text", "Documento de identidad", "Identity document", "52998224", personal=True),
    _field("debtor.language", "text", "Idioma", "Language", "es"),
    _field("debtor.time_zone", "text", "Zona horaria", "Time zone", "America/Bogota"),
    _field("debtor.jurisdiction", "text", "Jurisdicción", "Jurisdiction", "CO"),
    _field("debtor.email", "text", "Correo electrónico", "Email address", "lucia@correo.example", personal=True),
    _field("debtor.mobile", "text", "Teléfono móvil", "Mobile number", "+573001234567", personal=True),
    _field("debtor.postal", "text", "Dirección postal", "Postal address", "Calle 12 # 3-45, Bogotá", personal=True),
    _field("account.ref", "text", "Referencia de la cuenta", "Account reference", "A-77120"),
    _field("account.creditor", "text", "Acreedor", "Creditor", "Marea Energía"),
    _field("account.product", "text", "Producto", "Product", "Marea Hogar"),
    _field("account.nature", "text", "Naturaleza de la deuda", "Nature of the debt", "consumer loan"),
    _field("account.currency", "text", "Moneda", "Currency", USUAL),
    _field("account.principal", "money", "Capital", "Principal", "38000"),
    _field("account.interest", "money", "Intereses", "Interest", "2230"),
    _field("account.fees", "money", "Comisiones y gastos", "Fees", "1000"),
    _field("account.paid", "money", "Pagado", "Paid", "0"),
    _field("account.balance", "money", "Saldo pendiente", "Balance", "41230"),
    _field("account.due_date", "date", "Fecha de vencimiento", "Due date", "2026-01-15"),
    _field("account.days_past_due", "number", "Días de mora", "Days past due", "46"),
    _field("debtor.oldest_due_date", "date", "Vencimiento más antiguo", "Oldest due date", "2026-01-15"),
    _field("account.is_oldest", "boolean", "Es la deuda más antigua", "Is the oldest debt", "true"),
    _field("account.status", "text", "Estado de la cuenta", "Account status", "open"),
    _field("account.stage", "text", "Etapa", "Stage", "late"),
    _field("account.tags", "tags", "Etiquetas", "Tags", "vip"),
    _field("account.waived", "money", "Condonado", "Waived", "0"),
    _field("account.disputed", "boolean", "En disputa", "Disputed", "false"),
    _field("account.recalled", "boolean", "Retirada por el acreedor", "Recalled by the creditor", "false"),
    _field("debtor.deceased", "boolean", "Fallecido", "Deceased", "false", personal=True),
    _field("debtor.insolvent", "boolean", "Insolvente", "Insolvent", "false", personal=True),
    _field("debtor.vulnerable", "boolean", "Vulnerable", "Vulnerable", "false", personal=True),
    _field("debtor.cease_contact", "boolean", "Pidió no ser contactado", "Asked not to be contacted", "false"),
    _field("portfolio.name", "text", "Cartera", "Portfolio", "Marea 2026-03"),
    _field("promise.state", "text", "Estado de la promesa", "State of the promise", "open"),
    _field("promise.amount", "money", "Importe prometido", "Amount promised", "20000"),
    _field("promise.paid", "money", "Pagado de la promesa", "Paid of the promise", "0"),
    _field("promise.due_date", "date", "Fecha prometida", "Date promised", "2026-03-15"),
    _field("plan.state", "text", "Estado del plan", "State of the plan", "confirmed"),
    _field("plan.total", "money", "Total del plan", "Total of the plan", "41230"),
    _field("plan.count", "number", "Número de cuotas", "Number of instalments", "6"),
    _field("plan.amount", "money", "Primera cuota", "First instalment", "6872"),
    _field("plan.first_due", "date", "Vencimiento de la primera cuota", "First instalment due", "2026-04-01"),
    _field("plan.missed", "number", "Cuotas impagadas", "Missed instalments", "0"),
    _field("offer.state", "text", "Estado de la oferta", "State of the offer", "offered"),
    _field("offer.amount", "money", "Importe de la oferta", "Amount of the offer", "30922"),
    _field("offer.discount", "number", "Descuento de la oferta (%)", "Discount of the offer (%)", "25"),
    _field("offer.expires", "date", "Vencimiento de la oferta", "Offer expires", "2026-03-31"),
    _field("calendar.today", "date", "Fecha de hoy", "Today's date", "2026-03-02"),
    _field("item.ref", "text", "Referencia", "Reference", "A-77120"),
    _field("item.name", "text", "Nombre", "Name", "Marcos Ortega", personal=True),
    _field("item.balance", "money", "Saldo", "Balance", "41230"),
    _field("item.amount", "money", "Importe", "Amount", "6872"),
    _field("item.due_date", "date", "Vencimiento", "Due date", "2026-04-01"),
    _field("item.number", "number", "Número", "Number", "1"),
)

BUILTIN: Mapping[str, Field] = {field.name: field for field in _FIELDS}
"""The fields that every installation has."""

LINKS: Mapping[str, Field] = {
    field.name: field
    for field in (
        _field("link.page", "text", "Enlace a la página de pago", "Link to the payment page", "https://…/p/…"),
        _field("link.preferences", "text", "Enlace a las preferencias", "Link to preferences", "https://…/preferences"),
        _field("link.qr", "text", "Código QR de la página", "QR code of the page", "https://…/p/…/qr.png"),
    )
}
"""What only a message can say: its own links. Conditions cannot ask about them."""


OF_A_DEBT = (
    _field("debt.ref", "text", "Referencia", "Reference", "A-80344"),
    _field("debt.creditor", "text", "Acreedor", "Creditor", "Marea Energía"),
    _field("debt.product", "text", "Producto", "Product", "Marea Gas"),
    _field("debt.balance", "money", "Saldo pendiente", "Balance", "6890"),
    _field("debt.currency", "text", "Moneda", "Currency", USUAL),
    _field("debt.due_date", "date", "Fecha de vencimiento", "Due date", "2026-02-10"),
)
"""What a block that is repeated over the debts of a person may say of each (``list.debts``)."""


def all_fields(session: Session) -> dict[str, Field]:
    """Every field that conditions and messages may use here: the built-in ones, then the customer's own by name.

    A field of the customer's own never hides a built-in one.
    """
    found = dict(BUILTIN)
    for row in session.scalars(select(CrmField).order_by(CrmField.scope, CrmField.name)):
        name = f"{row.scope}.{row.name}"
        kind: FieldType = next((kind for kind in TYPES if kind == row.type), "text")
        found.setdefault(name, Field(name, kind, row.labels, row.personal, row.sample or "", row.scope))
    return found


def own(session: Session) -> dict[str, Field]:
    """The fields of the customer's own, which journeys may change."""
    return {name: field for name, field in all_fields(session).items() if name not in BUILTIN}


def token_fields(session: Session) -> dict[str, Field]:
    """Every field that a message may use as a token: all fields, and the message's own links."""
    return as_tokens(all_fields(session))


def as_tokens(known: Mapping[str, Field]) -> dict[str, Field]:
    """Those of these fields that can be written, and the message's own links."""
    return {name: field for name, field in known.items() if field.type != "tags"} | dict(LINKS)
