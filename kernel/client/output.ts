/** Outputs of a code cell as nbformat 4 stores them, with multi-line text joined. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: Readonly<Record<string, unknown>>;
  metadata: Readonly<Record<string, unknown>>;
}

export interface ResultOutput {
  output_type: "execute_result";
  data: Readonly<Record<string, unknown>>;
  metadata: Readonly<Record<string, unknown>>;
  execution_count: number | null;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: readonly string[];
}
