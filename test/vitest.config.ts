import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const BESIDE = ["test/e2e/**", "test/bench/**", "test/native/**", "test/packages/**"];
/** they run no cells, whose interrupts and outputs are a matter of time, so that several may run at once */
const PURE = ["test/src/**/*.test.ts", "test/kernel/{display,cell,check,wire}/**/*.test.ts"];

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // what was built or kept on this machine is no part of these tests
    env: { PREPLAB_BACKENDS: "/nonexistent", PREPLAB_CACHE: "off" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "values",
          include: PURE,
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "cells",
          include: ["test/**/*.test.ts"],
          exclude: [...BESIDE, ...PURE],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
