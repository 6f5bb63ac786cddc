"""Frames that no client should send: each is dropped, and the next cell works."""

from __future__ import annotations

import json
import random
import socket
from typing import Any

import pytest
import zmq

from running_kernel import RunningKernel

DELIMITER = b"<IDS|MSG>"
PARTS = ("header", "parent_header", "metadata", "content")


@pytest.fixture(autouse=True)
def the_next_cell_works(kernel: RunningKernel) -> Any:
    yield
    execution = kernel.run("6 * 7")
    assert (execution.status, execution.result) == ("ok", "42")


def answers_on(kernel: RunningKernel, raw: zmq.Socket) -> None:
    """Asks on the same connection, so that what was sent before has been read."""
    message = kernel.signer().msg("kernel_info_request")
    parts = [json.dumps(message[name], default=str).encode() for name in PARTS]
    raw.send_multipart(signed(kernel, parts))
    assert any(b"kernel_info_reply" in part for part in raw.recv_multipart())


def signed(kernel: RunningKernel, parts: list[bytes]) -> list[bytes]:
    return [DELIMITER, kernel.signer().sign(parts), *parts]


def request_parts(kernel: RunningKernel, code: str) -> list[bytes]:
    message = kernel.signer().msg("execute_request", {"code": code})
    message["header"]["date"] = "2020-01-01T00:00:00Z"
    return [json.dumps(message[name]).encode() for name in PARTS]


