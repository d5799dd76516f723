// What yrs in WebAssembly does with a workload; see yjs-subject.mjs. Its documents live outside the JavaScript heap and are freed by hand.
import ywasm from '../../peers/ywasm.mjs';
import { expectBytes, expectText } from './expect.mjs';
import { TYPIST } from './workloads.mjs';

const typist = () => new ywasm.YDoc({ clientID: TYPIST });

const loaded = (state) => {
    const doc = new ywasm.YDoc({});
    ywasm.applyUpdate(doc, state);
    return doc;
};

/** A call without a transaction is one by itself. */
function type(doc, text, { position, deleted, inserted }) {
    if (deleted === 0) return text.insert(position, inserted);
    if (inserted === '') return text.delete(position, deleted);
    const transaction = doc.beginTransaction();
    text.delete(position, deleted, transaction);
    text.insert(position, inserted, undefined, transaction);
    transaction.free();
}

export const trials = {
    local(workload) {
        const { edits } = workload;
        const doc = typist();
        const text = doc.getText('text');
        return {
            run() {
                for (const edit of edits) type(doc, text, edit);
            },
            check: () => expectText(text.toString(), workload),
            close: () => doc.free(),
        };
    },
    remote(workload) {
        const { updates } = workload;
        const doc = new ywasm.YDoc({});
        return {
            run() {
                for (const update of updates) ywasm.applyUpdate(doc, update);
            },
            check() {
                expectText(doc.getText('text').toString(), workload);
            },
            close: () => doc.free(),
        };
    },
    load(workload) {
        const { state } = workload;
        let doc;
        let text;
        return {
            run() {
                doc = loaded(state);
                text = doc.getText('text').toString();
            },
            check: () => expectText(text, workload),
            close: () => doc.free(),
        };
    },
    encode(workload) {
        const doc = loaded(workload.state);
        let bytes;
        return {
            run() {
                bytes = ywasm.encodeStateAsUpdate(doc);
            },
            check: () => expectBytes(bytes, workload.state),
            close: () => doc.free(),
        };
    },
};

/** WebAssembly's memory grows and never shrinks: its size tells of many documents, not of one. */
export const heapBytes = () => ywasm.__wasm.memory.buffer.byteLength;
export { loaded };
