import * as Y from 'yjs';
import type { Place } from '../kept/database';

/** Where a change came from that was made in another window of the same person. */
export class FromTab {
  /** @param sent that window had a connection and has sent it to the server itself */
  constructor(readonly sent: boolean) {}
}

interface TabMessage {
  update: Uint8Array;
  sent: boolean;
}

/** Passes edits between one person's windows of a session, so that they agree without a server too. */
export class Tabs {
  readonly #channel: BroadcastChannel;

  /**
   * @param isOwn whether a change of this origin was made in this window
   * @param isSent whether what is typed now goes to the server at once
   */
  constructor(
    private readonly doc: Y.Doc,
    { user, session }: Place,
    private readonly isOwn: (origin: unknown) => boolean,
    private readonly isSent: () => boolean,
  ) {
    this.#channel = new BroadcastChannel(`coderun.session.${user}.${session}`);
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) =>
      Y.applyUpdate(this.doc, data.update, new FromTab(data.sent));
    doc.on('update', this.#changed);
  }

  stop(): void {
    this.doc.off('update', this.#changed);
    this.#channel.close();
  }

  readonly #changed = (update: Uint8Array, origin: unknown): void => {
    if (!this.isOwn(origin)) return;
    const message: TabMessage = { update, sent: this.isSent() };
    this.#channel.postMessage(message);
  };
}
