import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHANNELS, type Connection } from "./connection.js";
import { formatConnection } from "./connection-file.js";
import { register } from "./registration.js";

export interface Announcement {
  /** the file that the kernel was started with */
  readonly file: string;
  readonly asked: Connection;
  readonly bound: Connection;
  /** where clients look for the connection files of running kernels */
  readonly runtimeDir: string;
}

/** Tells the ports that the kernel chose itself, if it did: its launcher first, then other clients. */
export async function announcePorts(announcement: Announcement): Promise<void> {
  const { file, asked, bound, runtimeDir } = announcement;
  if (asked.registration !== undefined) {
    await register(bound, asked.registration);
    // a restart needs the registration file once more
    writeOwnFile(join(runtimeDir, `kernel-${process.pid}.json`), formatConnection(bound));
  } else if (CHANNELS.some((channel) => asked.ports[channel] === 0)) {
    const fields: object = JSON.parse(readFileSync(file, "utf8"));
    const chosen = CHANNELS.map((channel) => [`${channel}_port`, bound.ports[channel]]);
    const filled = { ...fields, ...Object.fromEntries(chosen) };
    writeFileSync(file, `${JSON.stringify(filled, null, 2)}\n`);
  }
}

/** A connection file that goes with the kernel. */
function writeOwnFile(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
  process.once("exit", () => rmSync(path, { force: true }));
}
