// What yjs does with a workload. A trial is `{run, check}`: run is timed, check throws if the result is wrong.
import * as Y from '../../peers/yjs.mjs';
import { expectBytes, expectText } from './expect.mjs';
import { applyEdit, TYPIST } from './workloads.mjs';

const typist = () => {
    const doc = new Y.Doc();
    doc.clientID = TYPIST;
    return doc;
};

const loaded = (state) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    return doc;
};

export const trials = {
    local(workload) {
        const { edits } = workload;
        const doc = typist();
        const text = doc.getText('text');
        return {
            run() {
                for (const edit of edits) applyEdit(doc, text, edit);
            },
            check: () => expectText(text.toString(), workload),
        };
    },
    'local with bytes'(workload) {
        const { edits } = workload;
        const doc = typist();
        const text = doc.getText('text');
        let bytes = 0;
        doc.on('update', (update) => (bytes += update.length));
        return {
            run() {
                for (const edit of edits) applyEdit(doc, text, edit);
            },
            check() {
                expectText(text.toString(), workload);
                if (bytes !== workload.updates.reduce((sum, update) => sum + update.length, 0)) throw new Error('other updates than expected');
            },
        };
    },
    remote(workload) {
        const { updates } = workload;
        const doc = new Y.Doc();
        return {
            run() {
                for (const update of updates) Y.applyUpdate(doc, update);
            },
            check() {
                expectText(doc.getText('text').toString(), workload);
                expectBytes(Y.encodeStateAsUpdate(doc), workload.state);
            },
        };
    },
    /** It tells no positions unless it walks the whole text for each, so it goes without. */
    'remote with events': (workload) => trials.remote(workload),
    load(workload) {
        const { state } = workload;
        let text;
        return {
            run() {
                text = loaded(state).getText('text').toString();
            },
            check: () => expectText(text, workload),
        };
    },
    encode(workload) {
        const doc = loaded(workload.state);
        let bytes;
        return {
            run() {
                bytes = Y.encodeStateAsUpdate(doc);
            },
            check: () => expectBytes(bytes, workload.state),
        };
    },
};

/** What one loaded document keeps alive. */
export const heapBytes = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
export { loaded };
