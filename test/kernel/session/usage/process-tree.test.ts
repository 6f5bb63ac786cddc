import { expect, it } from "vitest";
import { parsePs, readProcessTree } from "../../../../kernel/session/usage/process-tree.js";

it("reads what ps prints, with minutes, hours and days", () => {
  const text =
    "    1     0   1024      0:01.50\n  501     1  20480   02:03:04\n 7 501 8 1-00:00:01\n";
  expect(parsePs(text)).toEqual([
    { pid: 1, parent: 0, memory: 1_048_576, cpuSeconds: 1.5 },
    { pid: 501, parent: 1, memory: 20_971_520, cpuSeconds: 7384 },
    { pid: 7, parent: 501, memory: 8192, cpuSeconds: 86_401 },
  ]);
});

it.skipIf(process.platform === "win32")("starts at the process it is asked about", async () => {
  const tree = await readProcessTree(process.pid);
  expect(tree!.map(({ pid }) => pid)).toContain(process.pid);
  expect(tree!.map(({ pid }) => pid)).not.toContain(process.ppid);
});
