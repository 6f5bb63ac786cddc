import type { io, LayersModel } from "@tensorflow/tfjs";
import { tf } from "../../src/tensorflow.js";

/** The model after a trip through the JSON that tfjs writes to disk. */
export async function saveAndLoad(model: LayersModel): Promise<LayersModel> {
  let saved: io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  const { modelTopology, weightSpecs, weightData } = saved!;
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: JSON.parse(JSON.stringify(modelTopology)) as object,
      weightSpecs: weightSpecs!,
      weightData: weightData!,
    }),
  );
}
