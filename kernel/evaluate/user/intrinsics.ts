/** What the process itself needs, taken before a cell can delete or replace it on the global object. */
export const IntrinsicPromise = globalThis.Promise;
