import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/native/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // TensorFlow takes all processors for itself
    fileParallelism: false,
  },
});
