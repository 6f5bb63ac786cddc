import { arrayLines, LINE_WIDTH } from "../arrays/array-lines.js";
import { type ArrayValues, shownAxis, shownPositions } from "../arrays/array-values.js";
import { type CellFormatter, fitArray } from "../arrays/fit-array.js";
import type { Description, Picture, SummaryLine } from "../description.js";
import { formatNumber } from "../numbers/format-numbers.js";
import { type NumberStatistics, numberStatistics } from "../numbers/number-statistics.js";
import { describePicture } from "../pictures/describe-picture.js";
import { imagesInShape } from "../pictures/image-source.js";
import { displayWidth } from "../text/display-width.js";
import { quoteString } from "../text/quote-token.js";
import { markedCells, markedRows } from "./bool-marks.js";
import { tensorCells } from "./tensor-cells.js";
import {
  elementCount,
  readTensor,
  type TensorContent,
  type TensorLike,
  tensorBytes,
} from "./tensor-content.js";
import { contentFacts, sizeFacts } from "./tensor-facts.js";
import { contentInPlace } from "./tensor-in-place.js";
import { type TensorTokens, tokensOf } from "./tensor-tokens.js";

const TEXT_LINES = 24;
const INLINE = 10;
const MATRIX_SIDE = 20;
const INLINE_WIDTH = 72;

/**
 * A summary line, then a picture if the tensor looks like one, then values in at most 24 lines. The
 * tensor is read before this returns, in place where that is possible.
 */
export async function describeTensor(tensor: TensorLike): Promise<Description> {
  return describeDrawn(tensor, contentInPlace(tensor) ?? (await readTensor(tensor)));
}

/** The same at once, of content that was read. Content is `undefined` for a tensor that was disposed. */
export function describeDrawn(tensor: TensorLike, content: TensorContent | undefined): Description {
  const images = imagesOf(tensor, content);
  if (images === undefined || content?.type !== "numbers") return describeContent(tensor, content);
  const statistics = numberStatistics(content.numbers);
  const picture = describePicture(images.images, {
    integer: tensor.dtype !== "float32",
    statistics,
  });
  return describeContent(tensor, content, { statistics, picture, small: images.small });
}

function imagesOf({ shape }: TensorLike, content: TensorContent | undefined) {
  const readable = content?.type === "numbers" && content.numbers.length <= 1e8;
  return readable ? imagesInShape(content.numbers, shape) : undefined;
}

/** The same without drawing. */
export function describeContent(
  tensor: TensorLike,
  content: TensorContent | undefined,
  drawn?: { statistics: NumberStatistics; picture: Picture; small: boolean },
): Description {
  if (content === undefined) return summary(tensor, ["disposed"]);
  const { shape, dtype } = tensor;
  const count = elementCount(shape);
  if (count === 0) return summary(tensor, sizeFacts(shape, undefined));
  if (shape.length === 0) return scalar(tensor, content);

  const cells = tensorCells(dtype, content);
  const tokens = tokensOf(tensor, content);
  const isShort = shape.length === 1 || (tokens !== undefined && isRow(shape));
  const inline = isShort && count <= INLINE ? inlineValues(shape, cells) : undefined;
  if (inline !== undefined) {
    return tokens === undefined
      ? summary(tensor, [inline])
      : { kind: "stack", items: [summary(tensor, [inline]), ...namedValues(shape, tokens, 3)] };
  }

  const shown = squeezed(shape);
  const facts = [
    ...sizeFacts(shape, tensorBytes(tensor)),
    ...contentFacts(dtype, content, drawn?.statistics),
    ...(shown.length < shape.length ? [`shown as ${shapeText(shown)}`] : []),
  ];
  const picture = drawn === undefined ? [] : [drawn.picture];
  const room = TEXT_LINES - 1 - picture.length;
  const values = fitArray(shown, cells, tokens === undefined ? room : Math.floor(room / 2));
  const fold: Description = {
    kind: "fold",
    label: "values",
    open: drawn === undefined || drawn.small,
    body: { kind: "array", values, ...wholeMatrix(shown, cells, dtype, content) },
  };
  const named = tokens === undefined ? [] : namedValues(shown, tokens, Math.floor(room / 2) - 1);
  return { kind: "stack", items: [summary(tensor, facts), ...picture, fold, ...named] };
}

