import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { Dataset, fromTfDataset } from "../dataset.js";
import type { ElementSpec } from "../element-spec.js";
import type { DatasetContainer, Element, Zipped } from "../element-types.js";
import { isRecord } from "../host-element.js";
import { joinSpecs } from "../known-spec.js";
import type { Pass } from "../pass.js";
import { zipChunks } from "../row-chunks.js";

type AnyDataset = Dataset<Element>;

/**
 * A dataset of elements made of one element of each dataset, in the same lists and records, until the
 * shortest ends.
 *
 * @example
 * import { data } from "preplab";
 * const rows = data.zip({ xs: data.array(["a", "b", "c"]), ys: data.array([0, 1]) });
 * console.log(await rows.toArray()); // [ { xs: 'a', ys: 0 }, { xs: 'b', ys: 1 } ]
 */
export function zip<const D extends object>(
  datasets: D & DatasetContainer,
): Dataset<Zipped<D> & Element> {
  const found: AnyDataset[] = [];
  const build = template(datasets, found);
  const chunks = found.map((dataset) => dataset.chunks);
  const isChunked = chunks.every((each) => each !== undefined);
  type Row = Zipped<D> & Element;
  return new Dataset<Row>({
    open: () => zipPasses(found, build) as Pass<Row>, // as the datasets stand
    chunks: isChunked
      ? async function* () {
          const rows = zipChunks(chunks.map((each) => each!())); // each is there
          for await (const chunk of rows) yield chunk.map((values) => build(values) as Row);
        }
      : undefined,
    steps: ["zip"],
    spec: () => specOfRecord(datasets),
    size: smallest(found.map(({ size }) => size)),
  });
}

function specOfRecord(datasets: object): ElementSpec | undefined {
  if (!isRecord(datasets)) return undefined;
  const specs = Object.entries(datasets).map(
    ([key, dataset]) => [key, dataset instanceof Dataset ? dataset.knownSpec : undefined] as const,
  );
  return joinSpecs(specs);
}

// what puts values where the datasets stood
function template(datasets: unknown, found: AnyDataset[]): (values: readonly unknown[]) => unknown {
  if (datasets instanceof tf.data.Dataset) {
    const at = found.push(fromTfDataset(datasets as AnyDataset)) - 1;
    return (values) => values[at];
  }
  if (Array.isArray(datasets)) {
    const items = datasets.map((item) => template(item, found));
    return (values) => items.map((build) => build(values));
  }
  if (isRecord(datasets)) {
    const items = Object.entries(datasets).map(
      ([key, item]) => [key, template(item, found)] as const,
    );
    return (values) => Object.fromEntries(items.map(([key, build]) => [key, build(values)]));
  }
  throw new Error(
    `zip: expected datasets, or lists and records of them. Received: ${received(datasets)}`,
  );
}

async function* zipPasses(
  datasets: readonly AnyDataset[],
  build: (values: readonly unknown[]) => unknown,
): AsyncGenerator<unknown, void> {
  const passes = await Promise.all(datasets.map((dataset) => dataset.iterator()));
  try {
    for (;;) {
      const asked = await Promise.allSettled(passes.map((pass) => pass.next()));
      const elements = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      const failure = asked.find((each) => each.status === "rejected");
      if (failure !== undefined || elements.some(({ done }) => done)) {
        tf.dispose(elements.map(({ value }) => value) as never); // they belong to no element
        if (failure !== undefined) throw failure.reason;
        return;
      }
      yield build(elements.map(({ value }) => value));
    }
  } finally {
    for (const pass of passes) await pass.return?.();
  }
}

// null, unknown, is smaller than Infinity only
function smallest(sizes: readonly (number | null)[]): number | null {
  if (sizes.every((size) => size === Number.POSITIVE_INFINITY)) return sizes[0] ?? null;
  if (sizes.includes(null)) return null;
  return Math.min(...(sizes as number[])); // none is null
}
