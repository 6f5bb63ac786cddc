import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type BuildRecord,
  builtFolder,
  builtPackageFolder,
  RECORD_FILE,
} from "../../../src/backend/native/built-native.js";
import type { NativeInstall } from "../../../src/backend/native/find-native.js";
import type { NativePackage } from "../../../src/backend/native/native-package.js";
import { BuildError } from "./build-error.js";
import { compileAddon, findCompiler } from "./compile-addon.js";
import { installPackage, nodeApiHeaders, PACKAGE_VERSION } from "./install-package.js";
import type { Probe } from "./probe.js";
import { runTool } from "./run-tool.js";
import { LIBRARIES, type TensorflowWheel } from "./tensorflow-wheel.js";

const STAGING = ".building-";

type Working = Exclude<Probe, { readonly fault: string }>;

/** What came of an installation. */
export interface InstalledNative extends Working {
  readonly folder: string;
}

/**
 * Builds a native package on a TensorFlow wheel and puts it where preplab finds it. All is done and tried in
 * a folder beside that place first: when a step fails, what was there before stays.
 */
export async function installNative(
  name: NativePackage,
  wheel: TensorflowWheel,
  tell: (step: string) => void,
): Promise<InstalledNative> {
  if (process.platform !== "linux") {
    throw new BuildError(`backends are built on Linux only. Received: ${process.platform}`);
  }
  const compiler = await findCompiler();
  mkdirSync(builtFolder(), { recursive: true });
  removeAbandoned();
  const staging = join(builtFolder(), `${STAGING}${process.pid}`);
  try {
    tell(`getting @tensorflow/${name} ${PACKAGE_VERSION} from npm, without its install script`);
    await installPackage(name, staging);
    tell(`compiling its addon with ${compiler} for the TensorFlow in ${wheel.folder}`);
    const install = await build(name, wheel, compiler, staging);
    tell("trying it");
    const probe = await probeNative(install);
    writeRecord(staging, {
      package: name,
      packageVersion: PACKAGE_VERSION,
      tensorflow: { version: probe.tensorflow, ...wheel },
    });
    const folder = builtPackageFolder(name);
    replace(folder, staging);
    return { ...probe, folder };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Removes a build; false when there is none. */
export function uninstallNative(name: NativePackage): boolean {
  const folder = builtPackageFolder(name);
  if (!existsSync(folder)) return false;
  rmSync(folder, { recursive: true });
  return true;
}

async function build(
  name: NativePackage,
  wheel: TensorflowWheel,
  compiler: string,
  staging: string,
): Promise<NativeInstall> {
  const folder = join(staging, "node_modules", "@tensorflow", name);
  linkLibraries(wheel, staging);
  await compileAddon(compiler, {
    packageFolder: folder,
    nodeHeaders: nodeApiHeaders(staging),
    tensorflowHeaders: join(wheel.folder, "include"),
    libraries: join(staging, "tensorflow"),
    librariesFromAddon: "../../../../../tensorflow",
  });
  return { name, version: PACKAGE_VERSION, folder };
}

function writeRecord(staging: string, record: BuildRecord): void {
  writeFileSync(join(staging, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
}

// TensorFlow looks for CUDA in ../nvidia beside its own library, as the loader was told its path: with links
// the two may come from different places
function linkLibraries({ folder, nvidia }: TensorflowWheel, staging: string): void {
  mkdirSync(join(staging, "tensorflow"));
  for (const name of LIBRARIES) symlinkSync(join(folder, name), join(staging, "tensorflow", name));
  if (nvidia !== undefined) symlinkSync(nvidia, join(staging, "nvidia"));
}

async function probeNative(install: NativeInstall): Promise<Working> {
  const script = fileURLToPath(new URL("./probe.js", import.meta.url));
  const answer = await runTool(process.execPath, [script, JSON.stringify(install)]);
  const probe = JSON.parse(answer!) as Probe; // Node.js is there, and this the script's only output
  if ("fault" in probe)
    throw new BuildError(`the addon was built but does not work: ${probe.fault}`);
  return probe;
}

function replace(folder: string, staging: string): void {
  const previous = `${staging}-previous`;
  if (existsSync(folder)) renameSync(folder, previous);
  try {
    renameSync(staging, folder);
  } catch (error) {
    if (existsSync(previous)) renameSync(previous, folder);
    throw error;
  }
  rmSync(previous, { recursive: true, force: true });
}

/** What an installation left that was killed. */
function removeAbandoned(): void {
  for (const name of readdirSync(builtFolder())) {
    const owner = name.startsWith(STAGING) ? Number.parseInt(name.slice(STAGING.length), 10) : null;
    if (owner === null || isAlive(owner)) continue;
    rmSync(join(builtFolder(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // of another user
  }
}
