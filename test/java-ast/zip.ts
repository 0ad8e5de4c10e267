import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** One file of an archive; `read` inflates it. */
export interface ZipEntry {
  readonly name: string;
  readonly read: () => Buffer;
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const MAX_ARCHIVE_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_HEADER_SIZE = 30;
const DEFLATED = 8;

/**
 * The entries of a zip archive in the order of its directory. Knows stored and deflated entries and no zip64, which is
 * all that a JDK's src.zip needs; throws for anything else. The file stays open until `close`.
 */
export function openZip(path: string): { readonly entries: readonly ZipEntry[]; readonly close: () => void } {
  const file = openSync(path, 'r');
  const readAt = (position: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, position);
    return buffer;
  };
  const size = fstatSync(file).size;
  const tailLength = Math.min(size, END_SIZE + MAX_ARCHIVE_COMMENT);
  const tail = readAt(size - tailLength, tailLength);
  const end = lastIndexOfSignature(tail, END_SIGNATURE);
  const directory = readAt(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error(`${path}: no zip directory entry at ${at}`);
    const header = directory.subarray(at, at + ENTRY_SIZE);
    const nameEnd = at + ENTRY_SIZE + header.readUInt16LE(28);
    const name = directory.toString('utf8', at + ENTRY_SIZE, nameEnd);
    entries.push({ name, read: () => readEntry(readAt, header, name) });
    at = nameEnd + header.readUInt16LE(30) + header.readUInt16LE(32);
  }
  return { entries, close: () => closeSync(file) };
}

function lastIndexOfSignature(tail: Buffer, signature: number): number {
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === signature) return at;
  }
  throw new Error('not a zip archive');
}

function readEntry(readAt: (position: number, length: number) => Buffer, header: Buffer, name: string): Buffer {
  const method = header.readUInt16LE(10);
  const compressedSize = header.readUInt32LE(20);
  const position = header.readUInt32LE(42);
  const local = readAt(position, LOCAL_HEADER_SIZE);
  const content = readAt(
    position + LOCAL_HEADER_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28),
    compressedSize,
  );
  if (method === 0) return content;
  if (method === DEFLATED) return inflateRawSync(content);
  throw new Error(`${name}: unknown compression method ${method}`);
}
