import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessUsage {
  readonly pid: number;
  /** processor time used so far */
  readonly cpuSeconds: number;
  /** bytes; where the system tells, memory shared with others counts by its share */
  readonly memory: number;
}

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

/** A process and everything below it; undefined where the system offers no cheap way to know. */
export async function readProcessTree(root: number): Promise<ProcessUsage[] | undefined> {
  if (process.platform === "win32") return undefined;
  if (process.platform !== "linux") return below(root, parsePs(await ps()));
  const tree = below(root, await listProc());
  return Promise.all(tree.map(async (entry) => ({ ...entry, memory: await memoryOf(entry.pid) })));
}

function below<Entry extends Listed>(root: number, listed: readonly Entry[]): Entry[] {
  const wanted = new Set([root]);
  // a child may be listed before its parent
  for (let size = 0; size < wanted.size; ) {
    size = wanted.size;
    for (const { pid, parent } of listed) if (wanted.has(parent)) wanted.add(pid);
  }
  return listed.filter(({ pid }) => wanted.has(pid));
}

/** Linux counts in ticks of 10 ms on every architecture */
const TICKS = 100;

async function listProc(): Promise<Listed[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readOrEmpty(`/proc/${pid}/stat`);
      // the name in parentheses may hold anything
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = Number(fields[11]) + Number(fields[12]);
      return { pid: Number(pid), parent: Number(fields[1]), cpuSeconds: ticks / TICKS };
    }),
  );
  return entries.filter(({ cpuSeconds }) => !Number.isNaN(cpuSeconds));
}

async function memoryOf(pid: number): Promise<number> {
  const shared = /^Pss:\s+(\d+) kB/m.exec(await readOrEmpty(`/proc/${pid}/smaps_rollup`));
  const kilobytes = shared ?? /^VmRSS:\s+(\d+) kB/m.exec(await readOrEmpty(`/proc/${pid}/status`));
  return Number(kilobytes?.[1] ?? 0) * 1024;
}

/** empty when the process ended meanwhile */
function readOrEmpty(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}

async function ps(): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss=,time="]);
  return stdout;
}

/** Lines such as `  501   1  20480   0:01.25` or, after a day, `501 1 20480 1-02:03:04`. */
export function parsePs(text: string): (Listed & ProcessUsage)[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [pid = "", parent = "", kilobytes = "", time = ""] = line.trim().split(/\s+/);
      const cpuSeconds = time
        .replace("-", ":")
        .split(":")
        .map(Number)
        .reverse()
        .reduce((sum, part, unit) => sum + part * (UNITS[unit] ?? 0), 0);
      return {
        pid: Number(pid),
        parent: Number(parent),
        memory: Number(kilobytes) * 1024,
        cpuSeconds,
      };
    });
}

const UNITS = [1, 60, 3600, 86_400];
