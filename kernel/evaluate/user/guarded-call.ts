import { Session } from "node:inspector";

const BODY = Symbol.for("preplab.call");
let body: (() => void) | undefined;
let session: Session | undefined;

/**
 * Calls code of the user so that an interrupt which terminates it ends this call alone, and not
 * whatever called: V8 stops unwinding at an evaluation of the inspector. False when that happened.
 */
export function callGuarded(call: () => void): boolean {
  if (session === undefined) {
    session = new Session();
    session.connect();
    Object.defineProperty(globalThis, BODY, { value: () => body?.(), enumerable: false });
  }
  const outer = body;
  body = call;
  let isComplete = false;
  session.post(
    "Runtime.evaluate",
    { expression: "globalThis[Symbol.for('preplab.call')]()", silent: true },
    (error) => {
      isComplete = error === null;
    },
  );
  body = outer;
  return isComplete;
}
