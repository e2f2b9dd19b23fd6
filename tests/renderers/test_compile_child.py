"""The processes in which documents are compiled."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from renderers import compile_child, compiler
from renderers.compile_child import COMPILED, DOCUMENT, HEAD, REFUSED
from renderers.compiler import Compiler
from renderers.errors import TemplateError

PLAIN = "<mjml><mj-body></mj-body></mjml>"
BOMB = "<mjml><mj-body>" + "<mj-wrapper>" * 50_000 + "</mj-wrapper>" * 50_000 + "</mj-body></mjml>"


@pytest.fixture
def fresh() -> Iterator[Compiler]:
    """A compiler of its own, without processes yet."""
    made = Compiler()
    yield made
    made.end()


def test_it_serves_one_document_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_child, "limit_time", lambda: None)
    ours, theirs = socket.socketpair()
    with ours:
        serving = threading.Thread(target=lambda: (compile_child.serve(theirs), theirs.close()))
        serving.start()
        answers = []
        for document in (PLAIN, "<p>"):
            ours.sendall(HEAD.pack(DOCUMENT, len(document)) + document.encode())
            kind, size = HEAD.unpack(compile_child.receive(ours, HEAD.size) or b"")
            answers.append((kind, compile_child.receive(ours, size)))
        ours.sendall(HEAD.pack(DOCUMENT, 5) + b"cut")
        ours.shutdown(socket.SHUT_WR)
        serving.join(10)
    assert not serving.is_alive()
    (first, html), (second, reason) = answers
    assert (first, second) == (COMPILED, REFUSED)
    assert html is not None
    assert html.startswith(b"<!doctype html>")
    assert reason


def test_it_ends_when_there_is_nothing_to_serve() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        compile_child.serve(theirs)


def test_it_limits_its_own_memory_time_and_core_files(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(compile_child.resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(compile_child.resource, "getrlimit", lambda _: (7, 99))
    monkeypatch.setattr(compile_child.time, "process_time", lambda: 40.7)
    compile_child.limit()
    compile_child.limit_time()
    assert limits == {
        compile_child.resource.RLIMIT_AS: (1 << 30, 1 << 30),
        compile_child.resource.RLIMIT_CPU: (50, 99),
        compile_child.resource.RLIMIT_CORE: (0, 0),
    }


def test_a_process_stays_for_the_next_document(fresh: Compiler) -> None:
    assert "<!doctype html>" in fresh.compile(PLAIN)
    (child,) = fresh._idle
    assert fresh.compile(PLAIN) == fresh.compile(PLAIN)
    with pytest.raises(TemplateError, match="no MJML that can be compiled"):
        fresh.compile("<p>")
    assert fresh._idle == [child]
    assert child.served == 4


def test_a_document_that_kills_its_process_harms_no_other(fresh: Compiler) -> None:
    fresh.compile(PLAIN)
    with pytest.raises(TemplateError, match="needs too much memory or time"):
        fresh.compile(BOMB)
    assert fresh._idle == []
    assert "<!doctype html>" in fresh.compile(PLAIN)


def test_a_process_that_was_killed_while_it_waited_is_replaced(fresh: Compiler) -> None:
    fresh.compile(PLAIN)
    process = fresh._idle[0]._process
    process.kill()
    process.wait()
    assert "<!doctype html>" in fresh.compile(PLAIN)


def test_many_documents_at_once_get_a_process_each_of_which_few_stay(fresh: Compiler) -> None:
    barrier = threading.Barrier(4)

    def together(_: int) -> str:
        barrier.wait(30)
        return fresh.compile(PLAIN)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(together, range(4)))) == 1
    assert 1 <= len(fresh._idle) <= compiler.KEPT


def test_a_process_is_replaced_after_many_documents(fresh: Compiler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "ENOUGH", 2)
    fresh.compile(PLAIN)
    fresh.compile(PLAIN)
    assert fresh._idle == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys\nsys.stdin.buffer.raw.readall()\n", "takes too long"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n", "needs too much memory or time"),
        (
            "import os\nos.read(0, 9999)\nos.write(0, bytes([1, 0, 0, 0, 9]) + b'cut')\n",
            "needs too much memory or time",
        ),
        ("import os\nos.read(0, 9999)\nos.write(0, bytes([1, 127, 0, 0, 0]))\nos.read(0, 1)\n", "too large"),
    ],
    ids=["silent", "dead", "cut off", "too much"],
)
def test_a_process_that_does_not_answer_as_it_should_is_stopped(
    fresh: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, words: str
) -> None:
    child = tmp_path / "child.py"
    child.write_text(script)
    monkeypatch.setattr(compiler, "CHILD", child)
    monkeypatch.setattr(compiler, "TIMEOUT", 2.0)
    with pytest.raises(TemplateError, match=words):
        fresh.compile(PLAIN)
    assert fresh._all == set()


def test_a_process_that_is_let_go_ends_by_itself_once_nobody_holds_its_channel(fresh: Compiler) -> None:
    fresh.compile(PLAIN)
    (child,) = fresh._idle
    fresh.let_go()
    assert (fresh._idle, fresh._all) == ([], set())
    assert os.waitpid(child._process.pid, 0) == (child._process.pid, 0)


LEAVING = """
import os, signal
from renderers.compiler import COMPILER

COMPILER.compile("<mjml><mj-body></mj-body></mjml>")
(child,) = COMPILER._idle
forked = os.fork()
if not forked:  # a fork has none of its parent's processes, and makes its own
    assert COMPILER._idle == []
    COMPILER.compile("<mjml><mj-body></mj-body></mjml>")
    assert COMPILER._idle[0]._process.pid != child._process.pid
    os._exit(0)
assert os.waitpid(forked, 0)[1] == 0
assert child.alive
print(child._process.pid, flush=True)
signal.pause()
"""


def test_the_processes_end_with_whoever_started_them_however_that_ends() -> None:
    # Where it counts what is covered, SIGTERM waits for a lock that what it interrupted may hold.
    uncounted = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    for blow in (signal.SIGTERM, signal.SIGKILL):
        with subprocess.Popen([sys.executable, "-c", LEAVING], stdout=subprocess.PIPE, env=uncounted) as owner:
            assert owner.stdout is not None
            watched = os.pidfd_open(int(owner.stdout.readline()))
            owner.send_signal(blow)
            owner.wait(30)
        watcher = select.poll()
        watcher.register(watched, select.POLLIN)
        assert watcher.poll(30_000)
        os.close(watched)