MALFORMED = {
    "one frame": [b"hello"],
    "an empty frame": [b""],
    "no delimiter": [b"a", b"b", b"c", b"d", b"e", b"f"],
    "only the delimiter": [DELIMITER],
    "a delimiter and a signature": [DELIMITER, b"0" * 64],
    "too few parts": [DELIMITER, b"0" * 64, b"{}", b"{}"],
    "an empty signature": [DELIMITER, b"", b"{}", b"{}", b"{}", b"{}"],
    "a signature that is no hex": [DELIMITER, b"\xff" * 64, b"{}", b"{}", b"{}", b"{}"],
    "a million bytes": [b"x" * 1_000_000],
    "a thousand frames": [b"x"] * 1000,
}


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("frames", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_frames_are_dropped(
    kernel: RunningKernel, channel: str, frames: list[bytes]
) -> None:
    with kernel.raw_socket(channel) as raw:
        raw.send_multipart(frames)
        answers_on(kernel, raw)


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_random_bytes_are_dropped(kernel: RunningKernel, channel: str) -> None:
    source = random.Random(7)
    with kernel.raw_socket(channel) as raw:
        for _ in range(200):
            frames = [source.randbytes(source.randrange(80)) for _ in range(source.randrange(1, 9))]
            if source.random() < 0.5:
                frames.insert(0, DELIMITER)
            raw.send_multipart(frames)
        answers_on(kernel, raw)


def test_frames_on_the_stdin_channel_are_dropped(kernel: RunningKernel) -> None:
    with kernel.raw_socket("stdin") as raw:
        for frames in MALFORMED.values():
            raw.send_multipart(frames)
        for parts in SIGNED_BUT_WRONG.values():
            raw.send_multipart(signed(kernel, parts))


SIGNED_BUT_WRONG = {
    "not JSON": [b"{", b"{}", b"{}", b"{}"],
    "not UTF-8": [b'{"msg_id": "\xff"}', b"{}", b"{}", b"{}"],
    "an empty header": [b"{}", b"{}", b"{}", b"{}"],
    "null everywhere": [b"null", b"null", b"null", b"null"],
    "lists everywhere": [b"[]", b"[]", b"[]", b"[]"],
    "numbers everywhere": [b"1", b"2", b"3", b"4"],
    "a header of wrong types": [b'{"msg_id":1,"msg_type":{},"session":[]}', b"{}", b"{}", b"{}"],
    "deep nesting": [b'{"a":' * 20_000 + b"1" + b"}" * 20_000, b"{}", b"{}", b"{}"],
    "prototype keys": [b'{"__proto__":{"msg_type":"execute_request"}}', b"{}", b"{}", b"{}"],
}


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("parts", SIGNED_BUT_WRONG.values(), ids=SIGNED_BUT_WRONG.keys())
def test_signed_nonsense_is_dropped(
    kernel: RunningKernel, channel: str, parts: list[bytes]
) -> None:
    with kernel.raw_socket(channel) as raw:
        raw.send_multipart(signed(kernel, parts))
        answers_on(kernel, raw)


def test_a_wrong_signature_runs_nothing(kernel: RunningKernel) -> None:
    kernel.run("var runs = 0")
    parts = request_parts(kernel, "runs += 1")
    with kernel.raw_socket("shell") as raw:
        raw.send_multipart([DELIMITER, kernel.signer(b"wrong").sign(parts), *parts])
        raw.send_multipart([DELIMITER, b"", *parts])
        raw.send_multipart(signed(kernel, request_parts(kernel, "runs += 100")))
        answer = raw.recv_multipart()
    assert any(b'"ok"' in part for part in answer)
    assert kernel.run("runs").result == "100"


def test_a_message_sent_twice_runs_once(kernel: RunningKernel) -> None:
    kernel.run("var count = 0")
    frames = signed(kernel, request_parts(kernel, "count += 1"))
    with kernel.raw_socket("shell") as raw:
        raw.send_multipart(frames)
        raw.recv_multipart()
        raw.send_multipart(frames)
        raw.send_multipart(signed(kernel, request_parts(kernel, "count += 10")))
        raw.recv_multipart()
    assert kernel.run("count").result == "11"


@pytest.mark.parametrize("channel", ["shell", "iopub", "stdin", "control", "hb"])
def test_bytes_that_are_no_zeromq_are_survived(kernel: RunningKernel, channel: str) -> None:
    info = kernel.connection()
    address = (info["ip"], info[f"{channel}_port"])
    for text in (b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 100, b"\xff" + b"\x7f" * 500, b""):
        with socket.create_connection(address, timeout=5) as plain:
            plain.sendall(text)


@pytest.mark.parametrize("greeting", [b"", b"\xff" + b"\0" * 8 + b"\x7f", b"\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL"])
def test_connections_that_never_go_on_hold_nobody_up(
    kernel: RunningKernel, greeting: bytes
) -> None:
    info = kernel.connection()
    half_open = []
    try:
        for channel in ("shell", "iopub", "stdin", "control", "hb"):
            for _ in range(10):
                plain = socket.create_connection((info["ip"], info[f"{channel}_port"]), timeout=5)
                half_open.append(plain)
                plain.sendall(greeting)
        with kernel.raw_socket("shell") as raw:
            answers_on(kernel, raw)
        assert kernel.run("1 + 1").result == "2"
    finally:
        for plain in half_open:
            plain.close()


SUBSCRIPTIONS = {
    "a topic that is not UTF-8": [b"\x01\xff\xfe"],
    "several frames": [b"\x01", b"more", b"frames"],
    "neither subscribe nor unsubscribe": [b"\x07what"],
    "an empty frame": [b""],
    "an unsubscribe without a subscribe": [b"\x00never"],
}


@pytest.mark.parametrize("frames", SUBSCRIPTIONS.values(), ids=SUBSCRIPTIONS.keys())
def test_odd_subscriptions_are_ignored(kernel: RunningKernel, frames: list[bytes]) -> None:
    with kernel.raw_socket("iopub", zmq.XSUB) as raw:
        raw.send_multipart(frames)


def test_a_client_that_comes_back_under_its_identity_is_served(kernel: RunningKernel) -> None:
    for _ in range(3):
        with kernel.raw_socket("shell", identity=b"same-client") as raw:
            raw.send_multipart(signed(kernel, request_parts(kernel, "1")))
            assert any(b'"ok"' in part for part in raw.recv_multipart())


def test_a_client_that_comes_back_while_its_cell_runs_gets_the_reply(kernel: RunningKernel) -> None:
    code = "console.log('begun'); await new Promise((done) => setTimeout(done, 300)); 5"
    with kernel.raw_socket("shell", identity=b"same-client") as raw:
        parts = request_parts(kernel, code)
        raw.send_multipart(signed(kernel, parts))
        kernel.started_printing(json.loads(parts[0])["msg_id"], "begun")
    with kernel.raw_socket("shell", identity=b"same-client") as raw:
        answers_on(kernel, raw)
        assert any(b"execute_reply" in part for part in raw.recv_multipart())


def test_a_client_that_vanishes_before_its_reply_harms_nobody(kernel: RunningKernel) -> None:
    with kernel.raw_socket("shell") as raw:
        code = "await new Promise((done) => setTimeout(done, 200)); console.log('x'.repeat(100000))"
        raw.send_multipart(signed(kernel, request_parts(kernel, code)))


HEADERS: dict[str, dict[str, Any]] = {
    "an old date": {"date": "1970-01-01T00:00:00.000000Z"},
    "a date that is none": {"date": "yesterday"},
    "no date": {"date": None},
    "a message id of a million characters": {"msg_id": "x" * 1_000_000},
    "no session, user or version": {"session": None, "username": None, "version": None},
    "a version from the future": {"version": "99.0"},
    "a subshell": {"subshell_id": "sub-1"},
    "keys of prototypes": {"__proto__": {"x": 1}, "constructor": {"y": 1}, "toString": "z"},
}


@pytest.mark.parametrize("changes", HEADERS.values(), ids=HEADERS.keys())
def test_an_odd_header_is_answered(kernel: RunningKernel, changes: dict[str, Any]) -> None:
    parts = request_parts(kernel, "6 * 7")
    fields = {**json.loads(parts[0]), **changes}
    header = {name: value for name, value in fields.items() if value is not None}
    with kernel.raw_socket("shell") as raw:
        raw.send_multipart(signed(kernel, [json.dumps(header).encode(), *parts[1:]]))
        answer = raw.recv_multipart()
    parent, content = json.loads(answer[-3]), json.loads(answer[-1])
    assert content["status"] == "ok"
    assert parent["msg_id"] == header["msg_id"]
    assert parent.get("subshell_id") == changes.get("subshell_id")


PROTOTYPES = {"__proto__": {"polluted": True}, "constructor": {"prototype": {"polluted": True}}}


def test_keys_of_prototypes_in_a_request_pollute_nothing(kernel: RunningKernel) -> None:
    content = {"code": "1", "user_expressions": {"__proto__": "1 + 1", "toString": "3"}, **PROTOTYPES}
    execution = kernel.collect(kernel.request("shell", "execute_request", content))
    expressions = execution.reply["content"]["user_expressions"]
    assert expressions["toString"]["data"]["text/plain"] == "3"
    assert expressions["__proto__"]["data"]["text/plain"] == "2"
    for kind in ("complete", "inspect", "is_complete", "history", "comm_info"):
        content = {"code": "M", "cursor_pos": 1, "hist_access_type": "tail", **PROTOTYPES}
        kernel.shell_reply(kernel.request("shell", f"{kind}_request", content))
    assert kernel.run("'polluted' in {}").result == "false"
    again = kernel.collect(kernel.request("shell", "execute_request", {"code": "1"}))
    assert "polluted" not in again.reply["content"]
