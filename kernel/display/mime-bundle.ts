/** What a front end receives for one value: representations by MIME type, `text/plain` always among them. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}
