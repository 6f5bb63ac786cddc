import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { createUsageMeter } from "../../../../kernel/session/usage/usage-meter.js";

it("has no percentages at first, then those of the time in between", async () => {
  let time = 0;
  const meter = createUsageMeter(process.pid, () => time);
  const first = await meter.read();
  expect(first).toMatchObject({ status: "ok", pid: process.pid });
  expect(first).not.toHaveProperty("host_cpu_percent");
  if (process.platform === "win32") return;
  expect(first.kernel_cpu).toBe(0);
  expect(first.kernel_memory).toBeGreaterThan(1_000_000);
  const { user, system } = process.cpuUsage();
  const isBusy = () => {
    const used = process.cpuUsage({ user, system });
    return used.user + used.system < 200_000;
  };
  while (isBusy());
  time = 1000;
  // 0.2 s of 1 s, and whatever else this process does
  expect((await meter.read()).kernel_cpu).toBeGreaterThanOrEqual(15);
});

it.skipIf(process.platform === "win32")("counts what runs below the process", async () => {
  const meter = createUsageMeter();
  const before = (await meter.read()).kernel_memory!;
  const code =
    "globalThis.a = Buffer.alloc(100_000_000, 1); console.log(); setInterval(() => {}, 1e6)";
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    await once(child.stdout, "data");
    expect((await meter.read()).kernel_memory! - before).toBeGreaterThan(80_000_000);
  } finally {
    child.kill("SIGKILL");
  }
});
