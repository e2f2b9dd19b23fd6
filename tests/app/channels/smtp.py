"""SMTP servers that answer as a test wants them to."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.channels.email import EmailChannel, SmtpServer


@contextmanager
def scripted(answer: Callable[[str], str | None], seconds: float = 5.0) -> Iterator[EmailChannel]:
    """A server that answers each command as ``answer`` says; None ends its talking for good, the line stays open."""
    over = threading.Event()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 ready\r\n")
            in_content = False
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                if in_content and line != ".":
                    continue
                reply = answer("CONTENT" if in_content else line)
                in_content = not in_content and line.upper() == "DATA" and (reply or "").startswith("354")
                if reply is None:
                    over.wait(10)
                    return
                if reply == "":
                    return
                self.wfile.write(f"{reply}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        host, port = server.server_address[:2]
        channel = EmailChannel(SmtpServer(str(host), int(port), False, False, "", ""), answer_seconds=seconds)
        try:
            yield channel
        finally:
            over.set()
            channel.close()
            server.shutdown()


def say(**answers: str | None) -> Callable[[str], str | None]:
    """A server that is content with everything but what ``answers`` says."""

    def answer(line: str) -> str | None:
        word = line.upper().partition(" ")[0]
        usual = "354 go on" if word == "DATA" else "250 fine"
        return answers.get(word, usual)

    return answer
