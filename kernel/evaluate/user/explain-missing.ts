import { missingJsxRuntime, missingPackage } from "../../project/missing-package.js";

/** The error of an import, with a remedy when the package that it names is not installed. */
export function explainMissing(error: unknown, specifier: string): unknown {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined || !(error instanceof Error)) return error;
  // such as a package that an installed one misses
  if (!error.message.startsWith(`Cannot find package '${name}'`)) return error;
  const isJsx = specifier.endsWith("/jsx-runtime");
  error.message = isJsx ? missingJsxRuntime(name) : missingPackage(name);
  return error;
}
