import { expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { isCaughtAt } from "../../../kernel/debug/caught-exceptions.js";

/** what is thrown at `here()` */
const CASES: readonly (readonly [code: string, isCaught: boolean])[] = [
  ["here()", false],
  ["try { here() } catch {}", true],
  ["try { if (1) { here() } } catch (e) { e }", true],
  ["try {} catch { here() }", false],
  ["try { here() } finally {}", false],
  ["try { try { here() } finally {} } catch {}", true],
  ["try { function f() { here() } } catch {}", false],
  ["try { [1].map(() => here()) } catch {}", false],
  ["await here().catch(() => 1)", true],
  ["await here().then(() => 1).catch(() => 1)", true],
  ["await p.catch(() => here())", false],
  ["class A { m() { try { here() } catch {} } }", true],
];

test.each(CASES)("%s is caught: %s", (code, isCaught) => {
  expect(isCaughtAt(parseCell(code).program, code.indexOf("here()"))).toBe(isCaught);
});
