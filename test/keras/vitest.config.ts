import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/keras/parity.ts", "test/keras/interchange.ts"],
    testTimeout: 30_000,
  },
});
