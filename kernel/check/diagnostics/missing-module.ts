import { isBuiltin } from "node:module";
import { missingJsxRuntime, missingPackage } from "../../project/missing-package.js";
import { installedSpecifier, isRegistrySpecifier } from "../../project/npm-specifier.js";
import { packageName } from "../../project/package-name.js";
import type { Diagnostic } from "../checker.js";
import { isInstalledFor } from "../project/kernel-modules.js";

const MODULE_NOT_FOUND = new Set([2307, 2882]);
const JSX_MODULE_NOT_FOUND = 2875;

/**
 * Says of a module that is not there how it can be had. Undefined for a complaint about one that is
 * there, just without types: it runs all the same.
 */
export function withRemedy(diagnostic: Diagnostic, folder: string): Diagnostic | undefined {
  const isJsx = diagnostic.code === JSX_MODULE_NOT_FOUND;
  if (!isJsx && !MODULE_NOT_FOUND.has(diagnostic.code)) return diagnostic;
  const specifier = /'([^']+)'/.exec(diagnostic.message)?.[1] ?? "";
  if (isRegistrySpecifier(specifier)) {
    const found = installedSpecifier(specifier, folder);
    return "problem" in found ? { ...diagnostic, message: found.problem } : diagnostic;
  }
  const name = packageName(specifier);
  if (name === undefined || isBuiltin(specifier)) return diagnostic;
  if (isInstalledFor(folder, name)) return isJsx ? undefined : diagnostic;
  return { ...diagnostic, message: isJsx ? missingJsxRuntime(name) : missingPackage(name) };
}
