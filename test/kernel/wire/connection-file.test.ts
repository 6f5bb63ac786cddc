import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addressOf,
  formatConnection,
  readConnectionFile,
} from "../../../kernel/wire/connection-file.js";

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
    'connection file /connection.json: field "shell_port" is missing, expected an integer from 1 to 65535',
  ],
  [
    { ...valid, hb_port: 0 },
    "connection file /connection.json: hb_port must be an integer from 1 to 65535. Received: 0",
  ],
  [
    { ...valid, hb_port: "5" },
    'connection file /connection.json: hb_port must be an integer from 1 to 65535. Received: "5"',
  ],
  [
    { ...valid, key: undefined },
    'connection file /connection.json: field "key" is missing, expected a string',
  ],
  [
    { ...valid, signature_scheme: "hmac-md5" },
    'connection file /connection.json: signature_scheme must be "hmac-sha256". Received: "hmac-md5"',
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
