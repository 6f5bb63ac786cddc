import type { Dataset, File, Group } from "h5wasm";

type Library = Awaited<ReturnType<typeof openLibrary>>;

let library: Promise<Library> | undefined;
let count = 0;

// starts a WebAssembly module: only for those who read or write
async function openLibrary() {
  const h5 = await import("h5wasm");
  const module = await h5.ready;
  module.activate_throwing_error_handler(); // else HDF5 prints to stderr and gives null
  return { h5, fs: module.FS };
}

/** Runs `work` on an HDF5 file that is in memory. Throws what `describe` makes of HDF5's own errors. */
export async function readHdf5<T>(
  bytes: Uint8Array,
  work: (file: File, isDataset: (entity: unknown) => entity is Dataset) => T,
  describe: (reason: string) => Error,
): Promise<T> {
  library ??= openLibrary();
  const { h5, fs } = await library;
  const path = `/read-${count++}.h5`;
  fs.writeFile(path, bytes);
  let file: File | undefined;
  try {
    file = new h5.File(path, "r");
    return work(file, (entity): entity is Dataset => entity instanceof h5.Dataset);
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : describe(reason);
  } finally {
    close(file);
    fs.unlink(path);
  }
}

/** The bytes of a new HDF5 file that `work` fills. */
export async function writeHdf5(work: (file: File) => void): Promise<Uint8Array> {
  library ??= openLibrary();
  const { h5, fs } = await library;
  const path = `/write-${count++}.h5`;
  const file = new h5.File(path, "w");
  try {
    work(file);
    file.close();
    return fs.readFile(path) as Uint8Array; // without an encoding
  } finally {
    fs.unlink(path);
  }
}

/** The group at a path, made where it is missing. */
export function groupAt(file: File, path: string): Group {
  let group: Group = file;
  for (const name of path.split("/")) {
    group = group.keys().includes(name) ? (group.get(name) as Group) : group.create_group(name);
  }
  return group;
}

// a file that could not be read may not close either
function close(file: File | undefined): void {
  try {
    file?.close();
  } catch {
    // its bytes go all the same
  }
}

// the innermost line of HDF5's list of what failed
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.message.startsWith("HDF5-DIAG")) return undefined;
  const lines = error.message.match(/#\d+: .*$/gm) ?? [];
  return lines.at(-1)?.replace(/^.*\(\): /, "") ?? "HDF5 failed";
}
