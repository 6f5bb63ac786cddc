/**
 * What to say of a package that is not installed; the error itself for any other, such as one that an
 * imported package misses.
 */
export function explainMissing(error: unknown, specifier: string): unknown {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined || !(error instanceof Error)) return error;
  if (!error.message.startsWith(`Cannot find package '${name}'`)) return error;
  error.message = specifier.endsWith("/jsx-runtime")
    ? `JSX needs '${name}', which is not installed here. Install it with: %npm add ${name}. Another library is named by a first line such as /** @jsxImportSource preact */, or by "jsxImportSource" in tsconfig.json`
    : `Cannot find package '${name}'. Install it with: %npm add ${name}`;
  return error;
}
