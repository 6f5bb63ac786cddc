import { expect, it } from "vitest";
import { removeNotices } from "../../../kernel/evaluate/remove-notices.js";

const INFORMATION =
  "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n" +
  "I0000 00:00:1795641795.950416    7021 port.cc:153] oneDNN custom operations are on. To turn " +
  "them off, set `TF_ENABLE_ONEDNN_OPTS=0`.\n";

it("removes what TensorFlow tells for information", () => {
  expect(removeNotices(`mine\n${INFORMATION}I am mine, too\n`)).toBe("mine\nI am mine, too\n");
});

it("removes what Node.js says when a debugger leaves", () => {
  expect(removeNotices("Waiting for the debugger to disconnect...\n")).toBe("");
});

it("keeps TensorFlow's warnings and errors", () => {
  const warning = "W0000 00:00:1795642343.450757   14543 port.cc:148] not a number\n";
  const error = "E0000 00:00:1795642343.450757   14543 cuda.cc:2] no device\n";
  expect(removeNotices(warning + error)).toBe(warning + error);
});