function isRow(shape: readonly number[]): boolean {
  return shape.length === 2 && shape[0] === 1;
}

/** All values in one short line; undefined when they need more. */
function inlineValues(shape: readonly number[], cells: CellFormatter): string | undefined {
  const axes = shape.map((length) => shownAxis(length, length, 0));
  const lines = arrayLines({ axes, ...tight(cells, elementCount(shape)) });
  const [line = ""] = lines;
  return lines.length === 1 && line !== "" && line.length <= INLINE_WIDTH ? line : undefined;
}

/** The tokens that indices stand for: behind the layer's name if one line holds them, else below. */
function namedValues(
  shape: readonly number[],
  { layer, cells }: TensorTokens,
  lines: number,
): Description[] {
  const title = `tokens of ${layer}`;
  const values = fitArray(shape, cells, lines);
  const [only = "", ...more] = arrayLines(values);
  const line = `${title}: ${only}`;
  if (more.length === 0 && displayWidth(line) <= LINE_WIDTH) return [{ kind: "note", text: line }];
  return [
    { kind: "note", text: title },
    { kind: "array", values },
  ];
}

/** Html has room for a whole matrix where text shows its edges. */
function wholeMatrix(
  shape: readonly number[],
  cells: CellFormatter,
  dtype: string,
  content: TensorContent,
): { matrix?: ArrayValues; rows?: readonly string[] } {
  const isBool = dtype === "bool" && content.type === "numbers";
  if (shape.length !== 2 || shape.some((length) => length > MATRIX_SIDE)) {
    const rows = isBool ? markedRows(content.numbers, shape) : undefined;
    return rows === undefined ? {} : { rows };
  }
  const axes = shape.map((length) => shownAxis(length, length, 0));
  const matrix = { axes, ...cells(shownPositions(shape, axes)) };
  return { matrix: isBool ? markedCells(matrix) : matrix };
}

/** One line about a tensor: type, shape, size, statistics; its values only if there are few. */
export function tensorLine(tensor: TensorLike, content: TensorContent | undefined): string {
  const described = describeContent(tensor, content);
  const line = described.kind === "stack" ? described.items[0] : described;
  return line?.kind === "summary" ? [line.title, ...line.facts].join(" ") : titleOf(tensor);
}

function summary(tensor: TensorLike, facts: readonly string[]): SummaryLine {
  return { kind: "summary", title: titleOf(tensor), facts };
}

export function titleOf({ shape, dtype, name, trainable }: TensorLike): string {
  const type = typeof trainable === "boolean" ? "Variable" : "Tensor";
  // tfjs numbers variables that were given no name
  const named = typeof name === "string" && !/^\d+$/.test(name) ? `${quoteString(name)} ` : "";
  return `${type} ${named}${dtype} ${shapeText(shape)}`;
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** Axes of length 1 add brackets and no information: [5, 5, 1] reads as 5 x 5. */
function squeezed(shape: readonly number[]): readonly number[] {
  if (shape.length < 3) return shape;
  const longer = shape.filter((length) => length !== 1);
  return longer.length === 0 ? [1] : longer;
}

function scalar(tensor: TensorLike, content: TensorContent): SummaryLine {
  const { dtype } = tensor;
  const [text = ""] = tensorCells(dtype, content)([0]).cells;
  const exact =
    content.type === "numbers" && dtype === "float32"
      ? formatNumber(content.numbers[0] as number, "float32")
      : text;
  return { kind: "summary", title: exact.trim(), facts: [`(${dtype})`] };
}

function tight(cells: ReturnType<typeof tensorCells>, count: number) {
  const formatted = cells(Array.from({ length: count }, (_, i) => i));
  return { ...formatted, cells: formatted.cells.map((cell) => cell.trim()) };
}
