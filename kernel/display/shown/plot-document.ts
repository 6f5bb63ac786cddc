import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let made: Document | undefined;

/** What `@observablehq/plot` draws into where there is no browser. */
export function plotDocument(): { document: Document } {
  if (made === undefined) {
    const { parseHTML } = require("linkedom") as typeof import("linkedom");
    made = parseHTML("<html></html>").document;
  }
  return { document: made };
}
