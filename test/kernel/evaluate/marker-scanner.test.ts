import { expect, test } from "vitest";
import { createMarkerScanner } from "../../../kernel/evaluate/marker-scanner.js";
import { endMarker } from "../../../kernel/evaluate/user-messages.js";

function scan(text: string, size: number): { text: string; markers: number[] } {
  const result = { text: "", markers: [] as number[] };
  const feed = createMarkerScanner(
    (part) => {
      result.text += part;
    },
    (run) => result.markers.push(run),
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) feed(bytes.subarray(at, at + size));
  return result;
}

test.each([1, 3, 5, 64, 4096])("markers are found and taken out, in chunks of %i bytes", (size) => {
  const text = `one é\n${endMarker(7)}two\u0000three${endMarker(123)}${endMarker(124)}four`;
  expect(scan(text, size)).toEqual({ text: "one é\ntwo\u0000threefour", markers: [7, 123, 124] });
});

test("text that only looks like the beginning of a marker is passed on", () => {
  expect(scan("a\u0000\u0001preplab-x and more text than any marker holds", 4).text).toBe(
    "a\u0000\u0001preplab-x and more text than any marker holds",
  );
});
