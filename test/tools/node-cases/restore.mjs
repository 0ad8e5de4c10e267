/** The project's own hooks around a snapshot, as the plugin's settings `restoreBarrier` and `afterRestore` name them. */
const hooks = [];
let restored;

/** Waits for the restore; returns in each copy. */
export function awaitRestore() {
  const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/restore/next`;
  restored ??= fetch(url).then((response) => response.text());
  return restored;
}

/** Runs `hook` after each restore. */
export function onRestore(hook) {
  hooks.push(hook);
}

export async function runAfterRestore() {
  for (const hook of hooks) await hook();
}
