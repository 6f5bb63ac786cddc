import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  checkName,
  createKernelspec,
  findKernelspecs,
  isOurs,
  readKernelspec,
  removeKernelspec,
  writeKernelspec,
} from "../../../kernel/cli/kernelspec.js";

const argv = ["/opt/node", "/opt/preplab/dist/kernel/main.js", "kernel", "{connection_file}"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const GOLDEN = `{
  "argv": [
    "/opt/node",
    "/opt/preplab/dist/kernel/main.js",
    "kernel",
    "{connection_file}"
  ],
  "display_name": "TypeScript (preplab)",
  "language": "typescript",
  "interrupt_mode": "message",
  "kernel_protocol_version": "5.6",
  "metadata": {
    "debugger": false,
    "supported_encryption": [
      "curve"
    ]
  }
}
`;

it("writes kernel.json and three logos, and says where", () => {
  const target = join(folder, "kernels", "preplab");
  const paths = writeKernelspec(target, createKernelspec("TypeScript (preplab)", argv));
  expect(readFileSync(join(target, "kernel.json"), "utf8")).toBe(GOLDEN);
  const names = ["kernel.json", "logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];
  expect(paths).toEqual(names.map((name) => join(target, name)));
  expect(readdirSync(target).sort()).toEqual([...names].sort());
});

it.each([32, 64])("ships a logo that is %i pixels wide, with transparent corners", (size) => {
  writeKernelspec(folder, createKernelspec("x", argv));
  const png = decode(readFileSync(join(folder, `logo-${size}x${size}.png`)));
  expect([png.width, png.height, png.channels, png.data[3]]).toEqual([size, size, 4, 0]);
});

it("starts an absolute node with an absolute entry by default", () => {
  const [node, entry, ...rest] = createKernelspec("x").argv;
  expect(node).toBe(process.execPath);
  expect(entry).toBe(join(process.cwd(), "dist", "kernel", "main.js"));
  expect(rest).toEqual(["kernel", "{connection_file}"]);
});

it("removes what it wrote and keeps what others put there", () => {
  const [clean, shared] = [join(folder, "clean"), join(folder, "shared")];
  for (const target of [clean, shared]) writeKernelspec(target, createKernelspec("x", argv));
  writeFileSync(join(shared, "kernel.js"), "// somebody's");
  for (const target of [clean, shared]) removeKernelspec(target);
  expect(existsSync(clean)).toBe(false);
  expect(readdirSync(shared)).toEqual(["kernel.js"]);
});

it("finds kernelspecs, ours and others, and survives a broken one", () => {
  writeKernelspec(join(folder, "a"), createKernelspec("A", argv));
  mkdirSync(join(folder, "b"));
  writeFileSync(join(folder, "b", "kernel.json"), "{broken");
  mkdirSync(join(folder, "c"));
  writeFileSync(join(folder, "c", "kernel.json"), '{"argv":["python"],"display_name":"Python"}');
  const found = findKernelspecs([folder, join(folder, "missing")]);
  expect(found.map(({ name, spec }) => [name, spec && isOurs(spec)])).toEqual([
    ["a", true],
    ["b", undefined],
    ["c", false],
  ]);
  expect(readKernelspec(join(folder, "nowhere"))).toBeUndefined();
});

it("takes the names Jupyter takes", () => {
  expect(checkName("Preplab-0.1_x")).toBe("preplab-0.1_x");
  for (const name of ["", "a b", "a/b", "..", "é"]) {
    expect(() => checkName(name)).toThrow("--name must consist of letters");
  }
});
