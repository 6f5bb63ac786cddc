import { homedir } from "node:os";
import { join } from "node:path";

/** Folders in which Keras keeps what it has downloaded, the one to write to first. */
export function kerasCaches(kind: "datasets" | "models"): readonly [string, ...string[]] {
  const { KERAS_HOME } = process.env;
  const usual = join(homedir(), ".keras", kind);
  const own = KERAS_HOME ? join(KERAS_HOME, kind) : usual;
  return own === usual ? [usual] : [own, usual];
}
