import { fileURLToPath } from "node:url";
import type { LayersModel } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { readArchive } from "./archive/read-archive.js";
import { compileAs } from "./config/read-compile.js";
import { readModel } from "./config/read-model.js";
import { assign, assignments } from "./weights/assign-weights.js";
import { layerTree } from "./weights/layer-tree.js";
import { readWeightsFile } from "./weights/read-weights.js";

/** Options of `models.loadKeras`. */
export interface LoadKerasOptions {
  /** Whether to compile the model as it was in Keras, where tfjs has that loss and optimizer. Defaults to true. */
  readonly compile?: boolean | undefined;
}

const OWNER = "loadKeras";
const MODELS = new Set(["Sequential", "Functional", "Model"]);

/**
 * Loads a model that Keras 3 saved as a `.keras` file: layers, weights, vocabularies and statistics of
 * preprocessing layers, optimizer and loss. The state of the optimizer is left out.
 *
 * Throws when the file is damaged or of another version of Keras, and names the layer or option that is not
 * supported. Models of a class of their own, with layers of their own or lambdas are not.
 */
export async function loadKerasModel(
  path: string | URL,
  { compile = true }: LoadKerasOptions = {},
): Promise<LayersModel> {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  const archive = await readArchive(OWNER, file);
  const { config } = archive;
  if (!MODELS.has(config.class_name)) {
    throw new Error(
      `${OWNER}: ${file} must hold a Sequential or Functional model. Received: ${received(config.class_name)}`,
    );
  }
  const found = await readWeightsFile(OWNER, file, archive.weights);
  if (found.kind !== "keras3") {
    throw new Error(`${OWNER}: ${file} must hold weights as Keras 3 saves them.`);
  }
  const { weights } = found;
  const model = readModel({ owner: OWNER, assets: archive.assets, weights }, config, "");
  try {
    assign(assignments(OWNER, layerTree(model, ""), weights));
  } catch (error) {
    model.dispose();
    throw error;
  }
  if (compile) compileAs(model, config.compile_config ?? {});
  return model;
}
