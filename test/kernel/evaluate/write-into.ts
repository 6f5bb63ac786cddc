import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Gives a function that writes files into a folder: text as it is, anything else as JSON. */
export function writeInto(folder: () => string): (path: string, content: string | object) => void {
  return (path, content) => {
    const file = join(folder(), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  };
}
