import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { hashOfScheme, isSignatureValid, signFrames } from "../../../kernel/wire/signature.js";

const frames = ["{}", "{}", "{}", '{"a":1}'].map((text) => Buffer.from(text));

it("signs the four frames as one HMAC-SHA256 in lower-case hex", () => {
  const expected = createHmac("sha256", "secret").update('{}{}{}{"a":1}').digest("hex");
  expect(signFrames({ key: "secret" }, frames)).toBe(expected);
});

it("accepts its own signature and nothing that differs from it", () => {
  const signature = signFrames({ key: "secret" }, frames);
  const flipped = signature.startsWith("0") ? `1${signature.slice(1)}` : `0${signature.slice(1)}`;
  const accepts = (text: string) => isSignatureValid({ key: "secret" }, Buffer.from(text), frames);
  expect(accepts(signature)).toBe(true);
  expect(accepts(flipped)).toBe(false);
  expect(accepts(signature.toUpperCase())).toBe(false);
  expect(accepts(signature.slice(0, -1))).toBe(false);
  expect(accepts(`${signature}0`)).toBe(false);
  expect(accepts("")).toBe(false);
});

it("leaves a session with an empty key unsigned", () => {
  expect(signFrames({ key: "" }, frames)).toBe("");
  expect(isSignatureValid({ key: "" }, Buffer.from("anything"), frames)).toBe(true);
});

it("signs with another hash when the scheme asks for one", () => {
  const expected = createHmac("sha512", "secret").update('{}{}{}{"a":1}').digest("hex");
  const key = { key: "secret", hash: "sha512" };
  expect(signFrames(key, frames)).toBe(expected);
  expect(isSignatureValid(key, Buffer.from(expected), frames)).toBe(true);
});

it("knows the hashes of schemes", () => {
  expect(hashOfScheme("hmac-sha256")).toBe("sha256");
  expect(hashOfScheme("hmac-sha3_256")).toBeUndefined();
  expect(hashOfScheme("sha256")).toBeUndefined();
  expect(hashOfScheme("hmac-nonsense")).toBeUndefined();
});
