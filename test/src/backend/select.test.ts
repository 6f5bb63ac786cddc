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

  it("keeps the one in use when another is unknown or not installed", async () => {
    const { backend } = await freshModule();
    await backend("wasm");
    await expect(backend("webgl" as "cpu")).rejects.toThrow("backend: unknown backend.");
    // an overridden package of this name is plain tfjs, without an addon
    await expect(backend("tfjs-node")).rejects.toThrow("backend: tfjs-node is not installed.");
    expect(tf.getBackend()).toBe("wasm");
  });
});
