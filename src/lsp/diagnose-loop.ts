/** Runs one pass after another while there is something to do: changes that come during a pass are taken by the next. */

/** Milliseconds without typing after which files that are not valid Java get their second opinion. */
const SETTLE_AFTER = 700;
/** Milliseconds without any change after which what can wait is done. */
const REST_AFTER = 3000;

export class DiagnoseLoop {
  private readonly pass: () => Promise<void>;
  private readonly settle: () => void;
  private isDirty = false;
  private running: Promise<void> | null = null;
  private settling: NodeJS.Timeout | null = null;
  private readonly rest: () => void;
  private resting: NodeJS.Timeout | null = null;

  /**
   * `pass` must not reject. `settle` is called when nobody typed for a while, before another pass; `rest` when nothing changed for
   * longer, and at the end.
   */
  constructor(pass: () => Promise<void>, settle: () => void, rest: () => void) {
    this.pass = pass;
    this.settle = settle;
    this.rest = rest;
  }

  /** Something changed. All changes of the messages at hand are taken by one pass. */
  changed(isTyping: boolean): void {
    this.isDirty = true;
    if (this.resting !== null) clearTimeout(this.resting);
    this.running ??= this.run();
    if (this.settling !== null) clearTimeout(this.settling);
    this.settling = null;
    if (!isTyping) return;
    this.settling = setTimeout(() => {
      this.settle();
      this.changed(false);
    }, SETTLE_AFTER);
  }

  /** Resolves when what changed until now has been looked at. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  dispose(): void {
    if (this.settling !== null) clearTimeout(this.settling);
    if (this.resting !== null) clearTimeout(this.resting);
    this.rest();
  }

  private async run(): Promise<void> {
    while (this.isDirty) {
      // The messages that arrived together are read first.
      await new Promise((done) => setImmediate(done));
      this.isDirty = false;
      await this.pass();
    }
    this.running = null;
    this.resting = setTimeout(() => {
      this.rest();
    }, REST_AFTER);
  }
}
