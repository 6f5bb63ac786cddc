import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { audio, video } from "../../../../kernel/display/shown/media.js";

async function dataOf(value: unknown) {
  return (await renderValue(value)).data;
}

function bytesIn(data: Readonly<Record<string, unknown>>): Buffer {
  const [, code = ""] = /base64,([^"]+)"/.exec(String(data["text/html"])) ?? [];
  return Buffer.from(code, "base64");
}

test("samples become a WAV file of 16 bits", async () => {
  const data = await dataOf(audio([0, 0.5, -1], { sampleRate: 8000 }));
  expect(data["text/plain"]).toBe("audio/wav (50 B)");
  const file = bytesIn(data);
  expect(file.toString("latin1", 0, 4)).toBe("RIFF");
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.readUInt32LE(24)).toBe(8000);
  expect([44, 46, 48].map((at) => file.readInt16LE(at))).toEqual([0, 16384, -32767]);
});

test("samples that are too loud are brought down together, and NaN is silence", async () => {
  const file = bytesIn(await dataOf(audio([2, 1, Number.NaN], { sampleRate: 8000 })));
  expect([44, 46, 48].map((at) => file.readInt16LE(at))).toEqual([32767, 16384, 0]);
});

test("a file is played as what its name says", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "preplab-media-")), "film.webm");
  writeFileSync(path, Uint8Array.of(1, 2, 3));
  expect(await dataOf(video(path, { width: 320, loop: true }))).toEqual({
    "text/html": '<video controls loop width="320" src="data:video/webm;base64,AQID"></video>',
    "text/plain": "video/webm (3 B)",
  });
});

test("a type cannot break out of the html", async () => {
  const data = await dataOf(audio(Uint8Array.of(1), { type: '"><script>' }));
  expect(data["text/html"]).not.toContain("<script>");
});

test("what is too large for a notebook is not shown, and says so", async () => {
  expect(await dataOf(video(new Uint8Array(6 * 2 ** 20)))).toEqual({
    "text/plain": "video/mp4 (6 MiB) not shown: at most 5 MiB are",
  });
});

test("samples without a rate are refused with what is missing", async () => {
  await expect(Reflect.get(audio([1]), Symbol.for("Jupyter.display"))()).rejects.toThrow(
    "audio: expected a path or bytes (samples need a sampleRate). Received: object",
  );
});
