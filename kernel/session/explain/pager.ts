import { declarationSource } from "../../cell/declaration-source.js";
import { type Question, questionOf } from "../../cell/question.js";
import type { Checker } from "../../check/checker.js";
import type { ExpressionResult } from "../../evaluate/user-messages.js";
import type { Payload } from "../../wire/contents.js";
import type { CellRunner } from "../cells/cell-runner.js";
import { toCodePoints } from "../introspect/code-points.js";
import { inspectReply } from "../introspect/introspection.js";
import { fenced } from "./fenced.js";

export interface PagerOptions {
  readonly checker: Checker;
  /** standard output of a run */
  readonly print: (run: number, text: string) => void;
}

const REMEMBERED_CELLS = 1000;
const SHOWN_LINES = 24;
const VALUE = "?value";
const SOURCE = "?source";

/**
 * Lets cells end in a question such as `model?`. It is answered by a page with what the type checker
 * knows of the name and what its value is at the moment.
 */
export function withPager(runner: CellRunner, { checker, print }: PagerOptions): CellRunner {
  const cells: string[] = [];
  return {
    ...runner,
    run: async (request) => {
      const question = questionOf(request.code);
      const code = question?.code ?? request.code;
      cells.push(code);
      if (cells.length > REMEMBERED_CELLS) cells.shift();
      if (question === undefined) return runner.run(request);

      const asked = { ...request.expressions, ...expressionsOf(question) };
      const outcome = await runner.run({ ...request, code, expressions: asked });
      const { [VALUE]: value, [SOURCE]: source, ...expressions } = outcome.expressions;
      const { error } = outcome;
      if (error !== undefined) return { error, expressions };

      const known = await whatIsKnown(question, checker);
      if (!known.found && value?.status !== "ok") {
        print(request.run, `${question.name}: nothing is known by this name\n`);
        return { expressions };
      }
      const sections = [{ title: "Value", language: "text", text: firstLines(textOf(value)) }];
      if (question.wantsSource) {
        const text = lastDeclaration(cells, question.name) ?? textOf(source);
        sections.push({ title: "Source", language: "typescript", text });
      }
      return { expressions, payload: [page(question.name, known.data, sections)] };
    },
  };
}

/** as it was typed, where a cell declares the name */
function lastDeclaration(cells: readonly string[], name: string): string | undefined {
  for (const cell of cells.toReversed()) {
    const source = declarationSource(cell, name);
    if (source !== undefined) return source;
  }
  return undefined;
}

/** of the name as a value, else as a type */
async function whatIsKnown({ name, wantsSource }: Question, checker: Checker) {
  const detail_level = wantsSource ? 1 : 0;
  // value and source are sections of their own
  const typesOnly = {
    checker,
    look: async () => undefined,
    sources: { sourceOf: () => undefined },
  };
  const ask = (code: string) =>
    inspectReply(typesOnly, { code, cursor_pos: toCodePoints(code, code.length), detail_level });
  const value = await ask(name);
  return value.found ? value : ask(`type _ = ${name}`);
}

function firstLines(text: string): string {
  const lines = text.split("\n");
  const hidden = lines.length - SHOWN_LINES;
  return hidden > 0 ? [...lines.slice(0, SHOWN_LINES), `… ${hidden} more lines`].join("\n") : text;
}

/** Evaluated behind the cell. Promises are not waited for, and of a function the type says it all. */
function expressionsOf({ name, wantsSource }: Question): Record<string, string> {
  const text = (code: string) =>
    `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": ${code} }) })`;
  const value = `typeof ${name} === "function" || ${name} instanceof Promise ? ${text('""')} : ${name}`;
  if (!wantsSource) return { [VALUE]: value };
  const source = `typeof ${name} === "function" ? ${text(`Function.prototype.toString.call(${name})`)} : ${text('""')}`;
  return { [VALUE]: value, [SOURCE]: source };
}

function textOf(result: ExpressionResult | undefined): string {
  const text = result?.status === "ok" ? result.bundle.data["text/plain"] : "";
  return typeof text === "string" ? text : "";
}

interface Section {
  readonly title: string;
  readonly language: string;
  readonly text: string;
}

function page(
  name: string,
  known: Readonly<Record<string, unknown>>,
  offered: readonly Section[],
): Payload {
  const sections = offered.filter(({ text }) => text !== "");
  const plain = [
    known["text/plain"] ?? name,
    ...sections.map(({ title, text }) => `${title}:\n${text}`),
  ];
  const markdown = [
    known["text/markdown"] ?? `**${name}**`,
    ...sections.map(({ title, language, text }) => `**${title}**\n\n${fenced(language, text)}`),
  ];
  return {
    source: "page",
    start: 0,
    data: { "text/plain": plain.join("\n\n"), "text/markdown": markdown.join("\n\n") },
  };
}
