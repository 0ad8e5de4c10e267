/** Drives a function through a snapshot and says what went wrong. */
import { remotePortsOf } from './sockets.ts';
import type { LambdaFunction } from './lambda-function.ts';

export interface World {
  /** Remote ports whose connections do not count: those of the proof itself, and of AWS services, which the SDK resumes. */
  readonly ownPorts: readonly number[];
  /** What changes outside between the snapshot and the restore. */
  readonly change: () => Promise<void>;
  /** What every invocation after the restore must answer, as JSON. */
  readonly answer: string;
}

/** Time for connections that are being closed to be gone. Milliseconds. */
const SETTLING = 1500;
const STEP = 150;

/**
 * Init, snapshot, a changed world, restore, two invocations. Gives the failures in their order, each beginning with where it
 * happened: `init`, `snapshot` or `invocation` (also when a hook after the restore failed); none for a function that is safe.
 */
export async function drive(lambda: LambdaFunction, world: World): Promise<readonly string[]> {
  const failures: string[] = [];
  if (!(await succeeds('init', () => lambda.snapshot(), failures))) return failures;
  const open = await socketsAfterSettling(lambda, world.ownPorts);
  if (open.length > 0) failures.push(`snapshot: ${open.length} sockets open, to ports ${open.join(', ')}`);
  lambda.freeze();
  await world.change();
  lambda.resume();
  for (const event of ['first', 'second']) {
    const answered = await succeeds('invocation', () => checkAnswer(lambda, event, world.answer), failures);
    if (!answered) break;
  }
  return failures;
}

async function checkAnswer(lambda: LambdaFunction, event: string, wanted: string): Promise<void> {
  const answer = await lambda.invoke(event);
  if (answer !== wanted) throw new Error(`the ${event} answered ${answer}, not ${wanted}`);
}

async function succeeds(stage: string, step: () => Promise<void>, failures: string[]): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    failures.push(`${stage}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** None are open only when there are none twice: a pool that was emptied may fill itself again. */
async function socketsAfterSettling(lambda: LambdaFunction, ownPorts: readonly number[]): Promise<readonly number[]> {
  const own = new Set([lambda.runtimeApiPort, ...ownPorts]);
  let open: readonly number[] = [];
  let quiet = 0;
  for (let waited = 0; waited < SETTLING && quiet < 2; waited += STEP) {
    open = remotePortsOf(lambda.pid).filter((port) => !own.has(port));
    quiet = open.length === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
  return open;
}
