import { ByteTokenTable } from "../../ops/byte-token-table.js";
import { ngrams } from "../../ops/ngrams.js";
import { TokenScanner } from "../../ops/token-scanner.js";
import type { AdaptBatch } from "../base/adapt-batches.js";
import type { TokenCounter } from "../lookup/token-counter.js";
import type { TextSettings } from "./text-options.js";
import { readTexts, rowShape, type Texts } from "./texts.js";
import { type ByteStandardization, standardize, tokenize } from "./tokenize.js";

type Batches = AsyncIterable<AdaptBatch>;

/** Counts tokens that a scanner finds, each text a document: strings are made only of different tokens. */
export async function countScanned(
  owner: string,
  counter: TokenCounter<string>,
  batches: Batches,
  how: ByteStandardization,
  countsDocuments: boolean,
): Promise<void> {
  const table = new ByteTokenTable();
  const scanner = new TokenScanner(table, how);
  let counts = new Float64Array(1024);
  let documentCounts = new Float64Array(1024);
  let lastDocument = new Float64Array(1024);
  let documents = 0;
  for await (const { values } of batches) {
    const { texts } = readDocuments(owner, values);
    for (let i = 0; i < texts.length; i++) {
      const tokens = scanner.add(texts[i]!);
      documents++;
      if (table.size > counts.length) {
        counts = grown(counts, table.size);
        documentCounts = grown(documentCounts, table.size);
        lastDocument = grown(lastDocument, table.size);
      }
      for (let t = 0; t < tokens.length; t++) counts[tokens[t]!]!++;
      if (!countsDocuments) continue;
      for (let t = 0; t < tokens.length; t++) {
        const token = tokens[t]!;
        if (lastDocument[token] === documents) continue;
        lastDocument[token] = documents;
        documentCounts[token]!++;
      }
    }
  }
  counter.merge({
    tokens: table.tokens(),
    counts: Array.from(counts.subarray(0, table.size)),
    documentCounts: Array.from(documentCounts.subarray(0, table.size)),
    documents,
  });
}

/** Counts tokens as `tokenize` finds them, each text a document. */
export async function countTokenized(
  owner: string,
  counter: TokenCounter<string>,
  batches: Batches,
  settings: TextSettings,
): Promise<void> {
  for await (const { values } of batches) {
    const { texts } = readDocuments(owner, values);
    for (let i = 0; i < texts.length; i++) {
      counter.addDocument(tokenize(owner, texts[i]!, settings));
    }
  }
}

/**
 * Counts whole texts, which nothing splits. The first dimension tells documents apart; a flat array given at
 * once holds documents of one text, a flat element of a stream is one document.
 */
export async function countWhole(
  owner: string,
  counter: TokenCounter<string>,
  batches: Batches,
  settings: TextSettings,
): Promise<void> {
  const { widths } = settings;
  for await (const { values, isWhole } of batches) {
    const { texts, shape } = readTexts(owner, values);
    const isFlat = shape.length <= 1;
    const rowSize = isFlat && isWhole ? 1 : isFlat ? texts.length : texts.length / shape[0]!;
    const lineSize = isFlat ? rowSize : shape.at(-1)!;
    for (let start = 0; start < texts.length; start += rowSize) {
      const document: string[] = [];
      for (let line = start; line < start + rowSize; line += lineSize) {
        const tokens = Array.from({ length: lineSize }, (_, i) =>
          standardize(owner, texts[line + i]!, settings),
        );
        for (const token of widths === null ? tokens : ngrams(tokens, widths)) document.push(token);
      }
      counter.addDocument(document);
    }
  }
}

function readDocuments(owner: string, values: unknown): Texts {
  const read = readTexts(owner, values);
  rowShape(owner, read.shape);
  return read;
}

function grown(values: Float64Array, atLeast: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(atLeast, values.length * 2));
  larger.set(values);
  return larger;
}
