import { byteSize } from "../numbers/byte-size.js";
import {
  type NumberList,
  type NumberStatistics,
  numberStatistics,
} from "../numbers/number-statistics.js";
import { sampleIndices } from "../numbers/sample-indices.js";
import { countText, shortNumber } from "../numbers/short-number.js";
import { sparkline } from "../numbers/sparkline.js";
import type { TensorContent } from "./tensor-content.js";

const HISTOGRAM_FROM = 51;
const STATISTICS_FROM = 11;
const READ_IN_FULL = 1e8;
const SAMPLE = 1_000_000;
const MAGNITUDES_READ = 1e7;
const STRINGS_READ = 10_000;
const CHARACTERS_READ = 2e7;
const WIDEST_RANGE = 1e7;

/** `n=98,304 (384 KiB)`: left out where the shape says it already. */
export function sizeFacts(shape: readonly number[], bytes: number | undefined): string[] {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count === 0) return ["empty"];
  return [
    ...(shape.length > 1 && count >= STATISTICS_FROM ? [`n=${countText(count)}`] : []),
    ...(bytes !== undefined && bytes > 1024 ? [`(${byteSize(bytes)})`] : []),
  ];
}

/** Statistics of a tensor's values in a few words, by what its dtype lets one ask. */
export function contentFacts(
  dtype: string,
  content: TensorContent,
  statistics: NumberStatistics | undefined,
): string[] {
  if (content.type === "strings") return stringFacts(content);
  if (content.type === "complex") return complexFacts(content.parts);
  if (dtype === "bool") return boolFacts(content.numbers);
  return numberFacts(content.numbers, dtype === "int32" ? "integer" : "float", statistics);
}

/** Range, shape of the distribution, mean and deviation; for integers the distinct values. */
export function numberFacts(
  values: NumberList,
  type: "integer" | "float",
  known?: NumberStatistics,
): string[] {
  if (values.length < STATISTICS_FROM) return [];
  const sampled = values.length > READ_IN_FULL;
  const read = sampled ? sample(values) : values;
  const statistics = known ?? numberStatistics(read);
  const { min, max, nan, positiveInfinity, negativeInfinity } = statistics;
  const flags = [
    ...(nan > 0 ? [`NaN×${countText(nan)}`] : []),
    ...(positiveInfinity > 0 ? [`+Inf×${countText(positiveInfinity)}`] : []),
    ...(negativeInfinity > 0 ? [`-Inf×${countText(negativeInfinity)}`] : []),
    ...(sampled ? [sampledText(SAMPLE)] : []),
  ];
  if (min > max) return flags;
  if (min === max) return [min === 0 ? "all zeros" : `all ${shortNumber(min)}`, ...flags];
  const bars = values.length >= HISTOGRAM_FROM ? ` ${sparkline(read, min, max)} ` : ", ";
  const range = `x∈[${shortNumber(min)}${bars}${shortNumber(max)}]`;
  if (type === "float") {
    const { mean, deviation } = statistics;
    return [range, `μ=${shortNumber(mean)}`, `σ=${shortNumber(deviation)}`, ...flags];
  }
  const distinct = distinctCount(read, min, max);
  return [range, ...(distinct === undefined ? [] : [`unique=${countText(distinct)}`]), ...flags];
}

function boolFacts(values: NumberList): string[] {
  if (values.length < STATISTICS_FROM) return [];
  let on = 0;
  for (let i = 0; i < values.length; i++) on += (values[i] as number) === 0 ? 0 : 1;
  const share = Math.round((on / values.length) * 100);
  return [`true ${countText(on)} / false ${countText(values.length - on)} (${share}%)`];
}

/** Statistics of the absolute values. */
function complexFacts(parts: NumberList): string[] {
  const count = parts.length / 2;
  if (count < STATISTICS_FROM) return [];
  const sampled = count > MAGNITUDES_READ;
  const sizes = Float64Array.from(sampleIndices(count, sampled ? SAMPLE : count), (i) =>
    Math.hypot(parts[2 * i] as number, parts[2 * i + 1] as number),
  );
  const facts = numberFacts(sizes, "float").map((fact) => fact.replace("x∈", "|x|∈"));
  return sampled ? [...facts, sampledText(SAMPLE)] : facts;
}

function stringFacts(content: Extract<TensorContent, { type: "strings" }>): string[] {
  const texts: string[] = [];
  let characters = 0;
  for (const i of sampleIndices(content.count, STRINGS_READ)) {
    if (characters > CHARACTERS_READ) break;
    const text = content.at(i);
    texts.push(text);
    characters += text.length;
  }
  if (texts.length === 0) return [];
  const empty = texts.filter((text) => text === "").length;
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return [
    `unique=${countText(new Set(texts).size)}`,
    `longest=${countText(longest)}`,
    ...(empty > 0 ? [`empty=${countText(empty)}`] : []),
    ...(texts.length < content.count ? [sampledText(texts.length)] : []),
  ];
}

function distinctCount(values: NumberList, min: number, max: number): number | undefined {
  if (!(max - min <= WIDEST_RANGE)) return undefined;
  const seen = new Uint8Array(max - min + 1);
  let distinct = 0;
  for (let i = 0; i < values.length; i++) {
    const at = (values[i] as number) - min;
    if (seen[at] === 0) {
      seen[at] = 1;
      distinct++;
    }
  }
  return distinct;
}

function sample(values: NumberList): Float64Array {
  return Float64Array.from(sampleIndices(values.length, SAMPLE), (i) => values[i] as number);
}

function sampledText(count: number): string {
  return `(of ${countText(count)} sampled values)`;
}
