/** Contents of the messages preplab exchanges, as in version 5.6 of the Jupyter protocol. */

export interface Ok {
  readonly status: "ok";
}

export interface Failure {
  readonly status: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A cell skipped because an earlier one failed has the shape of an error, with its own status. */
export interface Aborted extends Omit<Failure, "status"> {
  readonly status: "aborted";
}

export type MimeData = Readonly<Record<string, unknown>>;

export interface LanguageInfo {
  readonly name: string;
  readonly version: string;
  readonly mimetype: string;
  readonly file_extension: string;
  readonly pygments_lexer?: string;
  readonly codemirror_mode?: string | Readonly<Record<string, unknown>>;
  readonly nbconvert_exporter?: string;
}

export interface KernelInfoReply extends Ok {
  readonly protocol_version: string;
  readonly implementation: string;
  readonly implementation_version: string;
  readonly language_info: LanguageInfo;
  readonly banner: string;
  readonly debugger: boolean;
  readonly help_links: readonly { readonly text: string; readonly url: string }[];
  readonly supported_features: readonly string[];
}

export interface ExecuteRequest {
  readonly code: string;
  readonly silent: boolean;
  readonly store_history: boolean;
  readonly user_expressions: Readonly<Record<string, string>>;
  readonly allow_stdin: boolean;
  readonly stop_on_error: boolean;
}

export type UserExpression =
  | (Ok & { readonly data: MimeData; readonly metadata: MimeData })
  | Failure;

export type Payload =
  | { readonly source: "page"; readonly data: MimeData; readonly start: number }
  | { readonly source: "set_next_input"; readonly text: string; readonly replace: boolean }
  | { readonly source: "ask_exit"; readonly keepkernel: boolean };

export type ExecuteReply = { readonly execution_count: number } & (
  | (Ok & {
      readonly user_expressions: Readonly<Record<string, UserExpression>>;
      readonly payload: readonly Payload[];
    })
  | Failure
  | Aborted
);

export interface IsCompleteRequest {
  readonly code: string;
}

export type IsCompleteReply =
  | { readonly status: "complete" | "invalid" | "unknown" }
  | { readonly status: "incomplete"; readonly indent: string };

export interface CompleteRequest {
  readonly code: string;
  /** in Unicode code points */
  readonly cursor_pos: number;
}

export interface CompletionType {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly type: string;
  readonly signature?: string;
}

export interface CompleteReply extends Ok {
  readonly matches: readonly string[];
  /** in Unicode code points */
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: {
    readonly _jupyter_types_experimental?: readonly CompletionType[];
    readonly [key: string]: unknown;
  };
}

export interface InspectRequest {
  readonly code: string;
  /** in Unicode code points */
  readonly cursor_pos: number;
  readonly detail_level: 0 | 1;
}

export interface InspectReply extends Ok {
  readonly found: boolean;
  readonly data: MimeData;
  readonly metadata: MimeData;
}

export interface HistoryRequest {
  readonly output: boolean;
  readonly raw: boolean;
  readonly hist_access_type: "range" | "tail" | "search";
  readonly session?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly n?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
}

export type HistoryEntry = readonly [
  session: number,
  line: number,
  input: string | readonly [input: string, output: string | null],
];

export interface HistoryReply extends Ok {
  readonly history: readonly HistoryEntry[];
}

export interface CommInfoRequest {
  readonly target_name?: string;
}

export interface CommInfoReply extends Ok {
  readonly comms: Readonly<Record<string, { readonly target_name: string }>>;
}

export interface CommOpen {
  readonly comm_id: string;
  readonly target_name: string;
  readonly data: MimeData;
}

export interface CommMessage {
  readonly comm_id: string;
  readonly data: MimeData;
}

export interface ConnectReply extends Ok {
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** Not of the protocol; jupyter-resource-usage and other panels read ipykernel's fields. */
export interface UsageReply extends Ok {
  readonly hostname: string;
  readonly pid: number;
  /** percent of one processor; absent where it cannot be told, like the memory */
  readonly kernel_cpu?: number;
  readonly kernel_memory?: number;
  readonly host_cpu_percent?: number;
  readonly cpu_count: number;
  readonly host_virtual_memory: Readonly<Record<string, number>>;
}

export interface ShutdownRequest {
  readonly restart: boolean;
}

export interface ShutdownReply extends Ok {
  readonly restart: boolean;
}

export interface InputRequest {
  readonly prompt: string;
  readonly password: boolean;
}

export interface InputReply {
  readonly value: string;
}

export interface Status {
  readonly execution_state: "starting" | "busy" | "idle";
}

export interface Stream {
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayData {
  readonly data: MimeData;
  readonly metadata: MimeData;
  /** never absent: nbclient reads `display_id` of it without a check */
  readonly transient: { readonly display_id?: string };
}

export interface UpdateDisplayData extends DisplayData {
  readonly transient: { readonly display_id: string };
}

export interface ExecuteInput {
  readonly code: string;
  readonly execution_count: number;
}

export interface ExecuteResult extends DisplayData {
  readonly execution_count: number;
}

export interface ErrorOutput {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export interface ClearOutput {
  readonly wait: boolean;
}

export interface IopubWelcome {
  readonly subscription: string;
}

/** The content that belongs to each message type. */
export interface MessageContents {
  readonly kernel_info_request: Readonly<Record<string, never>>;
  readonly kernel_info_reply: KernelInfoReply | Failure;
  readonly execute_request: ExecuteRequest;
  readonly execute_reply: ExecuteReply;
  readonly is_complete_request: IsCompleteRequest;
  readonly is_complete_reply: IsCompleteReply | Failure;
  readonly complete_request: CompleteRequest;
  readonly complete_reply: CompleteReply | Failure;
  readonly inspect_request: InspectRequest;
  readonly inspect_reply: InspectReply | Failure;
  readonly history_request: HistoryRequest;
  readonly history_reply: HistoryReply | Failure;
  readonly comm_info_request: CommInfoRequest;
  readonly comm_info_reply: CommInfoReply | Failure;
  readonly comm_open: CommOpen;
  readonly comm_msg: CommMessage;
  readonly comm_close: CommMessage;
  readonly connect_request: Readonly<Record<string, never>>;
  readonly connect_reply: ConnectReply | Failure;
  readonly usage_request: Readonly<Record<string, never>>;
  readonly usage_reply: UsageReply | Failure;
  readonly create_subshell_request: Readonly<Record<string, never>>;
  readonly create_subshell_reply: Failure;
  readonly delete_subshell_request: { readonly subshell_id: string };
  readonly delete_subshell_reply: Failure;
  readonly list_subshell_request: Readonly<Record<string, never>>;
  readonly list_subshell_reply: Failure;
  readonly shutdown_request: ShutdownRequest;
  readonly shutdown_reply: ShutdownReply | Failure;
  readonly interrupt_request: Readonly<Record<string, never>>;
  readonly interrupt_reply: Ok | Failure;
  readonly input_request: InputRequest;
  readonly input_reply: InputReply;
  readonly status: Status;
  readonly stream: Stream;
  readonly display_data: DisplayData;
  readonly update_display_data: UpdateDisplayData;
  readonly execute_input: ExecuteInput;
  readonly execute_result: ExecuteResult;
  readonly error: ErrorOutput;
  readonly clear_output: ClearOutput;
  readonly iopub_welcome: IopubWelcome;
}

export type MessageType = keyof MessageContents;
