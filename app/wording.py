"""The words of problem documents, in Spanish and English."""

from collections.abc import Mapping
from typing import Any

Text = Mapping[str, str]

FAULTS: dict[str, tuple[int, Text, Text]] = {
    "bad-request": (
        400,
        {"es": "Solicitud incorrecta", "en": "Bad request"},
        {"es": "No se pudo entender la solicitud.", "en": "The request could not be understood."},
    ),
    "not-json": (
        400,
        {"es": "No es JSON", "en": "Not JSON"},
        {
            "es": "El cuerpo de la solicitud no es un documento JSON que se pueda usar.",
            "en": "The body of the request is not a JSON document that can be used.",
        },
    ),
    "signed-out": (
        401,
        {"es": "Sin sesión", "en": "Signed out"},
        {"es": "Inicie sesión para continuar.", "en": "Sign in to continue."},
    ),
    "sign-in-failed": (
        401,
        {"es": "No se pudo iniciar sesión", "en": "Could not sign in"},
        {"es": "El correo o la contraseña no son correctos.", "en": "The email or the password is not right."},
    ),
    "bad-key": (
        401,
        {"es": "Clave de API no válida", "en": "Invalid API key"},
        {"es": "Esta clave de API no existe o fue revocada.", "en": "This API key does not exist or was revoked."},
    ),
    "forbidden": (
        403,
        {"es": "Sin permiso", "en": "Not allowed"},
        {"es": "Su rol no permite hacer esto.", "en": "Your role does not allow this."},
    ),
    "csrf": (
        403,
        {"es": "Solicitud rechazada", "en": "Request refused"},
        {
            "es": "Falta el encabezado X-CSRF-Token o no es el de esta sesión. Vuelva a cargar la página.",
            "en": "The X-CSRF-Token header is missing or not that of this session. Load the page again.",
        },
    ),
    "not-found": (
        404,
        {"es": "No existe", "en": "Not found"},
        {"es": "Aquí no hay nada con esa dirección.", "en": "There is nothing here under this address."},
    ),
    "method-not-allowed": (
        405,
        {"es": "Método no permitido", "en": "Method not allowed"},
        {"es": "Esta dirección no admite ese método.", "en": "This address does not take that method."},
    ),
    "conflict": (
        409,
        {"es": "Conflicto", "en": "Conflict"},
        {
            "es": "Otra persona lo cambió mientras tanto. Vuelva a cargarlo y repita su cambio.",
            "en": "Somebody else changed this in the meantime. Load it again and repeat your change.",
        },
    ),
    "taken-over": (
        409,
        {"es": "Otra persona edita", "en": "Somebody else edits"},
        {
            "es": "Otra persona tomó el control de este borrador. Tómelo de nuevo para guardar sus cambios.",
            "en": "Somebody else took over this draft. Take it back to save your changes.",
        },
    ),
    "four-eyes": (
        409,
        {"es": "Falta otra persona", "en": "Somebody else is needed"},
        {
            "es": "En esta instalación publica otra persona: pida la publicación y alguien más la aprobará.",
            "en": "On this installation somebody else publishes: ask for it, and another person approves it.",
        },
    ),
    "too-large": (
        413,
        {"es": "Demasiado grande", "en": "Too large"},
        {"es": "Lo que se envió supera el tamaño permitido.", "en": "What was sent is larger than allowed."},
    ),
    "unsupported": (
        415,
        {"es": "Formato no admitido", "en": "Unsupported format"},
        {"es": "Este tipo de contenido no se admite aquí.", "en": "This kind of content is not taken here."},
    ),
    "invalid": (
        422,
        {"es": "Datos no válidos", "en": "Invalid data"},
        {"es": "Revise los campos indicados.", "en": "Check the fields that are named."},
    ),
    "unpublishable": (
        422,
        {"es": "No se puede publicar", "en": "Cannot be published"},
        {
            "es": "El recorrido tiene problemas que hay que corregir antes de publicarlo.",
            "en": "The journey has problems to correct before it can be published.",
        },
    ),
    "too-many": (
        429,
        {"es": "Demasiados intentos", "en": "Too many tries"},
        {"es": "Espere unos minutos y vuelva a intentarlo.", "en": "Wait a few minutes and try again."},
    ),
    "failure": (
        500,
        {"es": "Algo falló", "en": "Something failed"},
        {"es": "Algo falló de nuestro lado.", "en": "Something failed on our side."},
    ),
    "unavailable": (
        503,
        {"es": "No disponible", "en": "Unavailable"},
        {"es": "El servicio no está disponible en este momento.", "en": "The service is not available right now."},
    ),
    "database-away": (
        503,
        {"es": "La base de datos no responde", "en": "The database does not answer"},
        {
            "es": "La base de datos no responde. No se ha perdido nada; vuelva a intentarlo en un momento.",
            "en": "The database does not answer. Nothing is lost; try again in a moment.",
        },
    ),
    "no-stream-free": (
        503,
        {"es": "Demasiadas vistas en vivo", "en": "Too many live views"},
        {
            "es": "Hay demasiadas vistas en vivo abiertas. Se sigue preguntando cada pocos segundos.",
            "en": "Too many live views are open. It is asked again every few seconds instead.",
        },
    ),
    "database-busy": (
        503,
        {"es": "Demasiado trabajo a la vez", "en": "Too much at once"},
        {
            "es": "La base de datos está ocupada. Vuelva a intentarlo en un momento.",
            "en": "The database is busy. Try again in a moment.",
        },
    ),
    "database-full": (
        507,
        {"es": "No queda espacio", "en": "No room left"},
        {
            "es": "El disco de la base de datos está lleno y no se guardó nada. Avise a quien administra el servidor.",
            "en": "The disk of the database is full, so nothing was saved. Tell whoever runs the server.",
        },
    ),
}

