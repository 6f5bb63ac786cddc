import { setTimeout as pause } from "node:timers/promises";
import type { Execution } from "./execution.js";
import type { Variable } from "./protocol.js";
import {
  type Arguments,
  type Handlers,
  isIdentifier,
  readIdentifier,
  readNumber,
  readText,
} from "./requests.js";
import { stoppedFrame } from "./stack-requests.js";
import type { UserCode } from "./user-code.js";

/** how long a front end waits for variables while native code keeps the process busy */
const PATIENCE_MS = 1000;
const PAGE = 100;

/** Requests on variables: of the frames that are stopped or, when none is, of the cells. */
export function variableRequests(
  execution: Execution,
  userCode: UserCode,
  onDeclared: (name: string) => void,
): Handlers {
  const frameIfStopped = ({ frameId }: Arguments) =>
    execution.stop && stoppedFrame(execution, frameId).callFrame.callFrameId;

  return {
    inspectVariables: globalVariables(execution, userCode),
    variables: async (args) => {
      const reference = readNumber(args, "variablesReference");
      const start = readNumber(args, "start", 0);
      const count = readNumber(args, "count", 0) || PAGE;
      return { variables: await userCode.variables(reference, start, count) };
    },
    richInspectVariables: async (args) => {
      const name = readText(args, "variableName");
      // front ends offer it for properties, too, and name them without their object
      if (!isIdentifier(name)) throw new Error(`${name} is not the name of a variable`);
      // a view that stays open asks again after a step, for a frame that is no more
      const { frames = [] } = execution.stop ?? {};
      const frame = frames.find(({ id }) => id === args.frameId) ?? frames[0];
      return userCode.render(name, frame?.callFrame.callFrameId);
    },
    evaluate: async (args) => {
      const expression = readText(args, "expression");
      const { value, ...rest } = await userCode.evaluate(expression, frameIfStopped(args));
      return { result: value, ...rest };
    },
    setVariable: (args) =>
      userCode.assign(
        readNumber(args, "variablesReference"),
        readText(args, "name"),
        readText(args, "value"),
        frameIfStopped(args),
      ),
    copyToGlobals: async (args) => {
      const from = readIdentifier(args, "srcVariableName");
      const to = readIdentifier(args, "dstVariableName");
      const { callFrameId } = stoppedFrame(execution, args.srcFrameId).callFrame;
      await userCode.copyToGlobals(from, to, callFrameId);
      onDeclared(to);
      return {};
    },
  };
}

/** Front ends ask anew at every output of a running cell: one question at a time is passed on. */
function globalVariables(execution: Execution, userCode: UserCode) {
  let known: readonly Variable[] = [];
  let listing: Promise<readonly Variable[]> | undefined;

  const list = async () => {
    if (execution.stop === undefined) await userCode.forget();
    const listed = await userCode.variables(await userCode.globals());
    known = listed.map((one) => ({ ...one, evaluateName: one.name }));
    return known;
  };
  const lastKnown = async () => {
    await pause(PATIENCE_MS, undefined, { ref: false });
    return known.map((one) => ({ ...one, variablesReference: 0 }));
  };

  return async () => {
    listing ??= list().finally(() => {
      listing = undefined;
    });
    // nobody waits any more when it fails late
    listing.catch(() => {});
    return { variables: await Promise.race([listing, lastKnown()]) };
  };
}
