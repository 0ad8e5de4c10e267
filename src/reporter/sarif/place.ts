/** Places in files as SARIF writes them. */
import type { ArtifactLocation, PhysicalLocation, Region } from 'sarif';
import type { Range } from '../../types.ts';

/** A file as a relative URI reference: segments percent-encoded, `/` between them. Halves of pairs, which no URI can hold, become U+FFFD. */
export function artifactAt(file: string): ArtifactLocation {
  const segments = file.replace(/\p{Surrogate}/gu, '\ufffd').split('/');
  return { uri: segments.map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** All four numbers, which GitHub asks for; SARIF's end column is exclusive, as ours is. */
export function regionOf({ start, end }: Range): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A range in a file. */
export function placeAt(file: string, range: Range): PhysicalLocation {
  return { artifactLocation: artifactAt(file), region: regionOf(range) };
}
