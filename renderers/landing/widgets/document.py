"""A file to download: a contract, a statement, a leaflet."""

from renderers.landing.widget import Widget, own_file, say, words

WIDGET = Widget(
    tag="p-document",
    labels=say("Documento", "Document"),
    help=say("Un archivo para descargar, de su biblioteca.", "A file to download, from your library."),
    icon="file-download",
    category="media",
    properties={
        "title": words("Título", "Title"),
        "note": words("Qué es", "What it is"),
        "src": own_file("Archivo", "File", "document"),
    },
    template="""\
[% if a.src %]
<p class="file"><a href="[[ a.src ]]" download>[[ icon("document") ]] <span><span class="strong">[[ a.title or t("document.title") ]]</span>[% if a.note %] <span class="quiet">[[ a.note ]]</span>[% endif %]</span></a></p>
[% endif %]
""",
)
