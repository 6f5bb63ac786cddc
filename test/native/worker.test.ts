import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { backend, tf } from "../../src/index.js";

const LIBRARY = new URL("../../dist/src/index.js", import.meta.url).href;

const PROGRAM = `
  const { parentPort } = require("node:worker_threads");
  import("${LIBRARY}").then(async ({ backend, ready, tf }) => {
    await ready();
    const fault = await backend("tfjs-node").catch((error) => error.message);
    parentPort.postMessage([tf.getBackend(), fault]);
  });`;

it("stays on the main thread: workers compute on WebAssembly", async () => {
  await backend("tfjs-node");
  const worker = new Worker(PROGRAM, { eval: true });
  const [[name, fault]] = await once(worker, "message");
  await worker.terminate();
  expect(name).toBe("wasm");
  expect(fault).toContain("runs on a program's main thread only.");
  expect(tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0]).toBe(11);
});
