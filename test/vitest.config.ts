import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/bench/**", "test/native/**", "test/packages/**"],
    // what was built or kept on this machine is no part of these tests
    env: { PREPLAB_BACKENDS: "/nonexistent", PREPLAB_CACHE: "off" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
