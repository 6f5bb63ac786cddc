import type { LayersModel, LayerVariable, layers as tfLayers } from "@tensorflow/tfjs";
import { Pipeline } from "../../layers/pipeline.js";
import { tf } from "../../tensorflow.js";
import { layersInOrder } from "../config/origin.js";
import { KerasOperation } from "../operation.js";
import { childPlaces } from "./places.js";

type Layer = tfLayers.Layer;

/** A layer with its place in a weights file. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly place: string;
  /** Arrays of its own, not those of the layers in it. */
  readonly variables: readonly LayerVariable[];
}

/** The class of a layer in Keras. */
export function kerasClass(layer: Layer): string {
  if (layer instanceof tf.Sequential) return "Sequential";
  return layer instanceof tf.LayersModel ? "Functional" : layer.getClassName();
}

/** A layer and all layers in it with their places in a weights file, as Keras walks through them. */
export function layerTree(layer: Layer, place: string): PlacedLayer[] {
  const children = childrenOf(layer, place);
  // tfjs counts the arrays of inner layers to the outer one
  const variables = children.length > 0 || layer instanceof tf.LayersModel ? [] : layer.weights;
  const inner = children.flatMap(([child, at]) => layerTree(child, at));
  return [{ layer, place, variables }, ...inner];
}

type Child = readonly [Layer, string];

function childrenOf(layer: Layer, place: string): Child[] {
  if (layer instanceof tf.LayersModel) return listed(modelLayers(layer), place, "layers");
  if (layer instanceof Pipeline) return listed(layer.layers, place, "layers");
  switch (layer.getClassName()) {
    case "Bidirectional": {
      // fields that tfjs declares private
      const { forwardLayer, backwardLayer } = layer as unknown as Record<string, Layer>;
      return [
        [forwardLayer!, `${place}/forward_layer`],
        [backwardLayer!, `${place}/backward_layer`],
      ];
    }
    case "TimeDistributed":
      return [[(layer as unknown as { layer: Layer }).layer, `${place}/layer`]]; // by its class name
    case "StackedRNNCells":
      return listed((layer as unknown as { cells: Layer[] }).cells, place, "cells"); // by its class name
    default:
      return layer instanceof tf.RNN ? [[layer.cell, `${place}/cell`]] : [];
  }
}

/** The layers of a model that Keras numbers: a Sequential's without its input. */
export function modelLayers(model: LayersModel): readonly Layer[] {
  const layers = layersInOrder(model);
  const isInput = (each: Layer): boolean => each.getClassName() === "InputLayer";
  return layers.filter((each) => {
    if (each instanceof KerasOperation) return false; // no layer in Keras
    return !(model instanceof tf.Sequential && isInput(each));
  });
}

function listed(layers: readonly Layer[], place: string, container: string): Child[] {
  const places = childPlaces(place, container, layers.map(kerasClass));
  return layers.map((each, i) => [each, places[i]!]);
}
