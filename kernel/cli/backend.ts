import { parseArgs } from "node:util";
import { builtFolder } from "../../src/backend/native/built-native.js";
import { NATIVE_PACKAGES, type NativePackage } from "../../src/backend/native/native-package.js";
import { print } from "./command.js";
import { reportBackend } from "./native/backend-report.js";
import { installNative, uninstallNative } from "./native/install-native.js";
import { hasNvidiaDriver } from "./native/nvidia-driver.js";
import { wheelAt, wheelOfPython } from "./native/tensorflow-wheel.js";
import { UsageError } from "./usage-error.js";

const HELP = `preplab backend [install | uninstall] [--gpu | --cpu] [--python PYTHON | --tensorflow PATH]

Says which backend of TensorFlow.js is in use, and why none that is tried before it.

install    puts a current TensorFlow under TensorFlow.js: gets tfjs-node-gpu or tfjs-node from npm and
           compiles its addon against the TensorFlow of a Python. Needs Linux, npm and a C++ compiler.
uninstall  removes what install made

  --gpu              tfjs-node-gpu (default where there is an NVIDIA driver)
  --cpu              tfjs-node (default elsewhere)
  --python PYTHON    the Python that has TensorFlow (default: the active environment's, then python3)
  --tensorflow PATH  the folder of TensorFlow itself

What is built lies in ${builtFolder()}
(or in the folder that the variable PREPLAB_BACKENDS names) and serves every project.`;

/** `preplab backend` */
export async function backend(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      gpu: { type: "boolean" },
      cpu: { type: "boolean" },
      python: { type: "string" },
      tensorflow: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  if (values.gpu && values.cpu) throw new UsageError("--gpu and --cpu exclude each other");
  if (values.python !== undefined && values.tensorflow !== undefined) {
    throw new UsageError("--python and --tensorflow exclude each other");
  }
  const chosen = values.gpu ? "tfjs-node-gpu" : values.cpu ? "tfjs-node" : undefined;
  const [action, ...more] = positionals;
  if (more.length > 0)
    throw new UsageError(`backend takes one action. Received: ${more.join(" ")}`);
  switch (action) {
    case undefined:
      return status();
    case "install":
      return install(chosen, values);
    case "uninstall":
      return uninstall(chosen);
    default:
      throw new UsageError(`unknown action "${action}". Try preplab backend --help`);
  }
}

async function status(): Promise<number> {
  const { active, passedOver } = await reportBackend();
  print(`in use: ${active}`);
  for (const reason of passedOver) print(`passed over: ${reason}`);
  return 0;
}

async function install(
  chosen: NativePackage | undefined,
  { python, tensorflow }: { readonly python?: string; readonly tensorflow?: string },
): Promise<number> {
  const name = chosen ?? (hasNvidiaDriver() ? "tfjs-node-gpu" : "tfjs-node");
  const wheel = tensorflow === undefined ? await wheelOfPython(python) : wheelAt(tensorflow);
  const installed = await installNative(name, wheel, print);
  print(
    `installed ${installed.folder}`,
    `${name} works with TensorFlow ${installed.tensorflow}, ` +
      (installed.usesGpu ? "on the GPU" : "on the processor"),
  );
  if (name === "tfjs-node-gpu" && !installed.usesGpu) {
    print(
      wheel.nvidia === undefined
        ? 'Note: no CUDA libraries beside TensorFlow. "pip install tensorflow[and-cuda]" brings them.'
        : `Note: TensorFlow found no GPU that it can use with the libraries in ${wheel.nvidia}.`,
    );
  }
  return 0;
}

function uninstall(chosen: NativePackage | undefined): number {
  const names = chosen === undefined ? NATIVE_PACKAGES : [chosen];
  const removed = names.filter((name) => uninstallNative(name));
  if (removed.length === 0) throw new UsageError(`no ${names.join(" or ")} in ${builtFolder()}`);
  for (const name of removed) print(`removed ${name} from ${builtFolder()}`);
  return 0;
}
