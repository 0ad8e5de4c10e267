/**
 * What the analysis takes calls to mean: the start-ups as a run follows them, and every body of the project once, with
 * parameters of which only the type is known.
 */
import { bindParameters } from '../../src/graph/arguments.ts';
import { ensureInitialized } from '../../src/graph/class-initialization.ts';
import { Environment } from '../../src/graph/environment.ts';
import { analyzeInitPhase } from '../../src/graph/init-phase.ts';
import { Machine, makeFrame, symbolOf } from '../../src/graph/machine.ts';
import { startConditions } from '../../src/graph/start-conditions.ts';
import { parameterValues } from '../../src/graph/startup.ts';
import { execute } from '../../src/graph/statements.ts';
import { objectValue } from '../../src/graph/values.ts';
import type { ProjectModel, TypeModel } from '../../src/model/project.ts';

type Note = Parameters<Machine['noteTarget']>;

/** Claims as test/oracle/Oracle.java reads them, each once, sorted. */
export function claimsOf(project: ProjectModel): readonly string[] {
  const claims = new Set<string>();
  const note = (...[site, target]: Note): void => {
    const claim = written(site, target);
    if (claim !== null) claims.add(claim);
  };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
  const quiet = Machine.prototype.noteTarget;
  Machine.prototype.noteTarget = note;
  try {
    analyzeInitPhase(project, 'snapstart');
    for (const type of project.types) followBodies(project, type);
  } finally {
    Machine.prototype.noteTarget = quiet;
  }
  return [...claims].sort();
}

/** Resolves every call of what it runs and follows none. */
class OneBody extends Machine {
  override mayEnter(): boolean {
    return false;
  }
}

function followBodies(project: ProjectModel, type: TypeModel): void {
  const machine = new OneBody(project, 'snapstart', startConditions(null, 'snapstart'));
  const site = { file: type.file.file, span: type.fact.nameSpan };
  const self = objectValue(machine.summary(type));
  ensureInitialized(machine, type, site);
  for (const { isStatic, body, field } of type.fact.initializers) {
    machine.renewBudget();
    const symbol = symbolOf(type, field ?? '<init>');
    execute(machine, makeFrame(type, null, isStatic ? null : self, new Environment(), symbol), body);
  }
  for (const method of [...type.methods.values()].flat()) {
    const { fact } = method;
    machine.renewBudget();
    const frame = makeFrame(type, fact, fact.isStatic ? null : self, new Environment(), symbolOf(type, fact.name));
    bindParameters(machine, frame, method, parameterValues(machine, method), site);
    execute(machine, frame, fact.body ?? []);
  }
}

/** Null for a call of which nothing is known but its name. */
function written({ file, span }: Note[0], target: Note[1]): string | null {
  const place = `${file}\t${String(span[0])}\t${String(span[1])}`;
  if ('owner' in target) {
    const { owner, fact } = target;
    return `${place}\t=>\t${owner.file.file}\t${String(fact.span[0])}`;
  }
  const types = target.types.map(
    ({ name, certain, dimensions }) =>
      `${certain && target.isGuess !== true ? '' : '?'}${name}${'[]'.repeat(dimensions)}`,
  );
  return types.length === 0 ? null : `${place}\t${target.member}\t${types.join('|')}`;
}
