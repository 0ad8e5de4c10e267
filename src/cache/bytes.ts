/** Bytes that grow while they are written, and a cursor over them. Integers are variable-length: small ones take one byte. */

const INITIAL_BYTES = 2 ** 16;
const VARINT_LIMIT = 2 ** 31;

export class ByteWriter {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  length = 0;

  /** @param value 0 to 255 */
  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** @param value a whole number from 0 to 2^53 */
  unsigned(value: number): void {
    this.reserve(8);
    let rest = value;
    for (; rest >= VARINT_LIMIT; rest = Math.floor(rest / 128)) this.buffer[this.length++] = (rest % 128) | 128;
    for (; rest > 127; rest >>>= 7) this.buffer[this.length++] = (rest & 127) | 128;
    this.buffer[this.length++] = rest;
  }

  /** Any whole number between -2^52 and 2^52. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  bytes(value: Buffer): void {
    this.reserve(value.length);
    this.length += value.copy(this.buffer, this.length);
  }

  /** What was written. Shares memory with the writer: take it when nothing more is written. */
  done(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + count));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** Reads what a `ByteWriter` wrote, from `position` on. Throws a RangeError behind the end. */
export class ByteReader {
  position: number;
  private readonly buffer: Buffer;

  constructor(buffer: Buffer, position: number) {
    this.buffer = buffer;
    this.position = position;
  }

  byte(): number {
    const value = this.buffer[this.position++];
    if (value === undefined) throw new RangeError('the data end too early');
    return value;
  }

  unsigned(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
    }
    return value;
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const value = this.buffer.readDoubleLE(this.position);
    this.position += 8;
    return value;
  }
}
