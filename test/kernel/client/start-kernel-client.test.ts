import { expect, it } from "vitest";
import { startKernelClient } from "../../../kernel/client/start-kernel-client.js";

const node = (script: string) => ({ argv: [process.execPath, "-e", script, "{connection_file}"] });

it("says with which code and last words a kernel ended at its start", async () => {
  const start = startKernelClient(
    node("console.error('first'); console.error('no sockets'); process.exit(3)"),
  );
  await expect(start).rejects.toThrow("the kernel ended with exit code 3: no sockets");
});

it("says that the command does not exist", async () => {
  const start = startKernelClient({ argv: ["/nowhere/kernel"] });
  await expect(start).rejects.toThrow("cannot start /nowhere/kernel");
});

it("gives up on a kernel that never answers, and ends it", async () => {
  const start = startKernelClient({ ...node("setInterval(() => {}, 1000)"), startTimeoutMs: 1 });
  await expect(start).rejects.toThrow("the kernel did not answer within 0.001 s");
});

it("stops waiting when it is told to", async () => {
  const signal = AbortSignal.abort();
  const start = startKernelClient({ ...node("setInterval(() => {}, 1000)"), signal });
  await expect(start).rejects.toThrow("interrupted");
});

it("hands over an existing connection file and the parent's pid", async () => {
  const script =
    "const c = JSON.parse(require('fs').readFileSync(process.argv[1])); console.error(c.signature_scheme, process.env.JPY_PARENT_PID); process.exit(1)";
  await expect(startKernelClient(node(script))).rejects.toThrow(`hmac-sha256 ${process.pid}`);
});
