"""A Jupyter client of nothing but blocking sockets, so that what is timed is the kernel."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import socket
import time
import uuid
from pathlib import Path
from typing import Any

import zmq

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
KINDS = {"shell": zmq.DEALER, "control": zmq.DEALER, "iopub": zmq.SUB}
DELIMITER = b"<IDS|MSG>"
# below the ephemeral range: a socket that retries its connection can meet itself there
PORTS = range(20_000, 30_000)


class TooSlow(Exception):
    pass


class RawClient:
    def __init__(self, folder: Path) -> None:
        self.key = uuid.uuid4().hex
        self.session = uuid.uuid4().hex
        self.context = zmq.Context()
        ports = dict(zip(CHANNELS, free_ports(len(CHANNELS))))
        self.file = folder / f"{self.session}.json"
        connection: dict[str, Any] = {f"{name}_port": port for name, port in ports.items()}
        connection |= {
            "ip": "127.0.0.1",
            "transport": "tcp",
            "key": self.key,
            "signature_scheme": "hmac-sha256",
            "kernel_name": "",
        }
        self.file.write_text(json.dumps(connection))
        self.sockets = {name: self._connect(kind, ports[name]) for name, kind in KINDS.items()}
        self.sockets["iopub"].subscribe(b"")

    def _connect(self, kind: int, port: int) -> zmq.Socket:
        made = self.context.socket(kind)
        made.setsockopt(zmq.RECONNECT_IVL, 5)
        made.setsockopt(zmq.LINGER, 0)
        made.setsockopt(zmq.RCVHWM, 0)
        made.connect(f"tcp://127.0.0.1:{port}")
        return made

    def send(self, channel: str, msg_type: str, content: dict[str, Any]) -> str:
        msg_id = uuid.uuid4().hex
        header = {
            "msg_id": msg_id,
            "session": self.session,
            "username": "bench",
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "msg_type": msg_type,
            "version": "5.3",
        }
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        digest = hmac.new(self.key.encode(), digestmod=hashlib.sha256)
        for part in parts:
            digest.update(part)
        signature = digest.hexdigest().encode()
        self.sockets[channel].send_multipart([DELIMITER, signature, *parts])
        return msg_id

    def receive(self, channel: str, until: float) -> tuple[str, str, dict[str, Any]]:
        """The next message as (type, id of the request it answers, content)."""
        wait = max(0, int((until - time.perf_counter()) * 1000))
        if not self.sockets[channel].poll(wait):
            raise TooSlow(f"nothing on {channel}")
        frames = self.sockets[channel].recv_multipart()
        at = frames.index(DELIMITER) + 2
        header, parent, content = (json.loads(frames[at + offset]) for offset in (0, 1, 3))
        return header["msg_type"], parent.get("msg_id", ""), content

    def answer(self, channel: str, msg_id: str, timeout: float) -> dict[str, Any]:
        until = time.perf_counter() + timeout
        while True:
            _, parent, content = self.receive(channel, until)
            if parent == msg_id:
                return content

    def ask(self, msg_type: str, content: dict[str, Any], timeout: float = 30) -> dict[str, Any]:
        return self.answer("shell", self.send("shell", msg_type, content), timeout)

    def execute(self, code: str) -> str:
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        return self.send("shell", "execute_request", content)

    def run(self, code: str, timeout: float = 30) -> dict[str, Any]:
        return self.answer("shell", self.execute(code), timeout)

    def printed_until_idle(self, msg_id: str, timeout: float, enough: str = "") -> tuple[str, bool]:
        """What a cell printed, and whether its idle status (or the text `enough`) came in time."""
        until = time.perf_counter() + timeout
        texts = []
        while True:
            try:
                kind, parent, content = self.receive("iopub", until)
            except TooSlow:
                return "".join(texts), False
            if parent != msg_id:
                continue
            if kind == "stream":
                texts.append(content["text"])
                if enough and enough in content["text"]:
                    return "".join(texts), True
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(texts), True

    def skip_iopub(self) -> None:
        while self.sockets["iopub"].poll(0):
            self.sockets["iopub"].recv_multipart()

    def close(self) -> None:
        self.context.destroy(linger=0)
        self.file.unlink(missing_ok=True)


def free_ports(count: int) -> list[int]:
    found: list[int] = []
    while len(found) < count:
        port = random.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in found:
            found.append(port)
    return found
