import { readFile } from "node:fs/promises";
import { freemem, totalmem } from "node:os";

/** Bytes, under the names that psutil has made customary, and `percent` in use. */
export type HostMemory = Readonly<Record<"total" | "available" | "percent" | "used", number>> &
  Readonly<Record<string, number>>;

export async function readHostMemory(): Promise<HostMemory> {
  const meminfo = await readFile("/proc/meminfo", "latin1").catch(() => "");
  return meminfo === "" ? portable() : parseMeminfo(meminfo);
}

function portable(): HostMemory {
  const free = freemem();
  return { ...inUse(totalmem(), free), free };
}

export function parseMeminfo(text: string): HostMemory {
  const kilobytes = new Map(
    [...text.matchAll(/^(\w+(?:\(\w+\))?):\s+(\d+)/gm)].map(([, name, value]) => [name, value]),
  );
  const bytes = (name: string) => Number(kilobytes.get(name) ?? 0) * 1024;
  return {
    ...inUse(bytes("MemTotal"), bytes("MemAvailable")),
    free: bytes("MemFree"),
    active: bytes("Active"),
    inactive: bytes("Inactive"),
    buffers: bytes("Buffers"),
    cached: bytes("Cached") + bytes("SReclaimable"),
    shared: bytes("Shmem"),
    slab: bytes("Slab"),
  };
}

function inUse(total: number, available: number) {
  const used = total - available;
  return { total, available, percent: Math.round((used / total) * 1000) / 10, used };
}
