import type { Session } from "node:inspector";
import type { LivePlace, LiveValue } from "../../live-value.js";
import { LOOK_SYMBOL } from "./look-symbol.js";

type RemoteObject = import("node:inspector").Runtime.RemoteObject;

export type AnswerQuestion = (place: LivePlace) => Promise<LiveValue | null>;

const OBJECT_GROUP = "preplab-look";

/**
 * Answers what values of the main thread hold, over a session that is served also in the middle of a
 * loop. While the thread sits in native code nothing is, and all but the first question are refused.
 * So are questions while `isStopping`: the interrupt would hit what they run instead of the cell.
 */
export function createAnswering(session: Session, isStopping: () => boolean): AnswerQuestion {
  let isBusy = false;
  /** names once declared with let, const or class stay what they are */
  const lexical = new Set<string>();

  const post = <Result>(method: string, params: object) =>
    new Promise<Result>((resolve, reject) => {
      if (isStopping()) return reject(new Error("an interrupt is under way"));
      session.post(method, params, (error, result) =>
        error === null ? resolve(result as Result) : reject(error),
      );
    });

  const evaluate = async (expression: string, options: object): Promise<RemoteObject> => {
    const { result, exceptionDetails } = await post<{
      result: RemoteObject;
      exceptionDetails?: object;
    }>("Runtime.evaluate", { expression, silent: true, ...options });
    if (exceptionDetails !== undefined) throw new Error(`${expression} has no value`);
    return result;
  };

  // asked for at once: later a cell may have replaced `Symbol`
  const describer = evaluate(`globalThis[Symbol.for("${LOOK_SYMBOL}")]`, {});
  describer.catch(() => {});

  const look = async ({ root, path }: LivePlace): Promise<LiveValue | null> => {
    const { objectId } = await describer;
    if (!lexical.has(root)) {
      const { names } = await post<{ names: string[] }>("Runtime.globalLexicalScopeNames", {});
      if (names.includes(root)) lexical.add(root);
    }
    // A property of the global object, which may be a getter, is looked up there. Not in REPL mode: its
    // results come as promises, which a loop keeps from settling. Boxed: a string would come over in full.
    const box = lexical.has(root)
      ? await evaluate(`[${root}]`, { throwOnSideEffect: true, objectGroup: OBJECT_GROUP })
      : undefined;
    const { result } = await post<{ result: RemoteObject }>("Runtime.callFunctionOn", {
      objectId,
      functionDeclaration: "function (...question) { return this(...question); }",
      arguments: [
        { value: box === undefined ? [root, ...path] : ["0", ...path] },
        ...(box?.objectId === undefined ? [] : [{ objectId: box.objectId }]),
      ],
      returnByValue: true,
      silent: true,
    });
    return (result.value as LiveValue | undefined) ?? null;
  };

  return async (place) => {
    if (isBusy) return null;
    isBusy = true;
    try {
      return await look(place);
    } catch {
      // a name that has no value yet, or an interrupt that came in between
      return null;
    } finally {
      isBusy = false;
      session.post("Runtime.releaseObjectGroup", { objectGroup: OBJECT_GROUP });
    }
  };
}
