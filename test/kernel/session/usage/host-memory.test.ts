import { expect, it } from "vitest";
import { parseMeminfo, readHostMemory } from "../../../../kernel/session/usage/host-memory.js";

it("counts as used what is not available", () => {
  const text = [
    "MemTotal:  1000 kB",
    "MemFree:   300 kB",
    "MemAvailable: 750 kB",
    "Buffers: 1 kB",
    "Cached: 2 kB",
    "Active:  4 kB",
    "Active(anon):  5 kB",
    "SReclaimable: 8 kB",
  ].join("\n");
  expect(parseMeminfo(text)).toMatchObject({
    total: 1_024_000,
    available: 768_000,
    used: 256_000,
    percent: 25,
    free: 307_200,
    active: 4096,
    cached: 10_240,
  });
});

it("tells the memory of this machine", async () => {
  const { total, used, available } = await readHostMemory();
  expect(used + available).toBe(total);
  expect(available).toBeGreaterThan(0);
});
