import { deserialize, serialize } from "node:v8";
import type { Shape, serialization, Tensor, layers as tfLayers } from "@tensorflow/tfjs";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { deserializeLayer } from "../../layers/base/register-layer.js";
import { tf } from "../../tensorflow.js";
import { fromHost, type HostElement, toHost } from "../host-element.js";

type Layer = tfLayers.Layer;

/** A layer at one moment, ready to be made again in another thread. */
export interface LayerSnapshot {
  /** Differs between snapshots that differ. */
  readonly id: number;
  readonly className: string;
  readonly bytes: Uint8Array;
}

interface Parts {
  readonly className: string;
  readonly config: serialization.ConfigDict;
  /** The weights of a layer that was built. */
  readonly weights: readonly HostElement[] | null;
}

interface Latest {
  readonly snapshot: LayerSnapshot;
  readonly knowledge: object | null;
}

const latest = new WeakMap<Layer, Latest>();
let lastId = 0;

/** The layer with what it learnt; the same snapshot as before when nothing changed. */
export function snapshotOf(layer: Layer): LayerSnapshot {
  const known = latest.get(layer);
  const knowledge =
    layer instanceof PreprocessingLayer ? PreprocessingLayer.copying.knowledge(layer) : null;
  if (known !== undefined && knowledge !== null && known.knowledge === knowledge) {
    return known.snapshot;
  }
  const className = layer.getClassName();
  const hasWeights = layer.built && layer.weights.length > 0;
  const parts: Parts = {
    className,
    config: layer.getConfig(),
    weights: hasWeights
      ? layer.getWeights().map((weight) => toHost(weight, { owner: className }))
      : null,
  };
  const bytes = serialize(parts);
  const isSame = known !== undefined && bytes.equals(known.snapshot.bytes);
  const snapshot = isSame ? known.snapshot : { id: ++lastId, className, bytes };
  latest.set(layer, { snapshot, knowledge });
  return snapshot;
}

/** A layer like the one in the snapshot. Its weights follow with `build`, for which it needs an input. */
export class RestoredLayer {
  readonly layer: Layer;
  #weights: Parts["weights"];

  constructor(bytes: Uint8Array) {
    const { className, config, weights } = deserialize(bytes) as Parts; // as it was serialized
    if (!(className in tf.serialization.SerializationMap.getMap().classNameMap)) {
      throw new Error(
        `parallelMap: threads do not know the layer ${className}. Name the module that registers it in ` +
          `the option modules. Received: ${className}`,
      );
    }
    this.layer = deserializeLayer({ className, config });
    this.#weights = weights;
  }

  /** Builds the layer for its first input and gives it its weights. */
  build(inputShape: Shape): void {
    if (this.#weights === null) return;
    this.layer.build(inputShape);
    this.layer.built = true;
    tf.tidy(() => this.layer.setWeights(this.#weights!.map((host) => fromHost(host) as Tensor)));
    this.#weights = null;
  }
}
