import { htmlEscape } from "escape-goat";
import { isModel, type ModelLayer, type ModelLike } from "../kinds/recognize.js";
import { counted } from "../text/counted.js";
import { visibleText } from "../text/visible-text.js";
import { type Shown, shown } from "./shown.js";
import { standalone, svgData } from "./svg.js";

export interface PlotModelOptions {
  /** the shape that each layer gives, true by default */
  readonly showShapes?: boolean;
  /** from top to bottom, the default, or from left to right */
  readonly rankDir?: "TB" | "LR";
}

/** Graphviz knows the widths of this font, but not of a list of fonts */
const MEASURED_FONT = "Arial";
const FONTS = "Arial,Helvetica,Liberation Sans,sans-serif";

interface Node {
  readonly id: string;
  readonly label: string;
}

/**
 * The layers of a model as a graph, as `keras.utils.plot_model` draws it; drawn by Graphviz.
 *
 * @example
 * plotModel(tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] }));
 * // SVG picture: sequential, 2 nodes
 */
export function plotModel(
  model: unknown,
  { showShapes = true, rankDir = "TB" }: PlotModelOptions = {},
): Shown {
  if (!isModel(model)) {
    throw new TypeError(
      `plotModel: expected a model. Received: ${model === null ? "null" : typeof model}`,
    );
  }
  if (rankDir !== "TB" && rankDir !== "LR") {
    throw new RangeError(`plotModel: rankDir must be "TB" or "LR". Received: ${rankDir}`);
  }
  const { nodes, edges } = graphOf(model, showShapes);
  const dot = [
    `digraph { rankdir=${rankDir}; bgcolor=transparent;`,
    `node [shape=plain, fontname="${MEASURED_FONT}", fontsize=11]; edge [color="#555555", arrowsize=0.7];`,
    ...nodes.map(({ id, label }) => `${id} [label=<${label}>];`),
    ...edges.map(([from, to]) => `${from} -> ${to};`),
    "}",
  ].join("\n");
  const title = `${textOf(model.name)}, ${counted(nodes.length, "node")}`;
  return shown(async () => {
    const { instance } = await import("@viz-js/viz");
    const drawn = (await instance()).renderString(dot, { format: "svg" });
    const picture = standalone(drawn.replaceAll(`"${MEASURED_FONT}"`, `"${FONTS}"`));
    return { ...svgData(picture), "text/plain": `SVG picture: ${title}` };
  });
}

/** Layers are numbered: Graphviz would read names. */
function graphOf(model: ModelLike, showShapes: boolean) {
  const nodes: Node[] = [];
  const edges: (readonly [string, string])[] = [];
  const ids = new Map<unknown, string>();
  const add = (key: unknown, label: string): string => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `n${nodes.length}`;
    ids.set(key, id);
    nodes.push({ id, label });
    return id;
  };
  const inside = new Set<unknown>(model.layers);
  let previous: string | undefined;
  const isChain = model.getClassName() === "Sequential";
  for (const layer of model.layers) {
    const id = add(layer, layerLabel(layer, showShapes));
    const inbound = inboundLayers(layer).filter((from) => inside.has(from));
    if (inbound.length > 0) {
      for (const from of inbound) edges.push([add(from, layerLabel(from, showShapes)), id]);
    } else if (isChain && previous !== undefined) {
      edges.push([previous, id]);
    }
    previous = id;
  }
  return { nodes, edges };
}

function inboundLayers(layer: ModelLayer): readonly ModelLayer[] {
  const nodes = layer.inboundNodes ?? [];
  return nodes.flatMap(({ inboundLayers: from = [] }) => from as readonly ModelLayer[]);
}

function layerLabel(layer: ModelLayer, showShapes: boolean): string {
  const head = `<td bgcolor="#1f2937"><font color="white"><b>${textOf(layer.name)}</b><br/>${textOf(layer.getClassName())}</font></td>`;
  const shape = showShapes ? `<tr><td>${textOf(shapeOf(layer))}</td></tr>` : "";
  return `<table border="0" cellborder="1" cellspacing="0" cellpadding="9" color="#555555" bgcolor="white"><tr>${head}</tr>${shape}</table>`;
}

function shapeOf(layer: ModelLayer): string {
  try {
    return JSON.stringify(layer.outputShape).replaceAll(",", ", ");
  } catch {
    // a layer that is not built yet
    return "?";
  }
}

function textOf(name: unknown): string {
  return htmlEscape(visibleText(typeof name === "string" ? name : "?"));
}
