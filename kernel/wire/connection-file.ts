import { readFileSync } from "node:fs";
import { ConnectionError } from "./connection-error.js";

export const CHANNELS = ["shell", "control", "stdin", "iopub", "hb"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where the sockets of a kernel live and the key its messages are signed with. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly ports: Readonly<Record<Channel, number>>;
  /** empty for an unsigned session */
  readonly key: string;
}

/** Reads and checks a connection file; every fault is one `ConnectionError` line. */
export function readConnectionFile(path: string): Connection {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConnectionError(`cannot read connection file ${path}: ${reasonOf(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConnectionError(`connection file ${path} is not valid JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConnectionError(`connection file ${path} must hold a JSON object`);
  }
  try {
    return parseConnection(value as Record<string, unknown>); // a plain JSON object, checked above
  } catch (error) {
    throw new ConnectionError(`connection file ${path}: ${reasonOf(error)}`);
  }
}

/** The text of a connection file that `readConnectionFile` and every Jupyter client accept. */
export function formatConnection(connection: Connection): string {
  const { ports, transport, ip, key } = connection;
  const fields = {
    shell_port: ports.shell,
    iopub_port: ports.iopub,
    stdin_port: ports.stdin,
    control_port: ports.control,
    hb_port: ports.hb,
    ip,
    key,
    transport,
    signature_scheme: "hmac-sha256",
    kernel_name: "preplab",
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** The ZeroMQ address of a channel: `tcp://127.0.0.1:5001`, `ipc:///tmp/kernel-1`. */
export function addressOf({ transport, ip, ports }: Connection, channel: Channel): string {
  if (transport === "ipc") return `ipc://${ip}-${ports[channel]}`;
  const host = ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip;
  return `tcp://${host}:${ports[channel]}`;
}

function parseConnection(fields: Readonly<Record<string, unknown>>): Connection {
  const { transport = "tcp", ip, key, signature_scheme: scheme = "hmac-sha256" } = fields;
  if (transport !== "tcp" && transport !== "ipc") {
    throw new Error(`transport must be "tcp" or "ipc". Received: ${JSON.stringify(transport)}`);
  }
  if (typeof ip !== "string" || ip === "") throw wrongField("ip", "a non-empty string", ip);
  if (typeof key !== "string") throw wrongField("key", "a string", key);
  if (key !== "" && scheme !== "hmac-sha256") {
    throw wrongField("signature_scheme", '"hmac-sha256"', scheme);
  }
  const largest = transport === "tcp" ? 65_535 : Number.MAX_SAFE_INTEGER;
  const port = (channel: Channel) => {
    const number = fields[`${channel}_port`];
    if (typeof number === "number" && Number.isInteger(number) && number > 0 && number <= largest) {
      return number;
    }
    const range = transport === "tcp" ? "an integer from 1 to 65535" : "a positive integer";
    throw wrongField(`${channel}_port`, range, number);
  };
  return {
    transport,
    ip,
    key,
    ports: {
      shell: port("shell"),
      control: port("control"),
      stdin: port("stdin"),
      iopub: port("iopub"),
      hb: port("hb"),
    },
  };
}

function wrongField(name: string, expected: string, received: unknown): Error {
  if (received === undefined) return new Error(`field "${name}" is missing, expected ${expected}`);
  return new Error(`${name} must be ${expected}. Received: ${JSON.stringify(received)}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException; // undefined on other errors
  if (code === "ENOENT") return "no such file";
  if (code === "EACCES") return "permission denied";
  if (code === "EISDIR") return "it is a folder";
  return error.message;
}
