/** A report whose every text tries to break out of the format it is written in. */
import type { Finding, Problem, Report } from '../../src/types.ts';
import { finding, range, report } from './sample.ts';

/** Control characters, line ends, direction marks, quotes, and the delimiters of XML, HTML, Markdown, SARIF links and workflow commands. */
export const evil =
  'x\u001b[2J\u0000\u009b\u202e\ufeff\r\n::error::forged\n"\'<script>alert(1)</script>]]>&amp;--><img src=x onerror=alert(1)>' +
  '|`[click](1)](javascript:alert(1))%0A\ud800\uffff\u2028</style><svg/onload=alert(1)>@everyone https://evil.test';

function evilFinding(changes: Partial<Finding> = {}): Finding {
  return finding({
    ruleId: evil,
    message: evil,
    file: evil,
    symbol: evil,
    sink: { type: evil, member: evil },
    range: range(1, 1, 3),
    trace: [
      { file: evil, range: range(1, 1, 2), message: evil },
      { file: evil, range: range(2, 1, 2), message: evil },
    ],
    roots: [evil, `a.${evil}`],
    suggestions: [
      {
        title: evil,
        kind: 'lazy',
        safe: false,
        edits: [{ file: evil, range: range(1, 1, 2), newText: evil }],
      },
    ],
    docsUrl: `javascript:alert(1)//${evil}`,
    ...changes,
  });
}

const evilProblem: Problem = { file: evil, line: 1, column: 1, message: evil };

/** Findings of every severity and a problem, all made of `evil`. */
export function hostileReport(): Report {
  return report(
    [evilFinding(), evilFinding({ severity: 'warning' }), evilFinding({ severity: 'info', trace: [] })],
    [evilProblem],
  );
}

/** The source text of the hostile file. */
export const hostileSources = new Map([[evil, `${evil}\n${evil}`]]);
