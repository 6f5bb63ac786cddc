import { fileURLToPath } from "node:url";
import type { LayersModel, Variable } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
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
 *
 * @example
 * import { loadKerasModel, saveKerasModel, tf } from "preplab";
 * const sum = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" });
 * await saveKerasModel(tf.sequential({ layers: [sum] }), "/tmp/sum.keras");
 * const model = await loadKerasModel("/tmp/sum.keras");
 * model.predict(tf.tensor2d([[1, 2]])).print();
 * // Tensor
 * //      [[3],]
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
  const model = orNothing(() => {
    const made = readModel({ owner: OWNER, assets: archive.assets, weights }, config, "");
    assign(assignments(OWNER, layerTree(made, ""), weights));
    return made;
  });
  if (compile) compileAs(model, config.compile_config ?? {});
  return model;
}

/** What `make` makes; when it throws, the weights of what it had made are disposed. */
function orNothing<T>(make: () => T): T {
  const variables = (): Record<string, Variable> => tf.engine().state.registeredVariables;
  const before = new Set(Object.keys(variables()));
  try {
    return make();
  } catch (error) {
    for (const [name, variable] of Object.entries(variables())) {
      if (!before.has(name)) variable.dispose();
    }
    throw error;
  }
}
