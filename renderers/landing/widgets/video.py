"""A video from the library, with a still picture and captions."""

from renderers.landing.widget import Widget, own_file, say, words

WIDGET = Widget(
    tag="p-video",
    labels=say("Vídeo", "Video"),
    help=say(
        "Un vídeo de su biblioteca; nada se pide a otro servidor. Los subtítulos son necesarios.",
        "A video from your library; nothing is asked of another server. Captions are needed.",
    ),
    icon="player-play",
    category="media",
    properties={
        "title": words("Título", "Title"),
        "src": own_file("Vídeo", "Video", "video"),
        "poster": own_file("Imagen fija", "Still picture", "image"),
        "captions": own_file("Subtítulos", "Captions", "captions"),
    },
    template="""\
[% if a.src %]
<figure class="video">
<video controls preload="none"[% if a.poster %] poster="[[ a.poster ]]"[% endif %] aria-label="[[ a.title or t('video.title') ]]">
<source src="[[ a.src ]]" type="video/[[ 'webm' if a.src.endswith('.webm') else 'mp4' ]]">
[% if a.captions %]<track kind="captions" src="[[ a.captions ]]" srclang="[[ language ]]" label="[[ t('language') ]]" default>[% endif %]
</video>
[% if a.title %]<figcaption>[[ a.title ]]</figcaption>[% endif %]
</figure>
[% endif %]
""",
)
