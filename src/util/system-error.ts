/** Words for what the operating system refuses. */

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist (a dangling link?)',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ELOOP: 'the link leads back to itself',
  EISDIR: 'it is a directory',
};

/** Says what went wrong without the absolute path that Node puts into its messages; other errors give their message. */
export function describeSystemError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : (WORDS[code] ?? code);
}
