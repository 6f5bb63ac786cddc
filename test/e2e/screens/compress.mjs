import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import init, { optimise } from "@jsquash/oxipng/codec/pkg/squoosh_oxipng.js";

const WASM = import.meta.resolve("@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm");
const LEVEL = 2;
let ready;

/** The same pixels in a smaller PNG file. */
export async function compressPicture(file) {
  // the package's own way in is for browsers
  ready ??= readFile(fileURLToPath(WASM)).then((code) => init(code));
  await ready;
  return optimise(new Uint8Array(file), LEVEL, false, false);
}
