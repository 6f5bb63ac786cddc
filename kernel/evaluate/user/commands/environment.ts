import { readFileSync } from "node:fs";
import { inspect, parseEnv } from "node:util";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";

const SECRET = /key|token|secret|passw|credential|auth/i;

/** All environment variables by name; what looks like a secret is not shown. */
export function environment(): Readonly<Record<string, string>> {
  const names = Object.keys(process.env).sort();
  const variables = Object.fromEntries(
    names.map((name) => [name, SECRET.test(name) ? "<hidden>" : (process.env[name] ?? "")]),
  );
  // a listing is wanted whole, however long
  const display = () => ({ "text/plain": inspect(variables) });
  return Object.defineProperty(variables, DISPLAY_SYMBOL, { value: display });
}

export function getVariable(name: string): string | undefined {
  return process.env[name];
}

export function setVariable(name: string, value: string): void {
  process.env[name] = value;
}

/** Sets what a file of `NAME=value` lines sets, and says so; variables that are set already win. */
export function loadEnvironment(file: string): string {
  const entries = Object.entries(parseEnv(readFileSync(file, "utf8")));
  const isSet = ([name]: [string, unknown]) => process.env[name] !== undefined;
  const names = (found: [string, unknown][]) => found.map(([name]) => name).join(", ");
  const kept = entries.filter(isSet);
  const loaded = entries.filter((entry) => !isSet(entry));
  for (const [name, value] of loaded) process.env[name] = value;
  return [
    loaded.length === 0 ? `nothing new in ${file}` : `from ${file}: ${names(loaded)}`,
    ...(kept.length === 0 ? [] : [`set already: ${names(kept)}`]),
  ].join("; ");
}
