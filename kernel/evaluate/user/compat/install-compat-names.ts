import { createRequire } from "node:module";
import { COMPAT_NAMES } from "../../../cell/compat-names.js";

type Ijavascript = typeof import("./ijavascript.js");

const require = createRequire(import.meta.url);

/** Puts names of other kernels on the global object; what they stand for is loaded when a cell uses one. */
export function installCompatNames(): void {
  const install = () => (require("./ijavascript.js") as Ijavascript).installIjavascript();
  for (const { name, module } of COMPAT_NAMES) {
    if (module !== "ijavascript") continue;
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get: () => {
        install();
        return Reflect.get(globalThis, name);
      },
      set: (value: unknown) => {
        install();
        Reflect.set(globalThis, name, value);
      },
    });
  }
}
