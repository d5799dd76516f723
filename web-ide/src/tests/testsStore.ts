import type { Diagnostics } from '../api/messages';
import type { TestsMessage } from '../api/tests';
import type { SessionDocument } from '../collab/document';
import type { SessionLink } from '../collab/link';
import { Store } from '../ui/store';
import { HeldTexts } from './heldTexts';
import { NO_TESTS, reduceTests, type Made, type TestsState } from './testsState';

/** Results come faster than a screen can show them: they are gathered for one frame of it. */
const FRAME_MS = 16;
/** After an edit nothing counts; whether it came back to what was tested is looked at after a pause. */
const PAUSE_MS = 200;

/** Feeds the state of the session's tests from the connection, and knows which results still count. */
export class TestsStore {
  readonly state = new Store<TestsState>(NO_TESTS);
  /** What this page holds; undefined from an edit until it is known anew. */
  readonly held = new Store<Made | undefined>(undefined);
  /** The test that somebody here wants to see. */
  readonly chosen = new Store<string | undefined>(undefined);

  readonly #texts: HeldTexts;
  #gathered: (TestsMessage | Diagnostics)[] = [];
  #frame: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #unwatch: (() => void) | undefined;

  constructor(
    document: SessionDocument,
    private readonly link: Pick<SessionLink, 'send'>,
  ) {
    this.#texts = new HeldTexts(document);
  }

  start(): void {
    this.#unwatch = this.#texts.watch(() => this.#edited());
  }

  stop(): void {
    this.#unwatch?.();
    clearTimeout(this.#pause);
    clearTimeout(this.#frame);
    this.#frame = undefined;
  }

  receive(message: TestsMessage | Diagnostics): void {
    this.#gathered.push(message);
    // The first is shown at once; what follows within a frame goes together.
    if (this.#frame === undefined) this.#flush();
  }

  /** All of them now, or one; while paused too. */
  run(only?: string): void {
    this.link.send({ t: 'tests.run', ...(only !== undefined && { only }) });
  }

  #edited(): void {
    this.held.set(undefined);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look(): void {
    clearTimeout(this.#pause);
    this.held.set(this.#texts.made());
  }

  #flush(): void {
    const messages = this.#gathered;
    this.#frame = undefined;
    if (messages.length === 0) return;
    this.#gathered = [];
    this.#frame = setTimeout(() => this.#flush(), FRAME_MS);
    // A round was made from what the server had: its frames come after the edits that it knows of.
    if (messages.some(({ t }) => t === 'tests.round') && this.held.value() === undefined) {
      this.#look();
    }
    this.state.update((state) => messages.reduce(reduceTests, state));
  }
}
