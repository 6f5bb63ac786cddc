import { readFileSync } from "node:fs";
import { received } from "../../received.js";

/** The lines of a vocabulary file, one token each; a line break at its end starts no token. */
export function readVocabularyFile(owner: string, path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${owner}: cannot read the vocabulary file. Received: ${received(path)}`, {
      cause: error,
    });
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
