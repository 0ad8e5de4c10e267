/** The chain of calls as a drawing (inline SVG): a box per hop from the root to the sink, then the line where the snapshot is taken. */
import type { Finding, TraceStep } from '../../types.ts';
import type { Html } from './markup.ts';
import { markup, raw } from './markup.ts';

/** Width of a character of the page's monospaced font at 13 pixels. */
const CHARACTER = 7.9;
/** Longer texts of a box go on in a further line. */
const LINE_CHARACTERS = 78;
const LINE_HEIGHT = 18;
const PADDING = 12;
const GAP = 26;
const STEP_INDENT = 22;
/** Hops further in than this are drawn no further to the right. */
const MAX_INDENTS = 8;
const SNAPSHOT_HEIGHT = 44;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly place: string;
  readonly kind: 'root' | 'hop' | 'sink';
}

/** Draws the finding's chain; `id` is unique on the page. The list under the picture says the same to those who do not see it. */
export function chainPicture(finding: Finding, id: number): Html {
  const boxes = layOut(finding.trace);
  const last = boxes[boxes.length - 1];
  const bottom = last === undefined ? 0 : last.y + last.height;
  // Code on the request path runs after the snapshot: there is no line to draw.
  const snapshot = finding.phase !== 'any';
  const width = Math.ceil(Math.max(320, ...boxes.map((box) => box.x + box.width)) + 2);
  const height = bottom + (snapshot ? SNAPSHOT_HEIGHT : 2);
  return markup`<svg class="chain" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="chain-${id}">
<title id="chain-${id}">Chain of ${boxes.length} steps from ${finding.trace[0]?.message ?? ''} to ${finding.sink.type}.${finding.sink.member}</title>
${boxes.flatMap((box, index) => [arrow(boxes[index - 1], box), drawn(box)])}
${snapshot ? snapshotLine(bottom, width) : ''}
</svg>`;
}

function layOut(trace: readonly TraceStep[]): Box[] {
  const boxes: Box[] = [];
  let y = 1;
  for (const [index, { message, file, range }] of trace.entries()) {
    const lines = wrapped(`${index + 1}. ${message}`);
    const place = shortened(`${file}:${range.start.line}`);
    const longest = Math.max(place.length, ...lines.map((line) => line.length));
    const height = (lines.length + 1) * LINE_HEIGHT + PADDING;
    boxes.push({
      x: 1 + STEP_INDENT * Math.min(index, MAX_INDENTS),
      y,
      width: Math.ceil(longest * CHARACTER) + 2 * PADDING,
      height,
      lines,
      place,
      kind: index === trace.length - 1 ? 'sink' : index === 0 ? 'root' : 'hop',
    });
    y += height + GAP;
  }
  return boxes;
}

function drawn({ x, y, width, height, lines, place, kind }: Box): Html {
  const texts = lines.map(
    (line, index) => markup`<text x="${x + PADDING}" y="${y + PADDING + LINE_HEIGHT * (index + 0.5)}">${line}</text>`,
  );
  const below = y + PADDING + LINE_HEIGHT * (lines.length + 0.5);
  return markup`<g class="${kind}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${texts}<text class="at" x="${x + PADDING}" y="${below}">${place}</text></g>`;
}

/** From under the left edge of one box to the top of the next, ending in a head. */
function arrow(from: Box | undefined, to: Box): Html {
  if (from === undefined) return raw('');
  const x = to.x + PADDING;
  const top = from.y + from.height;
  return markup`<path class="arrow" d="M${x} ${top}V${to.y - 2}M${x - 4} ${to.y - 8}L${x} ${to.y - 2}L${x + 4} ${to.y - 8}"/>`;
}

function snapshotLine(bottom: number, width: number): Html {
  const y = bottom + SNAPSHOT_HEIGHT / 2;
  return markup`<g class="snapshot"><path d="M1 ${y}H${width - 1}"/><text x="${PADDING}" y="${y + 16}">the snapshot is taken</text></g>`;
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap(pieces)) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && line.length + 1 + word.length > LINE_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** A word that no line can hold, in parts. */
function pieces(word: string): string[] {
  return word.length <= LINE_CHARACTERS ? [word] : (word.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'gsu')) ?? [word]);
}

/** The end of a path says more than its beginning. */
function shortened(place: string): string {
  return place.length <= LINE_CHARACTERS ? place : `…${place.slice(1 - LINE_CHARACTERS)}`;
}
