"""The built-in fields that a file can fill, and the names by which files in Spanish and English call them."""

from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "text", "name", "money", "date", "days", "currency", "language", "zone", "jurisdiction", "email", "mobile", "postal"
]

CUSTOM_TYPES = ("text", "number", "money", "date", "boolean")
CUSTOM_TEXT_LIMIT = 1000  # characters


@dataclass(frozen=True)
class Target:
    """A built-in field: its name, how its values are read, how long they may be, and the names that files use."""

    name: str
    type: Type
    synonyms: str  # folded names, apart by |
    limit: int = 200  # characters


_LIST = (
    Target(
        "debtor.ref",
        "text",
        "debtor ref|debtor id|debtor reference|customer id|customer ref|customer number|customer no|client id"
        "|client number|client ref|borrower id|member id|person id|id cliente|cliente id|numero de cliente"
        "|numero cliente|num cliente|no cliente|n cliente|codigo cliente|codigo de cliente|cod cliente"
        "|referencia cliente|referencia del cliente|id deudor|deudor id|referencia deudor|codigo deudor"
        "|id persona|id titular|cliente"
        "|customer|client|nro cliente|referencia del deudor|ref cliente|ref deudor|clave cliente",
    ),
    Target(
        "debtor.first_name",
        "text",
        "first name|firstname|given name|forename|nombre|nombres|nombre de pila|primer nombre|nombre cliente"
        "|nombre deudor|debtor first name|customer first name|nombre titular",
    ),
    Target(
        "debtor.last_name",
        "text",
        "last name|lastname|surname|family name|apellido|apellidos|primer apellido|debtor last name"
        "|customer last name|apellidos cliente|apellidos deudor|apellidos titular",
    ),
    Target(
        "debtor.full_name",
        "name",
        "full name|fullname|name|customer name|client name|debtor name|borrower name|nombre completo"
        "|nombre y apellidos|nombres y apellidos|apellidos y nombre|apellidos y nombres|titular|deudor|debtor"
        "|nombre del cliente|nombre del deudor|nombre del titular|razon social|borrower|account holder",
        400,
    ),
    Target(
        "debtor.birth_date",
        "date",
        "birth date|birthdate|date of birth|dob|birthday|born|fecha de nacimiento|fecha nacimiento|fec nacimiento"
        "|f nacimiento|nacimiento|fec nac|fecha nac|fnac",
    ),
    Target(
        "debtor.document",
        "text",
        "document|document number|document id|id number|national id|identity document|identity number|tax id|ssn"
        "|passport|dni|nif|nie|cif|rfc|curp|cedula|cedula de ciudadania|documento|numero de documento"
        "|numero documento|num documento|nro documento|no documento|documento de identidad|identificacion"
        "|numero de identificacion|numero identificacion|rut|run|dui|cuit|cuil|nit|dni nif|dni nie|nif nie"
        "|documento identidad",
        64,
    ),
    Target(
        "debtor.language",
        "language",
        "language|preferred language|lang|locale|idioma|idioma preferido|lengua|language code|idioma cliente",
    ),
    Target(
        "debtor.time_zone",
        "zone",
        "time zone|timezone|tz|zona horaria|huso horario|huso",
    ),
    Target(
        "debtor.jurisdiction",
        "jurisdiction",
        "jurisdiction|country|country code|pais|codigo pais|codigo de pais|jurisdiccion|pais de residencia"
        "|country of residence|pais residencia",
    ),
    Target(
        "debtor.email",
        "email",
        "email|e mail|mail|email address|correo|correo electronico|correo e|direccion de correo|contact email"
        "|direccion de correo electronico|customer email|email cliente|emailaddress",
    ),
    Target(
        "debtor.mobile",
        "mobile",
        "mobile|mobile phone|mobile number|cell|cell phone|cellphone|cell number|phone|phone number|telephone|tel"
        "|telefono|telefono movil|movil|celular|numero de celular|numero de telefono|telefono celular|tlf|tfno"
        "|tfno movil|telefono 1|phone 1|contact phone|whatsapp|numero movil|numero celular|tel movil|telefono contacto"
        "|telefono de contacto|tlf movil|phone mobile",
    ),
    Target(
        "debtor.postal",
        "postal",
        "postal|postal address|address|street address|mailing address|home address|direccion|direccion postal"
        "|domicilio|calle|street|direccion completa|full address|address line 1|address 1|direccion de residencia"
        "|domicilio particular",
        500,
    ),
    Target(
        "account.ref",
        "text",
        "account ref|account|account id|account number|account no|account reference|loan id|loan number|loan no"
        "|loan ref|contract|contract id|contract number|contract no|debt id|debt ref|reference|ref|id|case id"
        "|case number|invoice|invoice number|invoice no|referencia|cuenta|numero de cuenta|numero cuenta|num cuenta"
        "|id cuenta|contrato|numero de contrato|numero contrato|num contrato|id contrato|prestamo|numero de prestamo"
        "|numero prestamo|id prestamo|credito|numero de credito|numero credito|id credito|expediente"
        "|numero de expediente|num expediente|factura|numero de factura|num factura|obligacion|numero de obligacion"
        "|numero obligacion|referencia deuda|referencia de la deuda|referencia cuenta|id deuda|codigo|folio|operacion"
        "|numero de operacion|n contrato|n cuenta|n factura|nro cuenta|nro contrato|nro credito|no contrato|no credito"
        "|rownames|external id|external ref|external reference|id expediente|referencia contrato|ref contrato",
    ),
    Target(
        "account.creditor",
        "text",
        "creditor|original creditor|lender|bank|company|issuer|acreedor|acreedor original|entidad|banco|empresa"
        "|acreditante|cedente|entidad acreedora|nombre acreedor|creditor name",
    ),
    Target(
        "account.product",
        "text",
        "product|product name|product type|loan type|producto|tipo de producto|tipo producto|linea de credito"
        "|linea de producto|nombre producto|tipo de credito|tipo credito|tipo de prestamo",
    ),
    Target(
        "account.nature",
        "text",
        "nature|debt type|debt nature|type of debt|loan purpose|naturaleza|naturaleza de la deuda|tipo de deuda"
        "|tipo deuda|clase de deuda|naturaleza deuda|type of claim|claim type",
        100,
    ),
    Target(
        "account.currency",
        "currency",
        "currency|currency code|ccy|moneda|divisa|codigo de moneda|codigo moneda|tipo de moneda|iso currency",
    ),
    Target(
        "account.principal",
        "money",
        "principal|principal amount|principal balance|outstanding principal|unpaid principal|capital|capital pendiente"
        "|capital adeudado|capital vencido|saldo capital|saldo de capital|saldo a capital|principal pendiente|nominal"
        "|importe principal|deuda principal|principal due|capital insoluto|saldo insoluto|monto capital",
    ),
    Target(
        "account.interest",
        "money",
        "interest|intereses de demora|interes de demora|interest amount|accrued interest|interest due"
        "|intereses|interes|intereses de mora"
        "|intereses moratorios|intereses devengados|intereses pendientes|interes moratorio|interes de mora"
        "|saldo intereses|saldo de intereses|intereses vencidos|monto intereses|late interest|interest balance",
    ),
    Target(
        "account.fees",
        "money",
        "fees|fee|charges|costs|late fees|late fee|fees due|other charges|gastos|comisiones|cargos|costas|recargos"
        "|honorarios|gastos y comisiones|comisiones y gastos|gastos de cobranza|gastos de gestion|otros cargos"
        "|otros gastos|comision|penalties|penalty|gastos cobranza",
    ),
    Target(
        "account.balance",
        "money",
        "balance|outstanding balance|current balance|total|total due|amount due|amount|amount owed|total owed|debt"
        "|outstanding|total debt|total balance|outstanding amount|debt amount|saldo|saldo pendiente|saldo total"
        "|deuda|deuda total|importe|importe pendiente|importe total|monto|monto adeudado|monto total|total deuda"
        "|total adeudado|saldo deudor|valor adeudado|valor deuda|importe deuda|importe adeudado|saldo actual"
        "|saldo vencido|importe de la deuda|monto de la deuda|amount outstanding|valor|valor total",
    ),
    Target(
        "account.due_date",
        "date",
        "due date|duedate|payment due date|date due|maturity|maturity date|fecha de vencimiento|fecha vencimiento"
        "|vencimiento|fec vencimiento|fecha limite|fecha limite de pago|fecha de pago|vence|f vencimiento|fec vto"
        "|fecha vto|vto|default date|fecha de impago|fecha impago|fecha mora|fecha de mora",
    ),
    Target(
        "account.days_past_due",
        "days",
        "days past due|dpd|days overdue|days late|days in arrears|days delinquent|dias de mora|dias mora|dias vencido"
        "|dias vencidos|dias de atraso|dias atraso|dias en mora|dias de impago|dias impago|dias de retraso|mora"
        "|dias desde vencimiento|altura de mora|dias vencimiento",
    ),
)

TARGETS: dict[str, Target] = {target.name: target for target in _LIST}
COMPUTED = ("account.paid", "account.status", "portfolio.name")  # facts that no file can set
JOINED = ("debtor.email", "debtor.mobile", "debtor.postal")  # fields that several columns may fill together
