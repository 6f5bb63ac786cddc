import type { layers as tfLayers } from "@tensorflow/tfjs";
import { Pipeline } from "../../layers/pipeline.js";
import { Bidirectional } from "../../layers/recurrent/bidirectional.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { childPlaces } from "../weights/places.js";
import { type Config, isKerasObject, type KerasObject, unwrapValue } from "./keras-object.js";
import { SEQUENCE } from "./layer-table.js";
import type { ReadContext } from "./read-context.js";
import { readLayer, titleOf } from "./read-layer.js";
import { readOptions } from "./read-options.js";

type Layer = tfLayers.Layer;

function innerObject(context: ReadContext, saved: KerasObject, option: string): KerasObject {
  const inner = saved.config[option];
  if (isKerasObject(inner)) return inner;
  throw new Error(
    `${titleOf(context, saved)}: ${option} must be an object. Received: ${received(inner)}`,
  );
}

function innerLayers(
  context: ReadContext,
  saved: KerasObject,
  place: string,
  option: string,
): Layer[] {
  const inner = saved.config[option];
  if (Array.isArray(inner) && inner.every(isKerasObject)) {
    const names = inner.map(({ class_name }) => class_name);
    const places = childPlaces(place, option, names);
    return inner.map((each, i) => readLayer(context, each, places[i]!));
  }
  throw new Error(
    `${titleOf(context, saved)}: ${option} must be a list of objects. Received: ${received(inner)}`,
  );
}

export function readTimeDistributed(
  context: ReadContext,
  saved: KerasObject,
  place: string,
): Layer {
  const layer = readLayer(context, innerObject(context, saved, "layer"), `${place}/layer`);
  return tf.layers.timeDistributed({ layer, name: String(saved.config.name) });
}

export function readBidirectional(context: ReadContext, saved: KerasObject, place: string): Layer {
  const forward = alone(innerObject(context, saved, "layer"));
  const backward = saved.config.backward_layer;
  if (isKerasObject(backward) && !isSameButName(forward, alone(backward))) {
    throw new Error(
      `${titleOf(context, saved)}: a backward_layer with options of its own is not supported. ` +
        `Received: ${received(backward.config)}`,
    );
  }
  const layer = readLayer(context, forward, `${place}/forward_layer`);
  const { merge_mode: mergeMode, name } = saved.config;
  const options = { layer, mergeMode: unwrapValue(mergeMode), name };
  const both = new Bidirectional(options as ConstructorParameters<typeof Bidirectional>[0]); // as Keras checked
  if (saved.config.trainable === false) both.trainable = false;
  return both;
}

// without what Bidirectional does to it
function alone(layer: KerasObject): KerasObject {
  const { zero_output_for_mask: _, name, ...config } = layer.config;
  const own = String(name).replace(/^(?:forward|backward)_/, "");
  return { ...layer, config: { ...config, name: own } };
}

function isSameButName(forward: KerasObject, backward: KerasObject): boolean {
  const [a, b] = [forward, backward].map(({ class_name, config }) => {
    const { name: _, go_backwards: __, ...options } = config;
    return JSON.stringify([class_name, options], (key, value: unknown) =>
      key === "shared_object_id" ? undefined : value,
    );
  });
  return a === b && forward.config.go_backwards !== backward.config.go_backwards;
}

export function readRnn(context: ReadContext, saved: KerasObject, place: string): Layer {
  const cell = readLayer(context, innerObject(context, saved, "cell"), `${place}/cell`);
  const { cell: _, ...config } = saved.config;
  const entry = { options: SEQUENCE, only: { zero_output_for_mask: false }, renamed: {} };
  const options = { ...readOptions(titleOf(context, saved), config, entry), cell };
  return tf.layers.rnn(options as unknown as Parameters<typeof tf.layers.rnn>[0]); // a cell is a layer
}

export function readStackedCells(context: ReadContext, saved: KerasObject, place: string): Layer {
  const cells = innerLayers(context, saved, place, "cells");
  const options = { cells, name: saved.config.name };
  return tf.layers.stackedRNNCells(
    options as unknown as Parameters<typeof tf.layers.stackedRNNCells>[0], // cells are layers
  );
}

export function readPipeline(context: ReadContext, saved: KerasObject, place: string): Layer {
  const layers = innerLayers(context, saved, place, "layers");
  return new Pipeline({ layers, name: nameOf(saved.config) });
}

function nameOf({ name }: Config): string | undefined {
  return typeof name === "string" ? name : undefined;
}
