"""Why a cell, a row, a file or a mapping is refused: each reason is one sentence, in Spanish and in English."""

from dataclasses import dataclass

from app.errors import InvalidError

Text = dict[str, str]  # {"es": ..., "en": ...}

SHOWN = 60  # characters of a refused value that a reason repeats

_REASONS: dict[str, tuple[str, str]] = {
    # cells
    "required": ("Falta este dato y no puede quedar vacío.", "This is missing and cannot be empty."),
    "too_long": ("Tiene más de {limit} caracteres.", "It is longer than {limit} characters."),
    "not_an_amount": ("«{value}» no es un importe.", "“{value}” is not an amount of money."),
    "not_a_number": ("«{value}» no es un número.", "“{value}” is not a number."),
    "ambiguous_amount": (
        "«{value}» puede leerse de dos maneras; indique el separador decimal en «formats».",
        "“{value}” can be read in two ways; say the decimal separator under “formats”.",
    ),
    "amount_too_large": ("«{value}» es demasiado grande.", "“{value}” is too large."),
    "other_currency": (
        "«{value}» no está en {currency}, la moneda de la cuenta.",
        "“{value}” is not in {currency}, the currency of the account.",
    ),
    "negative_principal": (
        "El total es menor que los intereses y gastos juntos.",
        "The total is smaller than interest and fees together.",
    ),
    "not_a_currency": (
        "«{value}» no es un código de moneda ISO 4217, como EUR o COP.",
        "“{value}” is not an ISO 4217 currency code such as EUR or COP.",
    ),
    "no_currency": (
        "No se sabe la moneda: ni la fila ni los valores por defecto la indican.",
        "The currency is not known: neither the row nor the defaults tell it.",
    ),
    "not_a_date": ("«{value}» no es una fecha.", "“{value}” is not a date."),
    "ambiguous_date": (
        "«{value}» puede ser día/mes o mes/día; indique el orden en «formats».",
        "“{value}” can be day/month or month/day; say the order under “formats”.",
    ),
    "future_date": ("La fecha {value} está en el futuro.", "The date {value} is in the future."),
    "not_days": (
        "«{value}» no es un número entero de días.",
        "“{value}” is not a whole number of days.",
    ),
    "not_boolean": ("«{value}» no es sí ni no.", "“{value}” is neither yes nor no."),
    "not_an_email": ("«{value}» no es una dirección de correo.", "“{value}” is not an email address."),
    "not_a_phone": (
        "«{value}» no es un teléfono válido en {region}.",
        "“{value}” is not a valid phone number in {region}.",
    ),
    "phone_without_country": (
        "«{value}» no lleva prefijo de país y no se conoce el país.",
        "“{value}” has no country prefix and the country is not known.",
    ),
    "not_a_language": (
        "«{value}» no es un idioma disponible; use es o en.",
        "“{value}” is not an available language; use es or en.",
    ),
    "not_a_zone": (
        "«{value}» no es una zona horaria IANA, como America/Bogota.",
        "“{value}” is not an IANA time zone such as America/Bogota.",
    ),
    "no_zone": (
        "No se sabe la zona horaria: indique la jurisdicción o la zona.",
        "The time zone is not known: say the jurisdiction or the zone.",
    ),
    "not_a_jurisdiction": (
        "«{value}» no es un país ni una jurisdicción, como ES o US-NY.",
        "“{value}” is neither a country nor a jurisdiction such as ES or US-NY.",
    ),
    # rows
    "ragged": (
        "La fila tiene {found} valores y la cabecera {expected} columnas.",
        "The row has {found} values and the header has {expected} columns.",
    ),
    "duplicate": (
        "La referencia «{value}» ya está en la fila {row} de este archivo.",
        "The reference “{value}” is already in row {row} of this file.",
    ),
    # files
    "no_file": ("No se puede leer el archivo «{name}».", "The file “{name}” cannot be read."),
    "empty_file": ("El archivo está vacío.", "The file is empty."),
    "header_only": ("El archivo solo tiene la cabecera.", "The file holds nothing but its header."),
    "blank_header": ("La primera fila no tiene nombres de columna.", "The first row holds no column names."),
    "duplicate_columns": (
        "Hay columnas con el mismo nombre: {names}.",
        "Several columns have the same name: {names}.",
    ),
    "too_many_columns": (
        "El archivo tiene más de {limit} columnas.",
        "The file has more than {limit} columns.",
    ),
    "nul_bytes": (
        "El archivo contiene bytes NUL: no es un archivo de texto.",
        "The file contains NUL bytes, so it is not a text file.",
    ),
    "broken_encoding": (
        "El archivo está en {encoding}, pero el byte {position} no es válido.",
        "The file is {encoding}, but its byte {position} is not valid.",
    ),
    "unknown_encoding": (
        "No se reconoce la codificación del archivo; guárdelo como UTF-8.",
        "The encoding of the file is not recognised; save it as UTF-8.",
    ),
    "line_too_long": (
        "Cerca de la fila {row} hay una línea de más de {limit} caracteres: no es un CSV.",
        "Near row {row} there is a line of more than {limit} characters, so this is not a CSV file.",
    ),
    "open_quote": (
        "Cerca de la fila {row} hay unas comillas que no se cierran o que sobran.",
        "Near row {row} a quotation mark is never closed, or stands where it should not.",
    ),
    "ragged_file": (
        "{count} de {rows} filas no tienen tantos valores como la cabecera; la primera es la {row}.",
        "{count} of {rows} rows do not have as many values as the header; the first is row {row}.",
    ),
    "not_xlsx": (
        "El archivo no es un libro de Excel (.xlsx) que se pueda leer.",
        "The file is not an Excel workbook (.xlsx) that can be read.",
    ),
    "old_excel": (
        "El archivo es de un Excel antiguo (.xls); guárdelo como .xlsx o CSV.",
        "The file comes from an old Excel (.xls); save it as .xlsx or CSV.",
    ),
    "not_a_table": (
        "El archivo no es CSV ni XLSX: parece {kind}.",
        "The file is neither CSV nor XLSX; it looks like {kind}.",
    ),
    "workbook_too_large": (
        "El libro ocupa {size} MB al descomprimirlo y el límite es {limit} MB; guárdelo como CSV.",
        "The workbook unpacks to {size} MB and the limit is {limit} MB; save it as CSV.",
    ),
    # mappings
    "mapping_not_json": (
        "El mapeo no es JSON válido: línea {line}, columna {column}.",
        "The mapping is not valid JSON: line {line}, column {column}.",
    ),
    "mapping_not_object": ("El mapeo debe ser un objeto JSON.", "The mapping must be a JSON object."),
    "mapping_unknown_key": (
        "El mapeo tiene una clave desconocida en {path}: {key}.",
        "The mapping has an unknown key at {path}: {key}.",
    ),
    "mapping_missing_key": (
        "Al mapeo le falta en {path} la clave {key}.",
        "The mapping lacks the key {key} at {path}.",
    ),
    "mapping_bad_value": (
        "En el mapeo, {path} no puede ser {value}.",
        "In the mapping, {path} cannot be {value}.",
    ),
    "unknown_column": (
        "El mapeo nombra la columna «{column}», que el archivo no tiene; sus columnas son: {columns}.",
        "The mapping names the column “{column}”, which the file does not have; its columns are: {columns}.",
    ),
    "unknown_field": (
        '«{field}» no es un campo.{hint} Un campo propio se escribe {{"field": "account.nombre"}}.',
        '“{field}” is not a field.{hint} A field of your own is written {{"field": "account.name"}}.',
    ),
    "field_not_importable": (
        "Cauce calcula «{field}»; un archivo no puede fijarlo.",
        "Cauce works out “{field}” itself; a file cannot set it.",
    ),
    "field_twice": (
        "Las columnas «{first}» y «{second}» van al mismo campo, {field}.",
        "The columns “{first}” and “{second}” go to the same field, {field}.",
    ),
    "typed_builtin": (
        "El campo «{field}» ya tiene su tipo; solo los campos propios lo indican.",
        "The field “{field}” has its own type; only fields of your own say one.",
    ),
    "type_changed": (
        "El campo «{field}» ya existe con el tipo {type}.",
        "The field “{field}” already exists with the type {type}.",
    ),
    "no_ref": (
        "Ninguna columna va a account.ref, la referencia de la cuenta.",
        "No column goes to account.ref, the reference of the account.",
    ),
    "no_principal": (
        "Ninguna columna va a account.principal ni a account.balance.",
        "No column goes to account.principal or account.balance.",
    ),
    "principal_and_balance": (
        "account.principal y account.balance no pueden venir a la vez.",
        "account.principal and account.balance cannot both be mapped.",
    ),
    "mapping_no_currency": (
        "Falta la moneda: asigne una columna a account.currency o un valor por defecto.",
        "The currency is missing: map a column to account.currency or give it a default.",
    ),
    "no_portfolio": (
        "Falta el nombre de la cartera.",
        "The name of the portfolio is missing.",
    ),
    "long_portfolio": (
        "El nombre de la cartera tiene más de 200 caracteres.",
        "The name of the portfolio is longer than 200 characters.",
    ),
    "bad_default": (
        "El valor por defecto de {field} no sirve. {reason}",
        "The default of {field} cannot be used. {reason}",
    ),
    "failed": (
        "La carga se interrumpió por un error interno; se puede repetir sin riesgo.",
        "The load was interrupted by an internal error; it can safely be run again.",
    ),
}


def reason(code: str, **facts: object) -> Text:
    """The sentence of this reason in each language, with the facts of the case filled in."""
    es, en = _REASONS[code]
    return {"es": es.format(**facts), "en": en.format(**facts)}


def shown(value: object) -> str:
    """A refused value as a reason repeats it: on one line, and cut where it is long."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer of a conversion that does not accept its value."""

    reason: Text


def refuse(code: str, **facts: object) -> Refusal:
    """Refuse a value."""
    return Refusal(reason(code, **{name: shown(value) for name, value in facts.items()}))


class ImportRefusedError(InvalidError):
    """The import as a whole is refused, and nothing was changed.

    ``texts`` holds the sentence in each language; the message is the English one.
    """

    def __init__(self, texts: Text) -> None:
        super().__init__(texts["en"])
        self.texts = texts


class FileError(ImportRefusedError):
    """The file cannot be read."""


class MappingError(ImportRefusedError):
    """The mapping does not fit the file or the fields."""
