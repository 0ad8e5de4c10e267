import { describe, expect, test } from 'vitest';
import { MAX_SOURCE_BYTES, decodeSource } from '../../src/java-ast/source-text.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decodeSource', () => {
  test('reads UTF-8', () => {
    expect(decodeSource(utf8('class Ä {} // 😀'))).toEqual({
      ok: true,
      text: 'class Ä {} // 😀',
      hasBom: false,
      note: null,
    });
  });

  test('reads an empty file', () => {
    expect(decodeSource(new Uint8Array())).toEqual({ ok: true, text: '', hasBom: false, note: null });
  });

  test('takes a UTF-8 byte order mark off', () => {
    expect(decodeSource(utf8('\ufeffclass A {}'))).toEqual({ ok: true, text: 'class A {}', hasBom: true, note: null });
  });

  test('takes off one byte order mark only', () => {
    expect(decodeSource(utf8('\ufeff\ufeffa'))).toMatchObject({ ok: true, text: '\ufeffa' });
  });

  test('reads UTF-16 of both byte orders when a byte order mark says so', () => {
    const little = new Uint8Array(Buffer.from('\ufeffclass Ä {}', 'utf16le'));
    const big = new Uint8Array(Buffer.from('\ufeffclass Ä {}', 'utf16le').swap16());
    expect(decodeSource(little)).toEqual({ ok: true, text: 'class Ä {}', hasBom: true, note: null });
    expect(decodeSource(big)).toEqual({ ok: true, text: 'class Ä {}', hasBom: true, note: null });
  });

  test('reads what is not UTF-8 as windows-1252 and says where it stops being UTF-8', () => {
    const bytes = new Uint8Array([...utf8('// é\n// x'), 0xe9, 0x80, ...utf8('\n')]);
    expect(decodeSource(bytes)).toEqual({
      ok: true,
      text: '// Ã©\n// xé€\n',
      hasBom: false,
      note: { line: 2, column: 5, message: 'file is not valid UTF-8; read as windows-1252' },
    });
  });

  test('notes an unfinished sequence at the end of the file', () => {
    expect(decodeSource(new Uint8Array([0x61, 0x0a, 0xc3]))).toMatchObject({ ok: true, note: { line: 2, column: 1 } });
  });

  test('refuses a file with a NUL byte and names the place', () => {
    expect(decodeSource(utf8('class A {\n  é\0 }'))).toEqual({
      ok: false,
      problem: { line: 2, column: 4, message: 'file contains a NUL byte; it looks binary' },
    });
  });

  test('refuses UTF-16 that holds a NUL or is cut off', () => {
    expect(decodeSource(new Uint8Array([0xff, 0xfe, 0x61, 0, 0, 0]))).toMatchObject({
      ok: false,
      problem: { line: 1, column: 2 },
    });
    expect(decodeSource(new Uint8Array([0xff, 0xfe, 0x61]))).toMatchObject({ ok: false });
  });

  test('refuses a file above the size limit', () => {
    const bytes = new Uint8Array(MAX_SOURCE_BYTES + 1).fill(0x20);
    expect(decodeSource(bytes)).toEqual({
      ok: false,
      problem: {
        line: 1,
        column: 1,
        message: 'file is too large to analyse (5000001 bytes, the limit is 5000000)',
      },
    });
    expect(decodeSource(bytes.subarray(1)).ok).toBe(true);
  });
});
