"""Why a message did not go out, or a person not on: kept as ``code: detail`` and read in Spanish or English."""

from app.wording import Text

_REASONS: dict[str, Text] = {
    "no_address": {
        "es": "La persona no tiene una dirección de {detail} que se pueda usar.",
        "en": "The debtor has no address for {detail} that may be used.",
    },
    "no_template": {"es": "No existe la plantilla «{detail}».", "en": "There is no template “{detail}”."},
    "missing_token": {
        "es": "El dato {detail} está vacío para esta persona.",
        "en": "The token {detail} is empty for this person.",
    },
    "unbuildable": {"es": "El mensaje no se puede componer: {detail}", "en": "The message cannot be built: {detail}"},
    "unfillable": {
        "es": "La plantilla no se puede rellenar: {detail}",
        "en": "The template cannot be filled in: {detail}",
    },
    "left": {
        "es": "La persona salió del recorrido antes de que el mensaje se enviara.",
        "en": "The journey ended for this person before the message went out.",
    },
    "placed": {
        "es": "Alguien pasó a la persona a otro paso antes de que el mensaje se enviara.",
        "en": "Somebody moved this person to another step before the message went out.",
    },
    "exit": {
        "es": "La persona ya no debe recibirlo: una salida del recorrido se cumple ({detail}).",
        "en": "They must not get it any more: an exit of the journey holds ({detail}).",
    },
    "on_hold": {
        "es": "El recorrido está detenido para esta persona ({detail}); se mira de nuevo cada 15 minutos.",
        "en": "The journey is on hold for this person ({detail}); it is looked at again every 15 minutes.",
    },
    "journey_busy": {
        "es": "Otro trabajo tiene ocupado el recorrido; se intentará de nuevo.",
        "en": "The journey is held by other work; it will be tried again.",
    },
    "arm_lost": {
        "es": "Otro camino del recorrido llegó antes; este mensaje ya no hacía falta.",
        "en": "Another way of the journey came first; this message was no longer wanted.",
    },
    "stopped": {
        "es": "El recorrido se detuvo antes de que el mensaje se enviara.",
        "en": "The journey was stopped before the message went out.",
    },
    "guard_same_template": {
        "es": "El protector pausó el recorrido: alguien iba a recibir otra vez «{detail}» demasiado pronto.",
        "en": "The blast guard paused the journey: somebody was about to get “{detail}” again too soon.",
    },
    "guard_volume": {
        "es": "El protector pausó el recorrido: hoy iba a escribir muchos más mensajes de los previstos ({detail}).",
        "en": "The blast guard paused the journey: it was about to write far more messages today than foreseen "
        "({detail}).",
    },
    "taken_back": {"es": "Una persona lo anuló: {detail}", "en": "Somebody took it back: {detail}"},
    "paid": {"es": "Ya no se debe nada.", "en": "Nothing is owed any more."},
    "interrupted": {
        "es": "El envío se interrumpió antes de la respuesta; no se sabe si el mensaje salió.",
        "en": "The sender stopped before the answer came; nobody knows whether the message went out.",
    },
    "unanswered": {
        "es": "El servidor de correo no confirmó si aceptó el mensaje ({detail}).",
        "en": "The mail server did not say whether it took the message ({detail}).",
    },
    "refused_sender": {
        "es": "El servidor de correo rechazó el remitente: {detail}",
        "en": "The mail server refused the sender: {detail}",
    },
    "refused_recipient": {
        "es": "El servidor de correo rechazó la dirección: {detail}",
        "en": "The mail server refused the recipient: {detail}",
    },
    "refused_message": {
        "es": "El servidor de correo rechazó el mensaje: {detail}",
        "en": "The mail server refused the message: {detail}",
    },
    "bad_address": {
        "es": "La dirección tiene letras que los servidores de correo no aceptan.",
        "en": "The address has letters that mail servers do not take.",
    },
    "channel_fault": {
        "es": "El canal falló sin decir si aceptó el mensaje ({detail}).",
        "en": "The channel failed without saying whether it took the message ({detail}).",
    },
    "channel_off": {
        "es": "El canal {detail} no está configurado; el mensaje saldrá cuando lo esté.",
        "en": "The channel {detail} is not configured; the message goes out when it is.",
    },
    "rule_never": {
        "es": "Una norma de contacto prohíbe este mensaje ({detail}).",
        "en": "A contact rule forbids this message ({detail}).",
    },
    "rule_later": {
        "es": "Una norma de contacto aplaza este mensaje ({detail}).",
        "en": "A contact rule puts this message off ({detail}).",
    },
    "channel_down": {
        "es": "El canal no responde; se intentará de nuevo.",
        "en": "The channel does not answer; it will be tried again.",
    },
    "server_down": {
        "es": "El servidor de correo no responde ({detail}); se intentará de nuevo.",
        "en": "The mail server does not answer ({detail}); it will be tried again.",
    },
    "server_login": {
        "es": "El servidor de correo no acepta nuestro acceso ({detail}); se intentará de nuevo.",
        "en": "The mail server does not let us in ({detail}); it will be tried again.",
    },
    "gateway_down": {
        "es": "La pasarela de mensajes no responde ({detail}); se intentará de nuevo.",
        "en": "The message gateway does not answer ({detail}); it will be tried again.",
    },
    "gateway_login": {
        "es": "La pasarela de mensajes no acepta nuestro acceso ({detail}); se intentará de nuevo.",
        "en": "The message gateway does not let us in ({detail}); it will be tried again.",
    },
    "gateway_refused": {
        "es": "La pasarela de mensajes rechazó el mensaje: {detail}",
        "en": "The message gateway refused the message: {detail}",
    },
    "gateway_silent": {
        "es": "La pasarela no dijo si aceptó el mensaje ({detail}).",
        "en": "The gateway did not say whether it took the message ({detail}).",
    },
    "letters_off": {
        "es": "No se pueden componer cartas: {detail}",
        "en": "Letters cannot be laid out: {detail}",
    },
    "folder_shut": {
        "es": "No se puede escribir en la carpeta ({detail}); se intentará de nuevo.",
        "en": "The folder cannot be written to ({detail}); it will be tried again.",
    },
    "expired": {
        "es": "Ya era tarde para este mensaje: no se podía enviar antes de su límite.",
        "en": "It was too late for this message: it could not be sent before its limit.",
    },
    "no_recipient": {
        "es": "El mensaje es para la persona de una vuelta, y no se sabe quién es.",
        "en": "The message is for the person of a round, and nobody knows who that is.",
    },
    "step_raised": {
        "es": "El paso falló por un error del programa: {detail}",
        "en": "The step failed by a fault of the program: {detail}",
    },
    "field_gone": {
        "es": "No existe un campo propio «{detail}».",
        "en": "There is no field of your own “{detail}”.",
    },
    "value_unfit": {
        "es": "El valor no sirve para el campo «{detail}».",
        "en": "The value does not work for the field “{detail}”.",
    },
    "tags_full": {
        "es": "La cuenta tiene demasiadas etiquetas para poner «{detail}».",
        "en": "The account has too many tags to put on “{detail}”.",
    },
    "url_unfit": {
        "es": "Esa dirección no se puede llamar: {detail}",
        "en": "That address cannot be called: {detail}",
    },
    "host_private": {
        "es": "La dirección de {detail} es de una red interna; CAUCE_WEBHOOK_HOSTS no la permite.",
        "en": "The address of {detail} is of an internal network; CAUCE_WEBHOOK_HOSTS does not allow it.",
    },
    "host_unknown": {
        "es": "No se encuentra el servidor {detail}; se intentará de nuevo.",
        "en": "The server {detail} cannot be found; it will be tried again.",
    },
    "secret_unknown": {
        "es": "CAUCE_WEBHOOK_SECRETS no tiene el secreto «{detail}».",
        "en": "CAUCE_WEBHOOK_SECRETS has no secret “{detail}”.",
    },
    "webhook_silent": {
        "es": "El otro sistema no respondió ({detail}); se intentará de nuevo.",
        "en": "The other system did not answer ({detail}); it will be tried again.",
    },
    "webhook_busy": {
        "es": "El otro sistema respondió {detail}; se intentará de nuevo.",
        "en": "The other system answered {detail}; it will be tried again.",
    },
    "webhook_refused": {
        "es": "El otro sistema lo rechazó ({detail}).",
        "en": "The other system refused it ({detail}).",
    },
    "webhook_unreadable": {
        "es": "La respuesta del otro sistema no se puede leer: {detail}",
        "en": "The answer of the other system cannot be read: {detail}",
    },
    "act_raised": {
        "es": "No se pudo hacer por un error del programa ({detail}).",
        "en": "It could not be done by a fault of the program ({detail}).",
    },
    "no_node": {
        "es": "El paso en el que está la persona ya no existe en esta versión del recorrido.",
        "en": "The step that the person stands on is not in this version of the journey.",
    },
    "no_way": {
        "es": "La salida «{detail}» de este paso no lleva a ninguna parte.",
        "en": "The way out “{detail}” of this step leads nowhere.",
    },
    "nothing_wakes": {
        "es": "Este paso no espera ningún evento ni plazo: nada haría seguir a la persona.",
        "en": "This step waits for no event and no time: nothing would ever make the person go on.",
    },
    "circle": {
        "es": "El recorrido da vueltas sin esperar nunca.",
        "en": "The journey goes round in a circle without ever waiting.",
    },
    "kind_missing": {
        "es": "El recorrido usa un paso de tipo «{detail}», que no está instalado aquí. Instale de nuevo su paquete, "
        "reinicie los procesos y repita el paso.",
        "en": "The journey uses a step of the kind “{detail}”, which is not installed here. Install its package again, "
        "restart the workers and replay the step.",
    },
    "plan_unusable": {
        "es": "Esta versión del recorrido no se puede ejecutar aquí: {detail}",
        "en": "This version of the journey cannot be run here: {detail}",
    },
}


def reason(code: str, detail: str = "") -> str:
    """A reason as it is kept."""
    if code not in _REASONS:
        raise KeyError(code)
    return f"{code}: {detail}"


def code_of(kept: str) -> str:
    """The code of a kept reason, empty for a channel's own sentence: what a log may hold."""
    code = kept.partition(": ")[0]
    return code if code in _REASONS else ""


def read(kept: str | None) -> Text | None:
    """A kept reason in words; a channel's own sentence is given back as it is, in either language."""
    if kept is None:
        return None
    code, _, detail = kept.partition(": ")
    words = _REASONS.get(code)
    if words is None:
        return {"es": kept, "en": kept}
    return {language: text.replace("{detail}", detail.strip()) for language, text in words.items()}
