import type { Description, TableRow } from "../description.js";
import { floatText } from "../numbers/float-text.js";
import { countText } from "../numbers/short-number.js";
import { labelText } from "../text/label-text.js";
import { quoteToken } from "../text/quote-token.js";
import type { LayerLike } from "./recognize.js";

const ITEMS = 6;
const MOST_FACTS = 12;
const CHANNELS_LAST = new Set<unknown>(["channels_last", "channelsLast"]);
const SHARED = new Set(["name", "trainable", "batchInputShape", "dtype"]);

/** A layer in one line, and its weights. */
export function describeLayer(layer: LayerLike): Description {
  const summary = describeOptions(layer);
  const rows = weightRows(layer);
  return rows.length === 0 ? summary : { kind: "stack", items: [summary, weightsFold(rows)] };
}

/** The same, and for random image layers a picture of what they do. */
export async function describeLayerInUse(layer: LayerLike): Promise<Description> {
  const described = describeLayer(layer);
  if (!isRandom(layer)) return described;
  const { layerExample } = await import("./layer-example.js");
  const body = await layerExample(layer);
  if (body === undefined) return described;
  const example = { kind: "fold", label: "example", open: true, htmlOnly: true, body } as const;
  return { kind: "stack", items: [described, example] };
}

function isRandom(layer: LayerLike): boolean {
  return layer.actsOnlyInTraining?.() === true;
}

/** Its class, its options as `getConfig` gives them, when it acts. */
function describeOptions(layer: LayerLike): Description {
  const options = Object.entries(layer.getConfig()).filter(
    ([name, option]) =>
      !SHARED.has(name) && option !== null && option !== undefined && !CHANNELS_LAST.has(option),
  );
  const facts = options
    .slice(0, MOST_FACTS)
    .map(([name, option]) => `${labelText(name)}=${optionText(option, ITEMS)}`);
  return {
    kind: "summary",
    title: labelText(layer.getClassName()),
    facts: [
      ...facts,
      ...(options.length > MOST_FACTS ? ["…"] : []),
      ...(isRandom(layer) ? ["· training only"] : []),
    ],
  };
}

function weightsFold(rows: readonly TableRow[]): Description {
  return {
    kind: "fold",
    label: "weights",
    open: false,
    body: {
      kind: "table",
      columns: [
        { name: "weight" },
        { name: "shape" },
        { name: "dtype" },
        { name: "values", align: "right" },
      ],
      head: rows,
      tail: [],
      hidden: 0,
    },
  };
}

function weightRows({ weights }: LayerLike): TableRow[] {
  return (weights ?? []).map(({ name, shape, dtype }) => {
    const count = shape.reduce<number>((product, length) => product * (length ?? 1), 1);
    const cells = [
      quoteToken(name),
      `[${shape.join(", ")}]`,
      labelText(dtype ?? ""),
      countText(count),
    ];
    return { cells: cells.map((text) => ({ text })) };
  });
}

/** An option in a few characters: arrays by their first items, serialized objects by their class. */
function optionText(option: unknown, items: number): string {
  if (typeof option === "number") return floatText(option);
  if (typeof option === "string") return quoteToken(option, 40);
  if (Array.isArray(option)) {
    const shown = option.slice(0, items).map((item) => optionText(item, 2));
    const more = option.length > items ? [`… ${countText(option.length - items)} more`] : [];
    return `[${[...shown, ...more].join(", ")}]`;
  }
  if (typeof option === "object" && option !== null) {
    const className: unknown = Reflect.get(option, "className");
    return typeof className === "string" ? labelText(className) : "{…}";
  }
  return String(option);
}
