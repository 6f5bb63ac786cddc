import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf } from "../../../kernel/wire/connection.js";
import { formatConnection, readConnectionFile } from "../../../kernel/wire/connection-file.js";

const valid = {
  shell_port: 5001,
  iopub_port: 5002,
  stdin_port: 5003,
  control_port: 5004,
  hb_port: 5005,
  ip: "127.0.0.1",
  key: "abc",
  transport: "tcp",
  signature_scheme: "hmac-sha256",
  kernel_name: "ts",
  jupyter_session: "a.ipynb",
};

const CURVE_KEY = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

const registration = {
  kernel_id: "k1",
  transport: "tcp",
  registration_ip: "127.0.0.1",
  registration_port: 51587,
  signature_scheme: "hmac-sha256",
  key: "abc",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: unknown) {
  const path = join(folder, "connection.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return readConnectionFile(path);
}

function complaint(content: unknown): string {
  try {
    read(content);
    return "accepted";
  } catch (error) {
    return (error as Error).message.replace(folder, "");
  }
}

it("reads what Jupyter writes", () => {
  expect(read(valid)).toEqual({
    transport: "tcp",
    ip: "127.0.0.1",
    key: "abc",
    hash: "sha256",
    ports: { shell: 5001, iopub: 5002, stdin: 5003, control: 5004, hb: 5005 },
  });
});

it("reads back what it formats", () => {
  const connection = read(valid);
  expect(read(formatConnection(connection))).toEqual(connection);
});

it("addresses tcp, IPv6 and ipc", () => {
  expect(addressOf(read(valid), "shell")).toBe("tcp://127.0.0.1:5001");
  expect(addressOf(read({ ...valid, ip: "::1" }), "iopub")).toBe("tcp://[::1]:5002");
  const ipc = read({ ...valid, transport: "ipc", ip: "/tmp/kernel", hb_port: 5 });
  expect(addressOf(ipc, "hb")).toBe("ipc:///tmp/kernel-5");
});

it("says in one line that the file is missing", () => {
  expect(() => readConnectionFile("/nowhere/c.json")).toThrow(
    "cannot read connection file /nowhere/c.json: no such file",
  );
  expect(() => readConnectionFile(folder)).toThrow(`${folder}: it is a folder`);
});

it.each([
  ["{oops", "connection file /connection.json is not valid JSON"],
  ["[]", "connection file /connection.json must hold a JSON object"],
  [
    { ...valid, shell_port: undefined },
    'connection file /connection.json: field "shell_port" is missing, expected an integer from 0 to 65535',
  ],
  [
    { ...valid, hb_port: -1 },
    "connection file /connection.json: hb_port must be an integer from 0 to 65535. Received: -1",
  ],
  [
    { ...valid, hb_port: "5" },
    'connection file /connection.json: hb_port must be an integer from 0 to 65535. Received: "5"',
  ],
  [
    { ...valid, key: undefined },
    'connection file /connection.json: field "key" is missing, expected a string',
  ],
  [
    { ...valid, signature_scheme: "rsa" },
    'connection file /connection.json: signature_scheme must be "hmac-sha256" or another hash of Node.js. Received: "rsa"',
  ],
  [
    { ...valid, curve_publickey: CURVE_KEY },
    "connection file /connection.json: curve_secretkey must be a Z85 key of 40 characters, beside its counterpart",
  ],
  [
    { ...valid, curve_publickey: CURVE_KEY, curve_secretkey: "short" },
    "connection file /connection.json: curve_secretkey must be a Z85 key of 40 characters, beside its counterpart",
  ],
  [
    { ...registration, kernel_id: undefined },
    'connection file /connection.json: field "kernel_id" is missing, expected a non-empty string',
  ],
  [
    { ...registration, registration_port: "x" },
    'connection file /connection.json: registration_port must be a port number. Received: "x"',
  ],
  [
    { ...valid, transport: "udp" },
    'connection file /connection.json: transport must be "tcp" or "ipc". Received: "udp"',
  ],
])("refuses %j", (content, message) => {
  expect(complaint(content)).toBe(message);
});

it("takes any scheme when there is no key to sign with", () => {
  expect(read({ ...valid, key: "", signature_scheme: "" }).key).toBe("");
});

it("reads the keys for encryption, and formats them", () => {
  const connection = read({ ...valid, curve_publickey: CURVE_KEY, curve_secretkey: CURVE_KEY });
  expect(connection.curve).toEqual({ publicKey: CURVE_KEY, secretKey: CURVE_KEY });
  expect(read(formatConnection(connection))).toEqual(connection);
});

it("reads a registration file: all ports are the kernel's to choose", () => {
  const connection = read(registration);
  expect(connection).toMatchObject({
    ip: "127.0.0.1",
    ports: { shell: 0, control: 0, stdin: 0, iopub: 0, hb: 0 },
    registration: { kernelId: "k1", address: "tcp://127.0.0.1:51587" },
  });
  expect(read({ ...registration, ip: "::1", registration_port: "7" })).toMatchObject({
    ip: "::1",
    registration: { address: "tcp://127.0.0.1:7" },
  });
});

it("leaves a port of 0 for the kernel to choose", () => {
  expect(read({ ...valid, hb_port: 0 }).ports.hb).toBe(0);
});
