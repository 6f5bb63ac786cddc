import { parseArgs } from "node:util";
import { LOCATION_OPTIONS, print } from "./command.js";
import { currentHost } from "./jupyter-paths.js";
import { isOurs, readKernelspec, removeKernelspec } from "./kernelspec.js";
import { kernelspecFolder } from "./location.js";
import { UsageError } from "./usage-error.js";

const HELP = `preplab uninstall [--user | --sys-prefix | --prefix PATH] [--name NAME]

Removes the kernelspec that "preplab install" wrote with the same options.`;

/** `preplab uninstall` */
export async function uninstall(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: LOCATION_OPTIONS });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const folder = kernelspecFolder(values, currentHost());
  const spec = readKernelspec(folder);
  if (spec === undefined) throw new UsageError(`no kernelspec in ${folder}`);
  if (!isOurs(spec)) {
    throw new UsageError(`${folder} belongs to another kernel: ${spec.display_name}`);
  }
  removeKernelspec(folder);
  print(`removed ${folder}`);
  return 0;
}
