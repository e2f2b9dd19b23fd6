"""Small drawings of our own, in lines of 24 by 24, that take the colour of the text around them."""

from renderers.landing.widget import Text, say

LABELS: dict[str, Text] = {
    "heart": say("Corazón", "Heart"),
    "chat": say("Conversación", "Conversation"),
    "calendar": say("Calendario", "Calendar"),
    "card": say("Tarjeta", "Card"),
    "check": say("Listo", "Done"),
    "clock": say("Reloj", "Clock"),
    "document": say("Documento", "Document"),
    "hand": say("Mano abierta", "Open hand"),
    "leaf": say("Hoja", "Leaf"),
    "lock": say("Candado", "Lock"),
    "phone": say("Teléfono", "Telephone"),
    "question": say("Pregunta", "Question"),
    "shield": say("Escudo", "Shield"),
    "sun": say("Sol", "Sun"),
    "tag": say("Etiqueta", "Tag"),
    "wallet": say("Cartera", "Wallet"),
}

PATHS = {
    "heart": "M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z",
    "chat": "M4 5.5h16v10.5H11l-4.5 3.5V16H4zM8 9.5h8M8 12.5h5",
    "calendar": "M4.5 6h15v13.5h-15zM4.5 10h15M8.5 3.5v4M15.5 3.5v4M8.5 14h3M8.5 16.8h6",
    "card": "M3.5 6h17v12h-17zM3.5 10h17M7 14.5h4",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M12 8v4.5l3 2",
    "document": "M6.5 3.5h7.5l4 4v13h-11.5zM14 3.5v4h4M9.5 12h5.5M9.5 15.5h5.5",
    "hand": "M3.5 13.5l3-1.5 4 1.5h3.2a1.6 1.6 0 0 1 0 3.2H10M13.5 16.5l5-3a1.6 1.6 0 0 1 1.7 2.7L14 20.5H9l-5.5-2.5",
    "leaf": "M5 19c0-9 5-13.5 14.5-14.5C20 14 15.5 19 8.5 17.5M5 20.5c1.5-4.5 4-7.5 8-9.5",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
    "phone": "M6.5 4h3l1.5 4-2 1.5a10 10 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2 2A13.5 13.5 0 0 1 4.5 6a2 2 0 0 1 2-2Z",
    "question": "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M9.8 9.8a2.3 2.3 0 1 1 3.4 2c-.8.4-1.2 1-1.2 1.900M12 16.4v.1",
    "shield": "M12 3.5l7 2.5v5.5c0 4.2-2.8 7.3-7 9-4.2-1.700-7-4.8-7-9V6zM9 12l2.2 2.2L15.2 10",
    "sun": "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4",
    "tag": "M4 4.5h7.5l8.5 8.5-7.5 7.5L4 12zM8.3 8.700v.1",
    "wallet": "M4 7.5h15.5v11.5H4zM4 7.5L15.5 4v3.5M15 13.2h4.5",
}


def draw(name: str, *, small: bool = False) -> str:
    """A drawing as SVG; it says nothing to who hears the page read out."""
    size = "small" if small else "large"
    return (
        f'<svg class="icon {size}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        f'<path d="{PATHS[name]}"/></svg>'
    )
