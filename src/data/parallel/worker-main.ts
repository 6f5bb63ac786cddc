// Runs in a worker thread: keeps copies of layers and calls them.
import { parentPort, workerData } from "node:worker_threads";
import type { TensorContainer, layers as tfLayers } from "@tensorflow/tfjs";
import { backend } from "../../backend/select.js";
import type { LayerCall } from "../../layers/base/layer-call.js";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import "../../index.js"; // registers every layer
import { tf } from "../../tensorflow.js";
import { buffersOf, fromHost, type HostElement, toHost } from "../host-element.js";
import { inputShapeOf } from "./host-shape.js";
import { RestoredLayer } from "./layer-snapshot.js";
import type { ThreadBackend, WorkerReply, WorkerRequest } from "./messages.js";

type Call = Extract<WorkerRequest, { kind: "call" }>;

const port = parentPort!; // this file runs in no other thread
const layers = new Map<number, Promise<RestoredLayer>>();
const started = backend(workerData as ThreadBackend); // what the pool gives

port.on("message", (request: WorkerRequest) => {
  switch (request.kind) {
    case "load": {
      const layer = load(request.bytes, request.modules);
      layer.catch(() => {}); // told to the calls that need it
      layers.set(request.layer, layer);
      break;
    }
    case "forget":
      layers.delete(request.layer);
      break;
    case "call":
      void answer(request);
  }
});

// without this the caller would wait for ever
port.on("messageerror", (error) => {
  throw error;
});

async function load(bytes: Uint8Array, modules: readonly string[]): Promise<RestoredLayer> {
  await started;
  for (const module of modules) await import(module);
  return new RestoredLayer(bytes);
}

async function answer(request: Call): Promise<void> {
  const { id } = request;
  try {
    const result = call(await layers.get(request.layer)!, request);
    send({ id, result }, [...buffersOf(result)]);
  } catch (error) {
    try {
      send({ id, error });
    } catch {
      // an error that holds what cannot be sent
      send({ id, error: new Error(error instanceof Error ? error.message : String(error)) });
    }
  }
}

function call(restored: RestoredLayer, { inputs, options, positions }: Call): HostElement {
  restored.build(inputShapeOf(inputs));
  const { layer } = restored;
  if (layer instanceof PreprocessingLayer) {
    PreprocessingLayer.copying.streams(layer).forEach((stream, i) => {
      stream.position = positions[i]!;
    });
  }
  let result: HostElement | undefined;
  tf.tidy(() => {
    const run = layer as tfLayers.Layer & LayerCall; // every layer that is sent is called like a function
    const output: unknown = run(fromHost(inputs) as never, fromHost(options) as never);
    result = toHost(output, { owner: layer.getClassName(), isLast: true });
    tf.dispose(output as TensorContainer & object); // ragged tensors, too
  });
  return result!;
}

function send(reply: WorkerReply, transfer: ArrayBuffer[] = []): void {
  port.postMessage(reply, transfer);
}
