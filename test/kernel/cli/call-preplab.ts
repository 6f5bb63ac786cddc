import { vi } from "vitest";
import { dispatch } from "../../../kernel/cli/dispatch.js";

/** Runs the command line `preplab ARGS` in this process. */
export async function callPreplab(...args: readonly string[]) {
  const written = { out: "", err: "" };
  const catcher = (name: "out" | "err") => (text: string | Uint8Array) => {
    written[name] += text;
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(catcher("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(catcher("err"));
  const code = await dispatch(args);
  vi.restoreAllMocks();
  return { code, ...written };
}
