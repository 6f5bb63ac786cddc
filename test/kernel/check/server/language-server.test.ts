import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createLanguageServer } from "../../../../kernel/check/server/language-server.js";
import { frameMessage } from "../../../../kernel/check/server/message-framing.js";

const cwd = mkdtempSync(join(tmpdir(), "preplab server "));
afterAll(() => rmSync(cwd, { recursive: true }));

test("a server that cannot be started answers every request with nothing", async () => {
  const said: string[] = [];
  const server = createLanguageServer({
    cwd,
    onReady: () => {},
    onDebug: (text) => said.push(text),
    executable: join(cwd, "no-such-file"),
  });
  expect(await server.request("textDocument/hover", {}, 1000)).toBeUndefined();
  expect(said.join()).toContain("ENOENT");
  server.dispose();
});

test("a server that dies fails what it was asked and is started again by the next request", async () => {
  let starts = 0;
  const server = createLanguageServer({ cwd, onReady: () => starts++ });
  expect(await server.request("workspace/symbol", { query: "a" }, 10_000)).not.toBeUndefined();
  const first = server.pid();
  const lost = server.request("workspace/symbol", { query: "b" }, 10_000);
  server.kill();
  expect(await lost).toBeUndefined();
  expect(await server.request("workspace/symbol", { query: "c" }, 10_000)).not.toBeUndefined();
  expect(server.pid()).not.toBe(first);
  expect(starts).toBe(2);
  server.dispose();
  expect(server.pid()).toBeUndefined();
  expect(await server.request("workspace/symbol", { query: "d" }, 10_000)).toBeUndefined();
});

test("a server that does not answer in time gives nothing", async () => {
  const executable = join(cwd, "mute");
  const reply = frameMessage({ jsonrpc: "2.0", id: 1, result: {} }).toString();
  writeFileSync(
    executable,
    `#!${process.execPath}\nprocess.stdin.on("data", () => {}).once("data", () => process.stdout.write(${JSON.stringify(reply)}));`,
    { mode: 0o755 },
  );
  const server = createLanguageServer({ cwd, onReady: () => {}, executable });
  expect(await server.request("workspace/symbol", { query: "a" }, 20)).toBeUndefined();
  expect(server.pid()).toBeDefined();
  server.dispose();
});

test("disposing twice, or before the start, is harmless", () => {
  const server = createLanguageServer({ cwd, onReady: () => {} });
  server.dispose();
  server.dispose();
  expect(server.pid()).toBeUndefined();
});
