import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The native compiler beside the `typescript` package: its node wrapper would cost a process start. */
export function serverExecutable(): string {
  const fromHere = createRequire(import.meta.url);
  const fromTypescript = createRequire(fromHere.resolve("typescript/package.json"));
  const name = `@typescript/typescript-${process.platform}-${process.arch}`;
  const folder = dirname(fromTypescript.resolve(`${name}/package.json`));
  return join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
}
