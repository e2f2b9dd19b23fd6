"""Why a file is not taken into the library, in plain words."""

from collections.abc import Mapping

from app.errors import CauceError

Text = Mapping[str, str]

MEGABYTE = 1_000_000


class AssetRefusedError(CauceError):
    """This file cannot be taken; ``texts`` say why, ``large`` that it is too large."""

    def __init__(self, texts: Text, *, large: bool = False) -> None:
        super().__init__(texts["en"])
        self.texts = texts
        self.large = large


def too_large(what: Text, limit: int, size: int) -> AssetRefusedError:
    """What to say of a file of more bytes than its kind may have."""
    most, given = limit // MEGABYTE, f"{size / MEGABYTE:.1f}"
    return AssetRefusedError(
        {
            "es": f"{what['es']} puede pesar hasta {most} MB y este archivo pesa {given.replace('.', ',')} MB.",
            "en": f"{what['en']} may have up to {most} MB, and this file has {given} MB.",
        },
        large=True,
    )


EMPTY: Text = {"es": "El archivo está vacío.", "en": "The file is empty."}
SVG: Text = {
    "es": "No se admiten SVG: pueden contener código y los programas de correo no los muestran. Expórtelo como PNG.",
    "en": "SVG is not taken: it can hold scripts, and mail programs do not show it. Export it as PNG.",
}
HTML: Text = {
    "es": "Esto es una página web, no una imagen, se llame como se llame.",
    "en": "This is a web page and no picture, whatever its name says.",
}
PHONE: Text = {
    "es": "Las fotos HEIC y AVIF no se ven en todas partes. Guárdela como JPEG y súbala de nuevo.",
    "en": "HEIC and AVIF photos are not shown everywhere. Save it as JPEG and upload it again.",
}
FILM: Text = {
    "es": "Este formato de vídeo no se ve en todos los teléfonos. Guárdelo como MP4 o WebM.",
    "en": "Not every phone plays this kind of video. Save it as MP4 or WebM.",
}
OFFICE: Text = {
    "es": "Los archivos de Office y los comprimidos no se admiten. Guarde el documento como PDF.",
    "en": "Office files and archives are not taken. Save the document as PDF.",
}
UNKNOWN: Text = {
    "es": "No se reconoce el archivo. Se admiten imágenes PNG, JPEG, GIF y WebP, vídeos MP4 y WebM, subtítulos VTT y "
    "documentos PDF.",
    "en": "No known kind of file. Taken are PNG, JPEG, GIF and WebP pictures, MP4 and WebM videos, VTT captions, PDF.",
}
BROKEN: Text = {
    "es": "El archivo está dañado o incompleto. Compruebe que se abre en su equipo y súbalo de nuevo.",
    "en": "The file is damaged or incomplete. Check that it opens on your computer, and upload it again.",
}
PIXELS: Text = {
    "es": "La imagen tiene demasiados píxeles ({width} por {height}). Redúzcala a menos de 50 millones.",
    "en": "The picture has too many pixels ({width} by {height}). Make it smaller than 50 million.",
}
FRAMES: Text = {
    "es": "La animación tiene demasiados fotogramas para su tamaño. Hágala más corta o más pequeña.",
    "en": "The animation has too many frames for its size. Make it shorter or smaller.",
}
MOVING: Text = {
    "es": "Esta animación no se ve en los programas de correo. Guárdela como GIF.",
    "en": "Mail programs do not show this kind of animation. Save it as GIF.",
}
OUTSIDE: Text = {
    "es": "El recorte queda fuera de la imagen.",
    "en": "The part to keep lies outside of the picture.",
}
NOTHING: Text = {
    "es": "Diga qué parte conservar o qué ancho debe tener.",
    "en": "Say which part to keep, or how wide it shall be.",
}
NO_PICTURE: Text = {
    "es": "Solo se pueden recortar imágenes.",
    "en": "Only pictures can be cut.",
}
OTHER_KIND: Text = {
    "es": "Un archivo se reemplaza por otro del mismo tipo.",
    "en": "A file is replaced by another one of its kind.",
}
