"""The process in which documents are compiled."""

import io
import subprocess
import sys

import pytest

from renderers import compile_child
from renderers.mjml import CHILD


def test_it_compiles_what_it_is_given() -> None:
    target, complaints = io.BytesIO(), io.BytesIO()
    assert compile_child.run(io.BytesIO(b"<mjml><mj-body></mj-body></mjml>"), target, complaints) == 0
    assert target.getvalue().startswith(b"<!doctype html>")
    assert complaints.getvalue() == b""


def test_it_says_why_it_refuses() -> None:
    target, complaints = io.BytesIO(), io.BytesIO()
    assert compile_child.run(io.BytesIO(b"<p>"), target, complaints) == compile_child.REFUSED
    assert target.getvalue() == b""
    assert complaints.getvalue()


def test_it_limits_its_own_memory_time_and_core_files(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(compile_child.resource, "setrlimit", limits.__setitem__)
    compile_child.limit()
    assert limits == {
        compile_child.resource.RLIMIT_AS: (1 << 30, 1 << 30),
        compile_child.resource.RLIMIT_CPU: (10, 10),
        compile_child.resource.RLIMIT_CORE: (0, 0),
    }


def test_documents_that_would_kill_the_compiler_kill_only_the_child() -> None:
    bomb = "<mjml><mj-body>" + "<mj-wrapper>" * 50_000 + "</mj-wrapper>" * 50_000 + "</mj-body></mjml>"
    done = subprocess.run([sys.executable, "-I", CHILD], input=bomb.encode(), capture_output=True, check=False)
    assert done.returncode != 0