BY_STATUS = {
    400: "bad-request",
    401: "signed-out",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "too-large",
    415: "unsupported",
    422: "invalid",
    429: "too-many",
    503: "unavailable",
}

WHOLE = {"es": "Debe ser un número entero.", "en": "It must be a whole number."}
OBJECT = {"es": "Debe ser un objeto JSON.", "en": "It must be a JSON object."}
TRUTH = {"es": "Debe ser verdadero o falso.", "en": "It must be true or false."}
CHOICE = {"es": "Debe ser uno de estos valores: {expected}.", "en": "It must be one of these values: {expected}."}

# By the types of pydantic's errors; what is in braces comes from the error's context.
FIELD_FAULTS: dict[str, Text] = {
    "missing": {"es": "Falta este campo.", "en": "This field is missing."},
    "extra_forbidden": {"es": "Este campo no existe.", "en": "There is no such field."},
    "string_type": {"es": "Debe ser un texto.", "en": "It must be a text."},
    "string_too_short": {
        "es": "Debe tener al menos {min_length} caracteres.",
        "en": "It must have at least {min_length} characters.",
    },
    "string_too_long": {
        "es": "Debe tener como máximo {max_length} caracteres.",
        "en": "It must have at most {max_length} characters.",
    },
    "string_pattern_mismatch": {
        "es": "No tiene el formato esperado.",
        "en": "It does not have the expected form.",
    },
    "greater_than_equal": {"es": "Debe ser {ge} o más.", "en": "It must be {ge} or more."},
    "less_than_equal": {"es": "Debe ser {le} o menos.", "en": "It must be {le} or less."},
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "bool_type": TRUTH,
    "bool_parsing": TRUTH,
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "list_type": {"es": "Debe ser una lista.", "en": "It must be a list."},
    "too_short": {"es": "Elija al menos {min_length}.", "en": "Choose at least {min_length}."},
    "too_long": {"es": "Elija como máximo {max_length}.", "en": "Choose at most {max_length}."},
    "enum": CHOICE,
    "literal_error": CHOICE,
    "unusable_text": {
        "es": "Contiene caracteres que no se pueden guardar.",
        "en": "It holds characters that cannot be stored.",
    },
}
EMPTY = {"es": "No puede estar vacío.", "en": "It must not be empty."}
UNUSABLE = {"es": "Este valor no se puede usar.", "en": "This value cannot be used."}


def of_fault(kind: str, context: Mapping[str, Any], message: str) -> Text:
    """One sentence in both languages about one of pydantic's errors; ``message`` is its own, in English."""
    if kind == "string_too_short" and context.get("min_length") == 1:
        return EMPTY
    found = FIELD_FAULTS.get(kind)
    if found is None:
        return {"es": UNUSABLE["es"], "en": f"{UNUSABLE['en']} ({message})"}
    # A list of choices reads as in a sentence: pydantic joins the last with "or".
    spanish = {name: str(value).replace("' or '", "' o '") for name, value in context.items()}
    return {"es": found["es"].format(**spanish), "en": found["en"].format(**context)}


def failure(reference: str) -> Text:
    """What to say when something failed that the log knows under ``reference``."""
    return {
        "es": f"Algo falló de nuestro lado. Si pide ayuda, mencione la referencia {reference}.",
        "en": f"Something failed on our side. If you ask for help, mention the reference {reference}.",
    }


def too_large(limit: int) -> Text:
    """What to say of a body of more than so many bytes."""
    most = limit // (1024 * 1024)
    return {
        "es": f"Lo que se envió supera el tamaño permitido, que aquí es de {most} MB.",
        "en": f"What was sent is larger than allowed, which is {most} MB here.",
    }
