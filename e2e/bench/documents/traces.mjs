// Editing traces: what people typed, as edits at positions in UTF-16 units.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The trace that the field calls B4. */
const USUAL_NAMES = { 'automerge-paper': 'B4' };

/**
 * Reads a file in the editing-traces format, gzipped or not. A trace is
 * `{name, concurrent, transactions: [{edits: [{position, deleted, inserted}], parents, agent}], text}`.
 */
export function readTrace(file) {
    const bytes = readFileSync(file);
    const json = JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
    const name = basename(file).replace(/\.json(\.gz)?$/, '');
    return { name: USUAL_NAMES[name] ?? name, ...traceOf(json) };
}

export function traceOf(json) {
    if (!Array.isArray(json.txns)) throw new TypeError('not an editing trace: it has no txns');
    const concurrent = json.kind === 'concurrent' || json.txns.some((txn) => txn.parents !== undefined);
    let transactions = json.txns.map((txn) => ({
        edits: txn.patches.map(([position, deleted, inserted]) => ({ position, deleted, inserted })),
        parents: txn.parents,
        agent: txn.agent,
    }));
    const start = json.startContent ?? '';
    if (start !== '') transactions.unshift({ edits: [{ position: 0, deleted: 0, inserted: start }], parents: [], agent: 0 });
    const wide = (text) => /[\ud800-\udfff]/.test(text);
    if (transactions.some(({ edits }) => edits.some(({ inserted }) => wide(inserted)))) {
        if (concurrent) throw new TypeError('characters beyond U+FFFF are read in sequential traces only');
        transactions = inUtf16Units(transactions);
    }
    return { concurrent, transactions, text: json.endContent };
}

/** Positions of a trace count characters; documents count UTF-16 units. */
function inUtf16Units(transactions) {
    const characters = [];
    const units = (from, end) => characters.slice(from, end).reduce((sum, character) => sum + character.length, 0);
    return transactions.map(({ edits, ...rest }) => ({
        ...rest,
        edits: edits.map(({ position, deleted, inserted }) => {
            const edit = { position: units(0, position), deleted: units(position, position + deleted), inserted };
            characters.splice(position, deleted, ...inserted);
            return edit;
        }),
    }));
}

export const editsOf = (trace) => trace.transactions.flatMap(({ edits }) => edits);
