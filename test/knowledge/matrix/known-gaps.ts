/** What the engine does not follow yet. A gap that is closed has to be taken off the list: the matrix test says so. */
import { INIT_PLACES } from './places.ts';

interface Gap {
  readonly because: string;
  /** What the matrix test says of each of them, in all places that init runs, after the place. */
  readonly failures: readonly string[];
}

const KNOWN_ENGINE_GAPS: readonly Gap[] = [
  {
    because: 'settings made in a function that configures a part do not reach the whole',
    failures: [
      'io.agroal.api.AgroalDataSource#from/1-2 (initialSize > 0) is reported 0 times by connection-in-init',
      'io.agroal.api.AgroalDataSource#from/1-2 (initialSize > 0) is not chosen',
      'io.agroal.api.AgroalDataSource#from/1-2 (validateOnBorrow + connectionValidator) is not chosen',
    ],
  },
];

const lines = new Set(
  KNOWN_ENGINE_GAPS.flatMap(({ failures }) =>
    failures.flatMap((failure) => INIT_PLACES.map((place) => `${place}: ${failure}`)),
  ),
);

/** All failures that are listed, as the matrix test words them. */
export function knownFailures(): ReadonlySet<string> {
  return lines;
}
