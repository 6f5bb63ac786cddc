/** What user code and a front end tell each other over a comm, a channel that both ends may open. */
export type CommTraffic = CommPayload & { readonly id: string } & (
    | { readonly action: "open"; readonly target: string }
    | { readonly action: "message" }
    | { readonly action: "close" }
  );

export interface CommPayload {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}
