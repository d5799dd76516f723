import type { Diagnostics, RunDone, RunMode, RunStage, ServerMessage } from '../api/messages';
import type { OutputChunk } from '../collab/frames';
import type { SessionLink } from '../collab/link';
import { Store } from '../ui/store';
import { reduceRun, type RunAction, type RunState } from './runState';

/** Feeds the newest run's state from the connection, and gives its orders. */
export class RunStore {
  readonly run = new Store<RunState>(undefined);
  /** A run was asked for and the server has not yet answered. */
  readonly starting = new Store(false);
  /** Output is gathered for one frame of the screen, however many messages bring it. */
  #gathered: OutputChunk[] = [];
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #followed: number | undefined;
  #askedFrom: number | undefined;

  constructor(private readonly link: Pick<SessionLink, 'send' | 'sendStdin'>) {}

  start(mode: RunMode, size?: { columns: number; rows: number }): boolean {
    const sent = this.link.send({ t: 'run.start', mode, ...size });
    this.starting.set(sent);
    return sent;
  }

  cancel(): void {
    const run = this.run.value();
    if (run && !run.end) this.link.send({ t: 'run.stop', run: run.about.run });
  }

  type(text: string): void {
    if (text !== '') this.#stdin(new TextEncoder().encode(text));
  }

  endInput(): void {
    this.#stdin(new Uint8Array());
  }

  resize(columns: number, rows: number): void {
    const run = this.run.value();
    if (run && !run.end) {
      this.link.send({ t: 'run.resize', run: run.about.run, columns, rows });
    }
  }

  /** On a new connection nothing is followed yet. */
  connected(): void {
    this.#followed = undefined;
    this.#askedFrom = undefined;
    this.starting.set(false);
  }

  staged(message: RunStage): void {
    this.starting.set(false);
    this.#dispatch({ type: 'stage', message, now: Date.now() });
    if (this.#followed === message.run) return;
    this.#followed = message.run;
    this.#askedFrom = undefined;
    this.#follow();
  }

  output(chunk: OutputChunk): void {
    this.#gathered.push(chunk);
    this.#flushing ??= setTimeout(() => this.#flush(), 16);
  }

  skipped({ run, from, to }: Extract<ServerMessage, { t: 'run.gap' }>): void {
    this.#dispatch({ type: 'gap', run, from, to });
  }

  found(message: Diagnostics): void {
    this.#dispatch({ type: 'diagnostics', message });
  }

  done(message: RunDone): void {
    this.#dispatch({ type: 'done', message });
  }

  refused(): void {
    this.starting.set(false);
  }

  stop(): void {
    clearTimeout(this.#flushing);
  }

  /** Asks for the log from where this page has it; once for each place. */
  #follow(): void {
    const run = this.run.value();
    if (!run || this.#askedFrom === run.next) return;
    this.#askedFrom = run.next;
    this.link.send({ t: 'run.follow', run: run.about.run, offset: run.next });
  }

  #dispatch(action: RunAction): void {
    this.#flush();
    this.run.update((state) => reduceRun(state, action));
  }

  #flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    const chunks = this.#gathered;
    if (chunks.length === 0) return;
    this.#gathered = [];
    this.run.update((state) => reduceRun(state, { type: 'output', chunks }));
    if (this.run.value()?.behind) this.#follow();
  }

  #stdin(bytes: Uint8Array): void {
    const run = this.run.value();
    if (run && !run.end) this.link.sendStdin(run.about.run, bytes);
  }
}
