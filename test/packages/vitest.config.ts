import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/packages/*.test.ts"],
    // what was built or kept on this machine is no part of these tests
    env: { PREPLAB_BACKENDS: "/nonexistent", PREPLAB_CACHE: "off" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
