import { parseArgs } from "node:util";
import { print } from "./command.js";
import { currentHost, kernelDirs } from "./jupyter-paths.js";
import { findKernelspecs, isOurs } from "./kernelspec.js";

const HELP = `preplab list

Shows the kernelspecs Jupyter can find here; those of preplab are marked with *.`;

/** `preplab list` */
export async function list(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const found = findKernelspecs(kernelDirs(currentHost()));
  if (found.length === 0) print('no kernelspecs found. Next: "preplab install"');
  const width = Math.max(0, ...found.map(({ name }) => name.length));
  for (const { name, folder, spec } of found) {
    const mark = spec && isOurs(spec) ? "*" : " ";
    const title = spec?.display_name ?? "(kernel.json cannot be read)";
    print(`${mark} ${name.padEnd(width)}  ${title}  ${folder}`);
  }
  return 0;
}
