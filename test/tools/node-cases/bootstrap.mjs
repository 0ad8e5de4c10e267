/**
 * What a container image for Node brings along instead of Lambda's own runtime: it loads the handler, tells that the snapshot
 * may be taken, runs what is registered for after the restore, and hands events on.
 * Protocol: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html
 */
import { pathToFileURL } from 'node:url';
import { awaitRestore, runAfterRestore } from './restore.mjs';

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

async function fail(path, type, error) {
  const body = JSON.stringify({ errorMessage: error.message, errorType: type, stackTrace: [] });
  const headers = { 'Lambda-Runtime-Function-Error-Type': `Runtime.${type}` };
  await fetch(`${api}/${path}`, { method: 'POST', body, headers });
  process.exit(1);
}

let handler;
try {
  ({ handler } = await import(pathToFileURL(process.env._HANDLER).href));
} catch (error) {
  await fail('init/error', 'BeforeSnapshotError', error);
}
await awaitRestore();
try {
  await runAfterRestore();
} catch (error) {
  await fail('restore/error', 'AfterRestoreError', error);
}
for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get('Lambda-Runtime-Aws-Request-Id');
  const event = await next.json();
  const [kind, body] = await handler(event).then(
    (answer) => ['response', answer],
    (error) => ['error', { errorMessage: error.message }],
  );
  await fetch(`${api}/invocation/${id}/${kind}`, { method: 'POST', body: JSON.stringify(body) });
}
