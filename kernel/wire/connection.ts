import type { Registration } from "./registration.js";
import type { SigningKey } from "./signature.js";

export const CHANNELS = ["shell", "control", "stdin", "iopub", "hb"] as const;
export type Channel = (typeof CHANNELS)[number];
export type Ports = Readonly<Record<Channel, number>>;

/** The kernel's pair of keys for CurveZMQ, in Z85; a client needs the public one. */
export interface CurveKeys {
  readonly publicKey: string;
  readonly secretKey: string;
}

/** Where the sockets of a kernel live and the key its messages are signed with. */
export interface Connection extends SigningKey {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  /** 0 lets the kernel choose */
  readonly ports: Ports;
  /** given: the sockets encrypt, and drop peers that do not */
  readonly curve?: CurveKeys;
  /** given: the kernel chooses its ports and tells them there */
  readonly registration?: Registration;
}

/** The ZeroMQ address of a channel: `tcp://127.0.0.1:5001`, `ipc:///tmp/kernel-1`. */
export function addressOf({ transport, ip, ports }: Connection, channel: Channel): string {
  return formatAddress(transport, ip, ports[channel]);
}

export function formatAddress(
  transport: Connection["transport"],
  ip: string,
  port: number,
): string {
  if (transport === "ipc") return `ipc://${ip}-${port}`;
  const host = ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip;
  return `tcp://${host}:${port}`;
}
