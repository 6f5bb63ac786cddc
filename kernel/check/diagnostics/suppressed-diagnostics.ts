/** Of these, the ones that a project's own tsconfig.json may ask for by `strict` or `noImplicitAny`. */
export const ANNOTATIONS_WANTED: ReadonlySet<number> = new Set([7006, 7019, 7031]);

/** Errors of TypeScript that make no sense in a notebook, by number, with the reason. */
export const SUPPRESSED_DIAGNOSTICS: ReadonlyMap<number, string> = new Map([
  [2695, "left side of a comma unused: a cell may be any expression"],
  [2869, "right operand of ?? unreachable: a cell may show what an operator gives"],
  [2870, "this ?? expression is always nullish: as 2869"],
  [2871, "expression always nullish: as 2869"],
  [2872, "expression always truthy: as 2869"],
  [2873, "expression always falsy: as 2869"],
  [7006, "parameter implicitly any: quick functions need no annotations"],
  [7019, "rest parameter implicitly any: as 7006"],
  [7031, "destructured parameter implicitly any: as 7006"],
  [7005, "variable implicitly any: `let x;` is assigned in a later cell"],
  [7034, "variable implicitly any in some locations: as 7005"],
  [2683, "'this' implicitly any: as 7006, for functions that construct"],
  [7009, "'new' of a plain function: as 2683"],
  [7016, "package without types: it runs all the same, as any"],
  [7017, "unknown member of globalThis: a cell may have set it"],
  [7026, "JSX element without types: as 7016"],
]);
