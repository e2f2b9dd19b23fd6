"""Asking for help, for a call, or for a chat; without any proof, for who cannot give one needs help most."""

from renderers.landing.widget import Widget, address, say, switch, words

TOPICS = ("cannot_pay", "question", "situation", "other")
TIMES = ("morning", "afternoon", "evening")

WIDGET = Widget(
    tag="p-help",
    labels=say("Necesito ayuda", "Need help"),
    help=say(
        "Pide ayuda, una llamada o un chat. Funciona también sin confirmar la identidad.",
        "Asks for help, a call or a chat. Works without the proof of identity, too.",
    ),
    icon="lifebuoy",
    category="people",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
        "call": switch("Ofrecer una llamada", "Offer to call back", default=True),
        "chat": address("Dirección del chat", "Address of the chat"),
        "chat_label": words("Texto del enlace al chat", "Text of the link to the chat"),
        "label": words("Texto del botón", "Text of the button"),
    },
    once=True,
    template="""\
<div class="box look-card help" id="help">
{% if page.sent == "help" %}
[[ icon("check") ]]
<h2>[[ t("help.sent.title") ]]</h2>
<p>[[ t("help.sent") ]]</p>
{% else %}
<h2>[[ a.title or t("help.title") ]]</h2>
<p>[[ a.lead or t("help.lead") ]]</p>
[% if a.chat %]<p><a class="button second" href="[[ a.chat ]]" rel="noopener noreferrer">[[ icon("chat", small=true) ]] [[ a.chat_label or t("help.chat") ]]</a></p>[% endif %]
<details{% if page.faults.topic or page.faults.phone %} open{% endif %}>
<summary>[% if a.call == "yes" %][[ t("help.open.call") ]][% else %][[ t("help.open") ]][% endif %]</summary>
<form method="post" action="{{ page.at.help }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<fieldset>
<legend>[[ t("help.topic") ]]</legend>
{% if page.faults.topic %}<p class="fault" id="help-fault">{{ page.faults.topic }}</p>{% endif %}
[% for topic in ["cannot_pay", "question", "situation", "other"] %]
<label class="choice"><input type="radio" [% if loop.first %]id="help-topic" [% endif %]name="topic" value="[[ topic ]]"{% if page.typed.topic == "[[ topic ]]" %} checked{% endif %}{% if page.faults.topic %} aria-describedby="help-fault"{% endif %}> <span>[[ t("help." ~ topic) ]]</span></label>
[% endfor %]
</fieldset>
<div class="field">
<label for="help-text">[[ t("help.text") ]]</label>
<textarea id="help-text" name="words" rows="3" maxlength="1000">{{ page.typed.words }}</textarea>
</div>
[% if a.call == "yes" %]
<div class="field">
<label for="help-phone">[[ t("help.phone") ]]</label>
<p class="hint" id="help-phone-hint">[[ t("help.phone.hint") ]]</p>
{% if page.faults.phone %}<p class="fault" id="help-phone-fault">{{ page.faults.phone }}</p>{% endif %}
<input type="tel" class="medium" id="help-phone" name="phone" value="{{ page.typed.phone }}" maxlength="30" autocomplete="tel" aria-describedby="help-phone-hint{% if page.faults.phone %} help-phone-fault{% endif %}"{% if page.faults.phone %} aria-invalid="true"{% endif %}>
</div>
<fieldset>
<legend>[[ t("help.when") ]]</legend>
[% for time in ["morning", "afternoon", "evening"] %]
<label class="choice"><input type="radio" name="when" value="[[ time ]]"{% if page.typed.when == "[[ time ]]" %} checked{% endif %}> <span>[[ t("help." ~ time) ]]</span></label>
[% endfor %]
</fieldset>
[% endif %]
<button class="button main" type="submit">[[ a.label or t("help.submit") ]]</button>
</form>
</details>
{% endif %}
{% if page.contact %}<p class="quiet">[[ t("help.write") ]] <a class="address" href="mailto:{{ page.contact }}">{{ page.contact }}</a>.</p>{% endif %}
</div>
""",
)
