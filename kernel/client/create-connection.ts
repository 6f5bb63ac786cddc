import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "../wire/connection.js";
import { formatConnection } from "../wire/connection-file.js";
import { findFreePorts } from "./free-ports.js";

export interface TemporaryConnection {
  readonly connection: Connection;
  /** path of the connection file, in a private folder of its own */
  readonly file: string;
  remove(): void;
}

/** The transport a client picks by itself: sockets in a private folder where the system has them. */
export const DEFAULT_TRANSPORT = process.platform === "win32" ? "tcp" : "ipc";

/** Writes a connection file for a kernel about to start, with a fresh key. */
export async function createConnection(
  transport: Connection["transport"] = DEFAULT_TRANSPORT,
): Promise<TemporaryConnection> {
  const folder = mkdtempSync(join(tmpdir(), "preplab-"));
  const [shell, control, stdin, iopub, hb] =
    transport === "tcp" ? await findFreePorts(5) : [1, 2, 3, 4, 5];
  const connection: Connection = {
    transport,
    ip: transport === "tcp" ? "127.0.0.1" : join(folder, "kernel"),
    ports: { shell: shell!, control: control!, stdin: stdin!, iopub: iopub!, hb: hb! },
    key: randomUUID(),
  };
  const file = join(folder, "connection.json");
  writeFileSync(file, formatConnection(connection), { mode: 0o600 });
  return { connection, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
