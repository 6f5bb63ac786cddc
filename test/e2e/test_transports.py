"""How clients reach the kernel: ipc, IPv6, encryption, and ports that the kernel chooses."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

import pytest
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import get_kernel_spec
from jupyter_client.session import Session

from running_kernel import KERNEL_NAME, TIMEOUT, RunningKernel

PORTS = [f"{channel}_port" for channel in ("shell", "iopub", "stdin", "control", "hb")]


@contextmanager
def started(file: Path, fields: dict[str, Any], **env: str) -> Iterator[subprocess.Popen[bytes]]:
    file.write_text(json.dumps(fields))
    argv = [
        argument.replace("{connection_file}", str(file))
        for argument in get_kernel_spec(KERNEL_NAME).argv
    ]
    with subprocess.Popen(argv, env={**os.environ, **env}) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def connected(fields: dict[str, Any]) -> Iterator[BlockingKernelClient]:
    client = BlockingKernelClient()
    client.load_connection_info(fields)
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        yield client
    finally:
        client.stop_channels()


def works(client: BlockingKernelClient) -> bool:
    reply = client.execute_interactive("6 * 7", timeout=TIMEOUT, output_hook=lambda _: None)
    return reply["content"]["status"] == "ok" and client.hb_channel.is_beating()


def test_ipc(tmp_path: Path) -> None:
    kernel = RunningKernel(transport="ipc", ip=str(tmp_path / "kernel"))
    try:
        assert kernel.run("6 * 7").result == "42"
        sockets = sorted(path.name for path in tmp_path.iterdir())
        assert sockets == [f"kernel-{number}" for number in range(1, 6)]
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=TIMEOUT)
        assert kernel.run("6 * 7").result == "42"
    finally:
        kernel.manager.shutdown_kernel()
        kernel.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_encryption_drops_those_without_the_key(tmp_path: Path, transport: str) -> None:
    ip = {"ip": str(tmp_path / "kernel")} if transport == "ipc" else {}
    kernel = RunningKernel(transport=transport, transport_encryption="required", **ip)
    try:
        kernel.run("var runs = 0")
        assert kernel.manager.curve_publickey is not None
        message = kernel.signer().msg("execute_request", {"code": "runs += 100"})
        public, secret = zmq.curve_keypair()
        mistaken = {"curve_publickey": public, "curve_secretkey": secret, "curve_serverkey": public}
        for options in ({}, mistaken):
            options = {**options, "linger": 0}
            with (
                kernel.raw_socket("shell", **options) as raw,
                kernel.raw_socket("iopub", zmq.SUB, **options) as spy,
            ):
                spy.subscribe(b"")
                kernel.signer().send(raw, message)
                assert kernel.run("runs += 1; console.log('secret')").status == "ok"
                assert not raw.poll(200)
                assert not spy.poll(200)
        assert kernel.run("runs").result == "2"
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=TIMEOUT)
        assert kernel.run("6 * 7").result == "42"
    finally:
        kernel.close()


def test_ipv6(tmp_path: Path) -> None:
    file = tmp_path / "connection.json"
    fields = {"transport": "tcp", "ip": "::1", "key": "k", **dict.fromkeys(PORTS, 0)}
    with started(file, fields) as process:
        chosen = until_chosen(file, process)
        signer = Session(key=b"k")
        with zmq.Context.instance().socket(zmq.DEALER) as shell:
            shell.ipv6 = True
            shell.rcvtimeo = TIMEOUT * 1000
            shell.connect(f"tcp://[::1]:{chosen['shell_port']}")
            signer.send(shell, "kernel_info_request")
            assert signer.recv(shell, mode=0)[1]["content"]["status"] == "ok"


def test_ports_of_0_are_chosen_and_written_back(tmp_path: Path) -> None:
    file = tmp_path / "connection.json"
    fields = {
        "transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256",
        "jupyter_session": "a.ipynb", **dict.fromkeys(PORTS, 0),
    }  # fmt: skip
    with started(file, fields) as process:
        chosen = until_chosen(file, process)
        assert chosen["jupyter_session"] == "a.ipynb"
        assert len({chosen[port] for port in PORTS}) == 5
        with connected(chosen) as client:
            assert works(client)


def until_chosen(file: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    while process.poll() is None:
        try:
            fields = json.loads(file.read_text())
        except json.JSONDecodeError:
            continue
        if all(fields[port] for port in PORTS):
            return fields
    raise AssertionError(f"the kernel ended with {process.returncode}")


def test_another_hash_signs_the_messages(tmp_path: Path) -> None:
    file = tmp_path / "connection.json"
    fields = {
        "transport": "ipc", "ip": str(tmp_path / "kernel"), "key": "k",
        "signature_scheme": "hmac-sha512",
        **{port: number for number, port in enumerate(PORTS, 1)},
    }  # fmt: skip
    with started(file, fields), connected(fields) as client:
        assert client.session.digest_mod().name == "sha512"
        assert works(client)


@pytest.mark.parametrize("end", ["shutdown", "terminate"])
def test_the_kernel_removes_its_ipc_files(tmp_path: Path, end: str) -> None:
    fields = {
        "transport": "ipc", "ip": str(tmp_path / "kernel"), "key": "k",
        **{port: number for number, port in enumerate(PORTS, 1)},
    }  # fmt: skip
    with started(tmp_path / "connection.json", fields) as process, connected(fields) as client:
        client.shutdown() if end == "shutdown" else process.terminate()
        assert process.wait(TIMEOUT) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["connection.json"]


def test_a_session_without_a_key_is_unsigned(tmp_path: Path) -> None:
    fields = {
        "transport": "ipc", "ip": str(tmp_path / "kernel"), "key": "",
        **{port: number for number, port in enumerate(PORTS, 1)},
    }  # fmt: skip
    with started(tmp_path / "connection.json", fields), connected(fields) as client:
        assert works(client)


def registration(
    tmp_path: Path, launcher: zmq.Socket, transport: str = "tcp"
) -> dict[str, Any]:
    launcher.rcvtimeo = TIMEOUT * 1000
    ip, port = "127.0.0.1", 1
    if transport == "tcp":
        port = launcher.bind_to_random_port(f"tcp://{ip}")
    else:
        ip = str(tmp_path / "socket")
        launcher.bind(f"ipc://{ip}-{port}")
    return {
        "kernel_id": "k-1", "transport": transport, "registration_ip": ip,
        "registration_port": port, "signature_scheme": "hmac-sha256", "key": "k",
    }  # fmt: skip


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_the_start_up_handshake(tmp_path: Path, transport: str) -> None:
    file = tmp_path / "registration.json"
    signer = Session(key=b"k")
    with zmq.Context.instance().socket(zmq.ROUTER) as launcher:
        fields = registration(tmp_path, launcher, transport)
        with started(file, fields, JUPYTER_RUNTIME_DIR=str(tmp_path / "run")) as process:
            peer, delimiter, signature, content = launcher.recv_multipart()
            assert (delimiter, signature) == (b"<IDS|MSG>", signer.sign([content]))
            told = json.loads(content)
            assert told.pop("kernel_id") == "k-1"
            assert set(told) == set(PORTS)
            ports = {name: int(port) for name, port in told.items()}
            launcher.send_multipart([peer, delimiter, signer.sign([b"ACK"]), b"ACK"])
            ip = fields["registration_ip"]
            with connected({"ip": ip, "transport": transport, "key": "k", **ports}) as client:
                assert works(client)
                written = tmp_path / "run" / f"kernel-{process.pid}.json"
                known = json.loads(written.read_text())
                assert {name: known[name] for name in PORTS} == ports
                assert written.stat().st_mode & 0o777 == 0o600
                client.shutdown()
                assert process.wait(TIMEOUT) == 0
                assert not written.exists()
        assert json.loads(file.read_text()) == fields


def test_a_kernel_that_nobody_acknowledges_ends(tmp_path: Path) -> None:
    with zmq.Context.instance().socket(zmq.ROUTER) as launcher:
        fields = registration(tmp_path, launcher)
        with started(tmp_path / "registration.json", fields) as process:
            assert launcher.recv_multipart()
            assert process.wait(TIMEOUT) == 1
