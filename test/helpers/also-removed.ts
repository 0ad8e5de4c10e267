const EAGER_POOL = ['connection-in-init com.zaxxer.hikari.HikariDataSource.<init>'];

/** Repairs that remove other findings than their own, by title, each with what goes with it, as `rule type.member`. */
export const alsoRemoved: ReadonlyMap<string, readonly string[]> = new Map([
  [
    // One object has both defects: its time of making, and the properties that priming put into it.
    'primed-lazy-state/MetricsNotFlushed timestamp-in-init 11: after-restore',
    ['primed-lazy-state software.amazon.cloudwatchlogs.emf.logger.MetricsLogger.putProperty'],
  ],
  // A pool that the framework can suspend is empty in the snapshot.
  ['hikari-no-suspension/in-code-local-settings hikari-no-suspension 21: replace', EAGER_POOL],
  ['hikari-no-suspension/in-code-refused hikari-no-suspension 16: replace', EAGER_POOL],
]);
