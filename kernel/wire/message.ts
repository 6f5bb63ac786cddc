export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/** One Jupyter message, decoded. Contents are typed per message type in `contents.ts`. */
export interface Message<Content = Readonly<Record<string, unknown>>> {
  /** routing frames of a ROUTER socket; for iopub the topic */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** `{}` when there is no parent */
  readonly parent_header: Header | Readonly<Record<string, never>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Content;
  readonly buffers: readonly Uint8Array[];
}
