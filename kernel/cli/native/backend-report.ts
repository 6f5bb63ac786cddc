import { loadedNative } from "../../../src/backend/native/load-native.js";
import { ready, skippedBackends } from "../../../src/backend/select.js";
import { tf } from "../../../src/tensorflow.js";
import { UsageError } from "../usage-error.js";

/** Which backend runs here, and why none that is tried before it. */
export interface BackendReport {
  readonly active: string;
  readonly passedOver: readonly string[];
}

/** Starts the backend as every program with preplab does, and tells which it is. */
export async function reportBackend(): Promise<BackendReport> {
  try {
    await ready();
  } catch (error) {
    // PREPLAB_BACKEND forces one that does not start
    throw new UsageError(withoutOwner(error instanceof Error ? error.message : String(error)));
  }
  return {
    active: describeActive(),
    passedOver: skippedBackends().map(withoutOwner),
  };
}

function withoutOwner(message: string): string {
  return message.replace(/^backend: /, "");
}

function describeActive(): string {
  const native = tf.getBackend() === "tensorflow" ? loadedNative() : undefined;
  if (native === undefined) return `${tf.getBackend()} (tfjs ${tf.version.tfjs})`;
  const device = native.usesGpu ? "on the GPU" : "on the processor";
  const source = native.build === undefined ? "from npm" : "built here";
  return `${native.name} ${native.version} with TensorFlow ${native.tensorflow} ${device}, ${source}: ${native.folder}`;
}
