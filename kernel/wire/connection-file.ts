import { readFileSync } from "node:fs";
import { CHANNELS, type Connection, type CurveKeys, type Ports } from "./connection.js";
import { ConnectionError } from "./connection-error.js";
import { type Fields, textField, wrongField } from "./fields.js";
import { parseRegistration } from "./registration.js";
import { hashOfScheme } from "./signature.js";

/** Reads and checks a connection or registration file; every fault is one `ConnectionError` line. */
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
    return parseConnection(value as Fields); // a plain JSON object, checked above
  } catch (error) {
    throw new ConnectionError(`connection file ${path}: ${reasonOf(error)}`);
  }
}

/** The text of a connection file that `readConnectionFile` and every Jupyter client accept. */
export function formatConnection(connection: Connection): string {
  const { ports, transport, ip, key, hash = "sha256", curve } = connection;
  const fields = {
    ...Object.fromEntries(CHANNELS.map((channel) => [`${channel}_port`, ports[channel]])),
    ip,
    key,
    transport,
    signature_scheme: `hmac-${hash}`,
    kernel_name: "preplab",
    ...(curve && { curve_publickey: curve.publicKey, curve_secretkey: curve.secretKey }),
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

function parseConnection(fields: Fields): Connection {
  const { transport = "tcp", key } = fields;
  if (transport !== "tcp" && transport !== "ipc") {
    throw new Error(`transport must be "tcp" or "ipc". Received: ${JSON.stringify(transport)}`);
  }
  if (typeof key !== "string") throw wrongField("key", "a string", key);
  const curve = parseCurve(fields);
  const isRegistration = fields.registration_port !== undefined;
  return {
    transport,
    // a registration file need not say where to bind: beside the launcher then
    ip: textField(fields, isRegistration && fields.ip === undefined ? "registration_ip" : "ip"),
    key,
    ...(key === "" ? {} : { hash: parseHash(fields) }),
    ports: isRegistration ? CHOSEN_BY_KERNEL : parsePorts(fields, transport),
    ...(curve && { curve }),
    ...(isRegistration && { registration: parseRegistration(fields, transport) }),
  };
}

const CHOSEN_BY_KERNEL: Ports = { shell: 0, control: 0, stdin: 0, iopub: 0, hb: 0 };

function parsePorts(fields: Fields, transport: Connection["transport"]): Ports {
  const largest = transport === "tcp" ? 65_535 : Number.MAX_SAFE_INTEGER;
  const ports = CHANNELS.map((channel) => {
    const port = fields[`${channel}_port`];
    if (Number.isInteger(port) && (port as number) >= 0 && (port as number) <= largest) {
      return [channel, port];
    }
    const range = transport === "tcp" ? "an integer from 0 to 65535" : "an integer from 0";
    throw wrongField(`${channel}_port`, range, port);
  });
  return Object.fromEntries(ports) as Ports; // one entry per channel
}

function parseHash({ signature_scheme: scheme = "hmac-sha256" }: Fields): string {
  const hash = typeof scheme === "string" ? hashOfScheme(scheme) : undefined;
  if (hash !== undefined) return hash;
  throw wrongField("signature_scheme", '"hmac-sha256" or another hash of Node.js', scheme);
}

function parseCurve(fields: Fields): CurveKeys | undefined {
  if (fields.curve_publickey === undefined && fields.curve_secretkey === undefined)
    return undefined;
  return {
    publicKey: curveKey("curve_publickey", fields),
    secretKey: curveKey("curve_secretkey", fields),
  };
}

function curveKey(name: string, fields: Fields): string {
  const key = fields[name];
  if (typeof key === "string" && key.length === 40) return key;
  // a secret is not for a log
  throw new Error(`${name} must be a Z85 key of 40 characters, beside its counterpart`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException; // undefined on other errors
  if (code === "ENOENT") return "no such file";
  if (code === "EACCES") return "permission denied";
  if (code === "EISDIR") return "it is a folder";
  return error.message;
}
