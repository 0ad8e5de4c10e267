/** A file's text as it was read, and as suggestions leave it, both without byte order mark. */
export interface Change {
  readonly before: string;
  readonly after: string;
}
