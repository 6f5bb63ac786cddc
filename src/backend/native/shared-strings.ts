import type { Binding, TensorflowBackend } from "./tensorflow-backend.js";

/** Operations whose result may lie in the memory of their input; the kernel of `Slice` copies strings. */
const SHARING = new Set([
  "ExpandDims",
  "Identity",
  "Reshape",
  "Split",
  "SplitV",
  "Squeeze",
  "StridedSlice",
  "Unpack",
]);

/** Handles whose strings may lie in one piece of memory. */
interface Family {
  living: number;
  readonly dead: number[];
}

/**
 * Keeps the strings of a tensor while a slice or another shape of it lives. The addon frees the strings of
 * each handle it deletes, though other handles may read the same memory, which then read empty strings:
 * here handles of one memory are deleted together, after the last of them.
 */
export function keepSharedStrings(backend: TensorflowBackend): void {
  const { binding } = backend;
  const families = new Map<number, Family>();

  const executeOp: Binding["executeOp"] = (name, attributes, inputs, outputs) => {
    const results = binding.executeOp(name, attributes, inputs, outputs);
    if (!SHARING.has(name) || results[0]?.dtype !== binding.TF_STRING) return results;
    const input = inputs[name === "Split" ? 1 : 0]!;
    const family = families.get(input) ?? { living: 1, dead: [] };
    families.set(input, family);
    for (const { id } of results) families.set(id, family);
    family.living += results.length;
    return results;
  };

  const deleteTensor: Binding["deleteTensor"] = (id) => {
    const family = families.get(id);
    if (family === undefined) {
      binding.deleteTensor(id);
      return;
    }
    family.living -= 1;
    family.dead.push(id);
    if (family.living > 0) return;
    for (const member of family.dead) {
      families.delete(member);
      binding.deleteTensor(member);
    }
  };

  // the addon's own properties are read-only
  backend.binding = Object.create(binding, {
    executeOp: { value: executeOp },
    deleteTensor: { value: deleteTensor },
  }) as Binding; // its prototype is one
}
