import { parseArgs } from "node:util";
import { print } from "./command.js";
import { CHECKS, type Finding } from "./doctor-checks.js";

const HELP = `preplab doctor

Checks what the kernel needs, starts it once and says what is found. Exit code 1 if something
that is needed does not work.`;

const MARKS = { ok: "ok  ", absent: "--  ", failed: "FAIL" };

/** `preplab doctor` */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  let failed = 0;
  for (const check of CHECKS) {
    for (const { status, name, detail } of await runCheck(check)) {
      print(`${MARKS[status]}  ${name}: ${detail}`);
      if (status === "failed") failed += 1;
    }
  }
  print("", failed === 0 ? "Everything needed works." : `${failed} of the checks failed.`);
  return failed === 0 ? 0 : 1;
}

async function runCheck([name, check]: (typeof CHECKS)[number]): Promise<readonly Finding[]> {
  try {
    const found = await check();
    return typeof found === "string" ? [{ status: "ok", name, detail: found }] : found;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ status: "failed", name, detail: detail.split("\n", 1)[0] ?? "" }];
  }
}
