import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { received } from "../../../../src/received.js";

/**
 * The text of a front-end module or style sheet, or its web address. As in anywidget, one line that ends
 * like a file name is a file, looked up from the working folder.
 */
export function frontEndSource(owner: string, source: string | URL): string {
  const text = source instanceof URL ? source.href : source;
  if (typeof text !== "string" || text.trim() === "") {
    throw new TypeError(
      `${owner} must be source code, a file or a URL. Received: ${received(source)}`,
    );
  }
  if (/^https?:/.test(text)) return text;
  const file = text.startsWith("file:") ? fileURLToPath(text) : isFileName(text) ? text : undefined;
  return file === undefined ? text : readSource(owner, resolve(file));
}

function isFileName(text: string): boolean {
  return !/[\r\n]/.test(text) && /[a-zA-Z0-9]\.[a-zA-Z0-9]+$/.test(text);
}

function readSource(owner: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // fs throws nothing else
    throw new Error(`${owner} must name a file that can be read. Received: ${file} (${code})`);
  }
}
