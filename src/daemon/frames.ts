/** Messages on a stream: the length in four bytes, then JSON. */

const HEAD = 4;

/** A message as it is sent. Its object must be plain data. */
export function frameOf(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/**
 * Gives a function that takes what arrives and gives the messages that are complete. It throws for a message that is longer than
 * `limit` bytes and for one that is no JSON: the other side is not one of ours, or the stream is damaged.
 */
export function frameReader(limit: number): (chunk: Buffer) => readonly unknown[] {
  let chunks: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    const messages: unknown[] = [];
    while (size >= HEAD) {
      const [first] = chunks;
      if (first === undefined || first.length < HEAD) chunks = [Buffer.concat(chunks)];
      const length = chunks[0]?.readUInt32BE() ?? 0;
      if (length > limit) throw new Error(`a message of ${length} bytes`);
      if (size < HEAD + length) break;
      const all = Buffer.concat(chunks);
      messages.push(JSON.parse(all.subarray(HEAD, HEAD + length).toString('utf8')));
      const rest = all.subarray(HEAD + length);
      chunks = rest.length === 0 ? [] : [rest];
      size = rest.length;
    }
    return messages;
  };
}
