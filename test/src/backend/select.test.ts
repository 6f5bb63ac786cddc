import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tf } from "../../../src/tensorflow.js";

// each test selects anew: the choice is remembered by the module
async function freshModule(): Promise<typeof import("../../../src/backend/select.js")> {
  vi.resetModules();
  return import("../../../src/backend/select.js");
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("ready", () => {
  it("starts WebAssembly where nothing native is installed, and computes", async () => {
    vi.stubEnv("PREPLAB_BACKEND", undefined);
    const { ready } = await freshModule();
    await ready();
    expect(tf.getBackend()).toBe("wasm");
    const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]));
    expect(await product.array()).toEqual([[11]]);
  });

  it("computes on the backend in use until the other stands", () => {
    const library = new URL("../../../dist/src/index.js", import.meta.url).href;
    const program = `
      import { ready, tf } from ${JSON.stringify(library)};
      const three = tf.tensor1d([3]);
      const used = new Set();
      let starting = true;
      ready().then(() => { starting = false; });
      while (starting) {
        used.add(tf.getBackend() + three.square().dataSync()[0]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      used.add(tf.getBackend() + three.square().dataSync()[0]);
      console.log([...used].join());`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
      env: { ...process.env, PREPLAB_BACKEND: "wasm" },
    });
    expect(printed).toBe("cpu9,wasm9\n");
  });

  it("leaves the process without new listeners for stray errors", async () => {
    const events = ["uncaughtException", "unhandledRejection"] as const;
    const listeners = (): unknown[] => events.map((event) => process.listeners(event as "exit"));
    const before = listeners();
    const { backend } = await freshModule();
    await backend("cpu");
    await backend("wasm");
    expect(listeners()).toEqual(before);
  });

  it("takes the backend that PREPLAB_BACKEND names", async () => {
    vi.stubEnv("PREPLAB_BACKEND", "cpu");
    const { ready } = await freshModule();
    await ready();
    expect(tf.getBackend()).toBe("cpu");
  });

  it("rejects an unknown name in PREPLAB_BACKEND", async () => {
    vi.stubEnv("PREPLAB_BACKEND", "cuda");
    const { ready } = await freshModule();
    await expect(ready()).rejects.toThrow(
      'PREPLAB_BACKEND: unknown backend. Expected one of auto, tfjs-node-gpu, tfjs-node, wasm, cpu. Received: "cuda"',
    );
  });
});

describe("backend", () => {
  it("switches and gives tfjs's name", async () => {
    const { backend } = await freshModule();
    expect(await backend("cpu")).toBe("cpu");
    expect(await backend("wasm")).toBe("wasm");
  });

  it("waits for one that is starting, which would take over afterwards", async () => {
    vi.stubEnv("PREPLAB_BACKEND", "wasm");
    const { backend, ready } = await freshModule();
    const starting = ready();
    await backend("cpu");
    await starting;
    expect(tf.getBackend()).toBe("cpu");
  });

  it("keeps the one in use when another is unknown or not installed", async () => {
    const { backend } = await freshModule();
    await backend("wasm");
    await expect(backend("webgl" as "cpu")).rejects.toThrow("backend: unknown backend.");
    // an overridden package of this name is plain tfjs, without an addon
    await expect(backend("tfjs-node")).rejects.toThrow("backend: tfjs-node is not installed.");
    expect(tf.getBackend()).toBe("wasm");
  });
});
