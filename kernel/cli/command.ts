/** One subcommand of `preplab`; gives back the exit code, none while it goes on serving. */
export type Command = (args: readonly string[]) => Promise<number | undefined>;

/** Options that say where a kernelspec goes. */
export const LOCATION_OPTIONS = {
  user: { type: "boolean" },
  "sys-prefix": { type: "boolean" },
  prefix: { type: "string" },
  name: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
