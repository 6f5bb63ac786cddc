import { type Magic, MagicError } from "./magic.js";

/** `%env`, `%env NAME`, `%env NAME=value`. */
export const env: Magic = async (args, { command, print }) => {
  if (args === "") return command("environment");
  const [, name, value] = /^([A-Za-z_]\w*)(?:\s*=\s*|\s+|$)(.*)$/s.exec(args) ?? [];
  if (name === undefined || value === undefined) {
    throw new MagicError(`%env: must be NAME or NAME=value. Received: ${args}`);
  }
  if (value === "" && !args.includes("=")) return command("getVariable", name);
  const outcome = await command("setVariable", name, value);
  if (outcome.error === undefined) print(`env: ${name}=${value}\n`);
  return outcome;
};

/** `%load_env [file]`: `.env` by default. */
export const loadEnv: Magic = (args, { command }) =>
  command("loadEnvironment", args === "" ? ".env" : args);
