/** The part of the Debug Adapter Protocol that front ends of Jupyter use, with Jupyter's additions. */

export interface DebugRequest {
  readonly seq: number;
  readonly command: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface DebugResponse {
  readonly type: "response";
  readonly seq: number;
  readonly request_seq: number;
  readonly command: string;
  readonly success: boolean;
  readonly message?: string;
  readonly body: object;
}

export interface DebugEvent {
  readonly type: "event";
  readonly seq: number;
  readonly event: string;
  readonly body: object;
}

export interface Source {
  readonly name: string;
  readonly path: string;
}

/** Lines and columns count from 1. */
export interface Breakpoint {
  readonly id: number;
  readonly verified: boolean;
  readonly line: number;
  readonly source: { readonly path: string };
}

export interface RequestedBreakpoint {
  readonly line: number;
  readonly condition?: string;
}

export interface StackFrame {
  readonly id: number;
  readonly name: string;
  readonly source: Source;
  readonly line: number;
  readonly column: number;
}

export interface Scope {
  readonly name: string;
  readonly presentationHint?: "locals";
  readonly variablesReference: number;
  readonly expensive: boolean;
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly variablesReference: number;
  readonly indexedVariables?: number;
  /** an expression that has this value in the frame */
  readonly evaluateName?: string;
}

export type StopReason = "breakpoint" | "step" | "exception" | "pause";

/** What `setExceptionBreakpoints` may name. */
export const EXCEPTION_FILTERS = [
  { filter: "all", label: "All Exceptions", default: false },
  { filter: "uncaught", label: "Uncaught Exceptions", default: false },
] as const;

export const CAPABILITIES = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsModulesRequest: true,
  supportsTerminateRequest: true,
  exceptionBreakpointFilters: EXCEPTION_FILTERS,
} as const;
