import { createRequire } from "node:module";
import { display as show } from "../output/display.js";
import { displayable } from "./displayable.js";

const require = createRequire(import.meta.url);

/** Shows contents of one MIME type each. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  raw(contentType: string, b: string | Uint8Array): void;
}

function displayBy(raw: Display["raw"]): Display {
  const of = (contentType: string) => (content: string | Uint8Array) => raw(contentType, content);
  return {
    javascript: of("text/javascript"),
    html: of("text/html"),
    markdown: of("text/markdown"),
    latex: of("text/latex"),
    svg: of("image/svg+xml"),
    png: of("image/png"),
    jpeg: of("image/jpeg"),
    gif: of("image/gif"),
    pdf: of("application/pdf"),
    text: of("text/plain"),
    raw,
  };
}

/** Each call adds an output to the cell. */
export const display: Display = displayBy((contentType, content) => {
  show(displayable({ [contentType]: content }));
});

/** One output, which every call replaces. */
export function newDisplay(): Display {
  let handle: ReturnType<typeof show> | undefined;
  return displayBy((contentType, content) => {
    const value = displayable({ [contentType]: content });
    if (handle === undefined) handle = show(value);
    else handle.update(value);
  });
}

/** `tslab` is the version whose interface this is. */
export const versions: Readonly<Record<"tslab" | "typescript" | "node", string>> = {
  tslab: "1.0.22",
  typescript: (require("typescript/package.json") as { version: string }).version,
  node: process.version,
};
