import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { LOCATION_OPTIONS, print } from "./command.js";
import { currentHost } from "./jupyter-paths.js";
import {
  createKernelspec,
  DEFAULT_DISPLAY_NAME,
  isOurs,
  readKernelspec,
  writeKernelspec,
} from "./kernelspec.js";
import { kernelspecFolder } from "./location.js";
import { KERNEL_ENTRY } from "./package-root.js";
import { UsageError } from "./usage-error.js";

const HELP = `preplab install [--user | --sys-prefix | --prefix PATH] [--name NAME] [--display-name TEXT]

Tells Jupyter about the kernel, by writing kernel.json and logos.

  --user               for you, in your Jupyter data folder (default)
  --sys-prefix         into the active virtualenv or conda environment
  --prefix PATH        into PATH/share/jupyter
  --name NAME          folder name of the kernelspec (default: preplab)
  --display-name TEXT  what the launcher shows (default: ${DEFAULT_DISPLAY_NAME})`;

/** `preplab install` */
export async function install(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...LOCATION_OPTIONS, "display-name": { type: "string" } },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  if (!existsSync(KERNEL_ENTRY)) {
    throw new UsageError(`${KERNEL_ENTRY} does not exist: run "npm run build" first`);
  }
  const folder = kernelspecFolder(values, currentHost());
  const present = readKernelspec(folder);
  if (present && !isOurs(present)) {
    throw new UsageError(
      `${folder} belongs to another kernel: ${present.display_name}. Choose another --name`,
    );
  }
  const spec = createKernelspec(values["display-name"] ?? DEFAULT_DISPLAY_NAME);
  for (const path of writeKernelspec(folder, spec)) print(`wrote ${path}`);
  print(
    "",
    `Next: start "jupyter lab" and pick ${spec.display_name}. In VS Code, reload the window.`,
  );
  if (KERNEL_ENTRY.includes("_npx")) {
    print("Note: this is npx's cache, which npm may empty. Install preplab to keep the kernel.");
  }
  return 0;
}
