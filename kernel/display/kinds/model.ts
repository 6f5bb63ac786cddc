import type { Description, TableColumn, TableRow } from "../description.js";
import { byteSize } from "../numbers/byte-size.js";
import { countText } from "../numbers/short-number.js";
import { labelText } from "../text/label-text.js";
import { quoteToken } from "../text/quote-token.js";
import { isModel, type ModelLayer, type ModelLike } from "./recognize.js";

const HEAD_ROWS = 190;
const TAIL_ROWS = 10;
const MOST_CONNECTIONS = 3;
const BYTES_PER_PARAM = 4;

/** A model as Keras summarizes it: layers, shapes, parameters, and what is connected if not a chain. */
export function describeModel(model: ModelLike): Description {
  const { layers } = model;
  const isChain =
    model.getClassName() === "Sequential" ||
    layers.every(
      (layer, i) => i === 0 || inboundNames(layer).every((name) => name === layers[i - 1]?.name),
    );
  const rows = layers.map((layer) => layerRow(layer, isChain));
  const head = rows.slice(0, Math.min(rows.length, HEAD_ROWS));
  const tail = rows.slice(Math.max(head.length, rows.length - TAIL_ROWS));
  const columns: TableColumn[] = [
    { name: "Layer (type)" },
    { name: "Output Shape" },
    { name: "Param #", align: "right" },
    ...(isChain ? [] : [{ name: "Connected to" }]),
  ];
  return {
    kind: "stack",
    items: [
      { kind: "summary", title: `Model: ${quoteToken(nameOf(model))}`, facts: [] },
      { kind: "table", columns, head, tail, hidden: rows.length - head.length - tail.length },
      { kind: "note", text: paramsText(model) },
      ...nestedModels(layers),
    ],
  };
}

function layerRow(layer: ModelLayer, isChain: boolean): TableRow {
  const texts = [
    `${quoteToken(nameOf(layer))} (${labelText(layer.getClassName())})`,
    shapeText(attempt(() => layer.outputShape)),
    countText(attempt(() => layer.countParams()) ?? 0),
    ...(isChain ? [] : [connections(layer)]),
  ];
  return { cells: texts.map((text) => ({ text })) };
}

function connections(layer: ModelLayer): string {
  const names = inboundNames(layer);
  const shown = names
    .slice(0, MOST_CONNECTIONS)
    .map((name) => quoteToken(name))
    .join(", ");
  return names.length > MOST_CONNECTIONS
    ? `${shown}, … ${names.length - MOST_CONNECTIONS} more`
    : shown;
}

function inboundNames(layer: ModelLayer): string[] {
  return (layer.inboundNodes?.[0]?.inboundLayers ?? []).map(nameOf);
}

function nameOf({ name }: { readonly name?: unknown }): string {
  return typeof name === "string" ? name : "";
}

/** Html alone shows the models inside of a model, folded. */
function nestedModels(layers: readonly ModelLayer[]): Description[] {
  return layers.flatMap((layer: unknown): Description[] => {
    if (!isModel(layer)) return [];
    const body = describeModel(layer);
    return [{ kind: "fold", label: quoteToken(nameOf(layer)), open: false, htmlOnly: true, body }];
  });
}

function shapeText(shape: unknown): string {
  if (!Array.isArray(shape)) return "?";
  if (shape.some(Array.isArray)) return shape.map(shapeText).join(", ");
  return `[${shape.map((length) => (typeof length === "number" ? length : "null")).join(", ")}]`;
}

function paramsText(model: ModelLike): string {
  const total = attempt(() => model.countParams());
  if (total === undefined) return "Total params: not built yet";
  const trainable = model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, length) => size * (length ?? 1), 1),
    0,
  );
  const parts = [
    `Total params: ${countText(total)} (${byteSize(total * BYTES_PER_PARAM)})`,
    `trainable: ${countText(trainable)}`,
    `non-trainable: ${countText(total - trainable)}`,
  ];
  return parts.join(", ");
}

/** What a layer cannot say before it is built. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
