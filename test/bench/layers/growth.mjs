// How time and memory grow with the data: prints a line of Markdown for each.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { layers, ready } from "../../../dist/src/index.js";

const BATCH = 1024;
const [folder, mode = "table", times = "1"] = process.argv.slice(2);
const documents = readFileSync(join(folder, "documents.txt"), "utf8").split("\n");

// the documents again and again, each made anew: nothing but what the layer keeps stays
function* stream(rounds) {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < documents.length; i += BATCH) {
      yield documents.slice(i, i + BATCH).map((document) => `${document} `);
    }
  }
}

async function fastest(run, rounds = 5) {
  const taken = [];
  for (let i = 0; i <= rounds; i++) {
    const began = performance.now();
    await run();
    taken.push(performance.now() - began);
  }
  return Math.min(...taken.slice(1));
}

await ready();
if (mode === "memory") {
  await layers.textVectorization().adapt(stream(Number(times)));
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
} else {
  const peak = (rounds) => {
    const { stdout } = spawnSync(process.execPath, [
      fileURLToPath(import.meta.url),
      folder,
      "memory",
      String(rounds),
    ]);
    return Number(stdout);
  };
  const row = (name, one, ten, limit, digits) => {
    const ratio = ten / one;
    const met = ratio <= limit ? "met" : "**missed**";
    const cells = [name, one.toFixed(digits), ten.toFixed(digits), ratio.toFixed(2), limit, met];
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  };
  const small = documents.slice(0, documents.length / 10);
  const text = layers.textVectorization();
  await text.adapt(documents);
  const call = (texts) => () => {
    for (let i = 0; i < texts.length; i += BATCH) text(texts.slice(i, i + BATCH)).dispose();
  };
  const adapt = (texts) => () => layers.textVectorization().adapt(texts);
  process.stdout.write(
    "| growth | 1x | 10x | ratio | at most |  |\n|---|---:|---:|---:|---:|---|\n",
  );
  row(
    "TextVectorization.adapt, 0.5 M and 5 M tokens, ms",
    await fastest(adapt(small)),
    await fastest(adapt(documents)),
    11,
    1,
  );
  row(
    "TextVectorization call, 0.5 M and 5 M tokens, ms",
    await fastest(call(small)),
    await fastest(call(documents)),
    11,
    1,
  );
  row("adapt from a stream of 5 M and 50 M tokens, MiB at the peak", peak(1), peak(10), 1.1, 0);
}
