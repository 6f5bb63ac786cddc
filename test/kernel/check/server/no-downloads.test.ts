import { chmodSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import { createChecker } from "../../../../kernel/check/typescript-checker.js";

afterEach(() => vi.unstubAllEnvs());

// left to itself, the server installs types from the registry for whatever it finds imported
test("the language server never calls npm", async () => {
  const folder = mkdtempSync(join(tmpdir(), "preplab-npm-"));
  const trace = join(folder, "called");
  writeFileSync(join(folder, "npm"), `#!/bin/sh\necho "$@" >> "${trace}"\n`);
  chmodSync(join(folder, "npm"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  const checker = createChecker({ cwd: folder });
  try {
    for (let cell = 0; cell < 5; cell++) {
      await checker.check(parseCell('import lodash from "lodash"; import jquery from "jquery"'));
      await checker.complete("tf.ten", 6);
    }
    expect(existsSync(trace)).toBe(false);
  } finally {
    checker.dispose();
  }
});
