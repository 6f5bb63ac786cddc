/** Throws, naming `owner`, when a sparse output is asked for: tfjs has no sparse tensors. */
export function rejectSparse(owner: string, sparse: boolean | undefined, outputMode: string): void {
  if (sparse !== true) return;
  throw new Error(
    outputMode === "int"
      ? `${owner}: sparse works only with an encoded outputMode. Received: "int"`
      : `${owner}: sparse must be false: tfjs has no sparse tensors. Received: true`,
  );
}
