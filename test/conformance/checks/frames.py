"""Frames and connections of a hostile or broken client: dropped, and the next cell works."""

from __future__ import annotations

import json
import random
import socket

import zmq

from check import Group
from kernel_under_test import KernelUnderTest

from test_hostile_frames import (
    DELIMITER,
    MALFORMED,
    PARTS,
    SIGNED_BUT_WRONG,
    SUBSCRIPTIONS,
    signed,
)

GROUP = Group("hostile frames")
CHANNELS = ("shell", "control", "stdin")


def request(kernel: KernelUnderTest, snippet: str) -> list[bytes]:
    content = {"code": kernel.code(snippet), "silent": False, "store_history": True}
    message = kernel.signer().msg("execute_request", content)
    message["header"]["date"] = "2020-01-01T00:00:00Z"
    return [json.dumps(message[name]).encode() for name in PARTS]


def answers_on(kernel: KernelUnderTest, raw: zmq.Socket) -> None:
    """Asks on the same connection, so that what was sent before has been read."""
    message = kernel.signer().msg("kernel_info_request")
    parts = [json.dumps(message[name], default=str).encode() for name in PARTS]
    raw.rcvtimeo = 5000
    raw.send_multipart(signed(kernel, parts))
    while not any(b"kernel_info_reply" in part for part in raw.recv_multipart()):
        pass


def send(kernel: KernelUnderTest, frames: list[bytes]) -> None:
    for channel in CHANNELS:
        with kernel.raw_socket(channel) as raw:
            raw.send_multipart(frames)
            if channel == "shell":
                answers_on(kernel, raw)
    kernel.works()


def add(name: str, frames: list[bytes], is_signed: bool) -> None:
    def body(kernel: KernelUnderTest) -> None:
        send(kernel, signed(kernel, frames) if is_signed else frames)

    GROUP.check(name)(body)


for name, frames in MALFORMED.items():
    add(name, frames, is_signed=False)
for name, frames in SIGNED_BUT_WRONG.items():
    add(f"signed: {name}", frames, is_signed=True)


@GROUP.check("200 messages of random bytes")
def random_bytes(kernel: KernelUnderTest) -> None:
    source = random.Random(7)
    with kernel.raw_socket("shell") as raw:
        for _ in range(200):
            frames = [source.randbytes(source.randrange(80)) for _ in range(source.randrange(1, 9))]
            if source.random() < 0.5:
                frames.insert(0, DELIMITER)
            raw.send_multipart(frames)
        answers_on(kernel, raw)
    kernel.works()


@GROUP.check("a wrong signature runs nothing")
def wrong_signature(kernel: KernelUnderTest) -> None:
    kernel.run_code("count_from")
    parts = request(kernel, "count")
    with kernel.raw_socket("shell") as raw:
        raw.send_multipart([DELIMITER, kernel.signer(b"wrong").sign(parts), *parts])
        raw.send_multipart([DELIMITER, b"", *parts])
        answers_on(kernel, raw)
    assert kernel.printed("counted").strip() == "0"


@GROUP.check("a message that is sent twice runs once")
def replayed(kernel: KernelUnderTest) -> None:
    kernel.run_code("count_from")
    frames = signed(kernel, request(kernel, "count"))
    with kernel.raw_socket("shell") as raw:
        raw.send_multipart(frames)
        raw.send_multipart(frames)
        answers_on(kernel, raw)
    assert kernel.printed("counted").strip() == "1"


@GROUP.check("a message of long ago with an endless id")
def odd_header(kernel: KernelUnderTest) -> None:
    message = kernel.signer().msg("execute_request", {"code": kernel.code("hello")})
    message["header"]["date"] = "1970-01-01T00:00:00Z"
    message["header"]["msg_id"] = "x" * 100_000
    parts = [json.dumps(message[name]).encode() for name in PARTS]
    with kernel.raw_socket("shell") as raw:
        raw.rcvtimeo = 5000
        raw.send_multipart(signed(kernel, parts))
        assert any(b"execute_reply" in part for part in raw.recv_multipart())
    kernel.works()


@GROUP.check("bytes that are no ZeroMQ on every port")
def no_zeromq(kernel: KernelUnderTest) -> None:
    info = kernel.connection()
    for channel in (*CHANNELS, "iopub", "hb"):
        for text in (b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 100, b"\xff" + b"\x7f" * 500):
            with socket.create_connection((info["ip"], info[f"{channel}_port"]), 5) as plain:
                plain.sendall(text)
    kernel.works()


@GROUP.check("connections that say nothing")
def port_scan(kernel: KernelUnderTest) -> None:
    info = kernel.connection()
    address = (info["ip"], info["shell_port"])
    opened = [socket.create_connection(address, 5) for _ in range(20)]
    kernel.works()
    for plain in opened:
        plain.close()
    kernel.works()


@GROUP.check("a client that vanishes during its request")
def vanishing_client(kernel: KernelUnderTest) -> None:
    for _ in range(10):
        with kernel.raw_socket("shell") as raw:
            kernel.signer().send(raw, "execute_request", {"code": kernel.code("hello")})
    kernel.works()


@GROUP.check("a client that comes back under its identity")
def same_identity(kernel: KernelUnderTest) -> None:
    for _ in range(3):
        with kernel.raw_socket("shell", identity=b"again") as raw:
            answers_on(kernel, raw)


@GROUP.check("subscriptions that are none")
def odd_subscriptions(kernel: KernelUnderTest) -> None:
    with kernel.raw_socket("iopub", zmq.XSUB) as raw:
        for frames in SUBSCRIPTIONS.values():
            raw.send_multipart(frames)
        kernel.works()
