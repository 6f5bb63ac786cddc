"""A kernel that cannot start says why in one line and ends with code 1."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import get_kernel_spec

from running_kernel import KERNEL_NAME

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


def start(connection_file: Path) -> subprocess.CompletedProcess[str]:
    argv = [
        argument.replace("{connection_file}", str(connection_file))
        for argument in get_kernel_spec(KERNEL_NAME).argv
    ]
    return subprocess.run(argv, capture_output=True, text=True, timeout=20, check=False)


def connection(folder: Path, **changes: Any) -> Path:
    file, fields = write_connection_file(str(folder / "connection.json"), key=b"secret")
    merged = {**fields, "key": "secret", **changes}
    kept = {name: value for name, value in merged.items() if value is not ...}
    Path(file).write_text(json.dumps(kept))
    return Path(file)


def fails_with_one_line(outcome: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = outcome.stderr.splitlines()
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert len(lines) == 1, outcome.stderr
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_port_in_use(tmp_path: Path, channel: str) -> None:
    with zmq.Context.instance().socket(zmq.ROUTER) as taken:
        port = taken.bind_to_random_port("tcp://127.0.0.1")
        file = connection(tmp_path, **{f"{channel}_port": port})
        fails_with_one_line(start(file), channel, f"127.0.0.1:{port}", "in use")


def test_a_missing_connection_file(tmp_path: Path) -> None:
    fails_with_one_line(start(tmp_path / "nowhere.json"), "nowhere.json")


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "\x00\xff"])
def test_a_connection_file_that_is_no_json_object(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text, encoding="latin-1")
    fails_with_one_line(start(file), "broken.json")


@pytest.mark.parametrize("field", ["ip", "key", *(f"{channel}_port" for channel in CHANNELS)])
def test_a_missing_field(tmp_path: Path, field: str) -> None:
    fails_with_one_line(start(connection(tmp_path, **{field: ...})), field)


WRONG = {
    "shell_port": [-1, 70_000, "5000", 1.5, None],
    "signature_scheme": ["md5", "hmac-nonsense", 5],
    "curve_publickey": ["rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"],
    "curve_secretkey": [5],
    "registration_port": [0, "x"],
    "transport": ["carrier-pigeon"],
    "ip": [5, "256.256.256.256"],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in WRONG.items() for value in values]
)
def test_a_field_of_a_wrong_value(tmp_path: Path, field: str, value: Any) -> None:
    fails_with_one_line(start(connection(tmp_path, **{field: value})))


def test_a_folder_in_place_of_the_connection_file(tmp_path: Path) -> None:
    fails_with_one_line(start(tmp_path))


def test_a_socket_path_that_is_too_long(tmp_path: Path) -> None:
    path = str(tmp_path / ("x" * 120))
    fails_with_one_line(start(connection(tmp_path, transport="ipc", ip=path)), "too long")


def test_a_socket_path_in_no_folder(tmp_path: Path) -> None:
    path = str(tmp_path / "nowhere" / "kernel")
    fails_with_one_line(start(connection(tmp_path, transport="ipc", ip=path)), "no such folder")


def test_keys_for_encryption_that_are_none(tmp_path: Path) -> None:
    keys = dict.fromkeys(("curve_publickey", "curve_secretkey"), "#" * 40)
    fails_with_one_line(start(connection(tmp_path, **keys)), "CurveZMQ")
