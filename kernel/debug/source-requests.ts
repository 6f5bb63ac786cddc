import type { Breakpoints } from "./breakpoints.js";
import { type Handlers, readBreakpoints, readPath, readText } from "./requests.js";
import type { Scripts } from "./scripts.js";

/** Requests on the texts of cells and files, and on breakpoints in them. */
export function sourceRequests(scripts: Scripts, breakpoints: Breakpoints): Handlers {
  return {
    dumpCell: (args) => ({ sourcePath: scripts.dump(readText(args, "code")) }),
    setBreakpoints: async (args) => ({
      breakpoints: await breakpoints.set(readPath(args), readBreakpoints(args)),
    }),
    source: async (args) => ({
      content: await scripts.read(readPath(args)),
      mimeType: "application/typescript",
    }),
    modules: () => {
      const modules = scripts.files().map((file, id) => ({ id, ...file }));
      return { modules, totalModules: modules.length };
    },
  };
}
