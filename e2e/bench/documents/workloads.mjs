// What the subjects work on, written by yjs: a folder for each workload, read by every subject.
//
//   edits.bin     edits in order: u32 position, u32 deleted, u32 n, n × u16 (UTF-16 units inserted); big-endian
//   updates.bin   v1 updates in order: u32 length, bytes
//   state.bin     the document that has applied these updates one by one, as one v1 update
//   text.txt      its text `text` in UTF-8, where the workload is about text
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from '../../peers/yjs.mjs';
import { Random } from '../random.mjs';
import { editsOf } from './traces.mjs';

/** Change it when workloads are written differently: older folders are then written anew. */
const FORMAT = 'coderun-workload-1';
/** The update of a transaction that changed nothing. */
const NOTHING = new Uint8Array(2);
/** The client id of sequential traces: each subject types as this one, so that its bytes can be compared. */
export const TYPIST = 1_000_000_007;

/** Makes the workload's folder, unless it is there. `make` gives `{edits?, updates, text?}`. */
export function workload(folder, key, make) {
    const mark = join(folder, 'made');
    const wanted = `${FORMAT} ${key}\n`;
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const { edits, updates, text } = make();
    if (edits !== undefined) writeFileSync(join(folder, 'edits.bin'), editBytes(edits));
    writeFileSync(join(folder, 'updates.bin'), updateBytes(updates));
    const replayed = new Y.Doc();
    for (const update of updates) Y.applyUpdate(replayed, update);
    writeFileSync(join(folder, 'state.bin'), Y.encodeStateAsUpdate(replayed));
    const held = replayed.getText('text').toString();
    if (text !== undefined && held !== text) throw new Error(`yjs does not end at the text of ${folder}`);
    if (held !== '') writeFileSync(join(folder, 'text.txt'), held);
    writeFileSync(mark, wanted);
    return folder;
}

/** Types a list of edits, one transaction each, as the typist. */
export function typed(edits) {
    const doc = new Y.Doc();
    doc.clientID = TYPIST;
    const text = doc.getText('text');
    const updates = recorded(doc);
    for (const edit of edits) applyEdit(doc, text, edit);
    return { edits, updates };
}

export function applyEdit(doc, text, { position, deleted, inserted }) {
    doc.transact(() => {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
    });
}

export function sequentialTrace(trace) {
    const edits = editsOf(trace);
    return { ...typed(edits), text: trace.text };
}

/**
 * Types a concurrent trace: each agent's document learns what its next transaction's parents knew, and no more.
 * The text is yjs's own: where two wrote at one place, the trace's algorithm may have ordered them differently.
 */
export function concurrentTrace(trace) {
    const agents = new Map();
    const updates = [];
    trace.transactions.forEach(({ agent: name, parents, edits }, index) => {
        if (!agents.has(name)) agents.set(name, newAgent(agents.size));
        const agent = agents.get(name);
        for (const ancestor of unseenAncestors(trace, parents, agent, index)) {
            agent.seen.add(ancestor);
            Y.applyUpdate(agent.doc, updates[ancestor]);
        }
        agent.doc.transact(() => edits.forEach((edit) => applyEdit(agent.doc, agent.text, edit)));
        updates.push(agent.made.pop() ?? NOTHING);
        agent.seen.add(index);
        agent.newest = index;
    });
    return { updates };
}

function newAgent(number) {
    const doc = new Y.Doc();
    doc.clientID = TYPIST + number;
    const made = [];
    doc.on('update', (update, origin, _, transaction) => transaction.local && made.push(update));
    return { doc, text: doc.getText('text'), made, seen: new Set(), newest: undefined };
}

/** What the agent must learn before this transaction, oldest first. All that it knows must be known to the parents. */
function unseenAncestors(trace, parents, agent, index) {
    const unseen = new Set();
    let meetsNewest = agent.newest === undefined;
    const waiting = [...parents];
    while (waiting.length > 0) {
        const ancestor = waiting.pop();
        meetsNewest ||= ancestor === agent.newest;
        if (agent.seen.has(ancestor) || unseen.has(ancestor)) continue;
        unseen.add(ancestor);
        waiting.push(...trace.transactions[ancestor].parents);
    }
    if (!meetsNewest) throw new Error(`an agent forgets what it knew at transaction ${index}`);
    return [...unseen].sort((a, b) => a - b);
}

/** Edits at places drawn evenly from the whole text, one in three a deletion. */
export function randomEdits(count, seed) {
    const random = new Random(seed);
    const edits = [];
    let length = 0;
    for (let i = 0; i < count; i++) {
        if (length > 0 && random.below(3) === 0) {
            edits.push({ position: random.below(length), deleted: 1, inserted: '' });
            length--;
        } else {
            edits.push({ position: random.below(length + 1), deleted: 0, inserted: random.letter() });
            length++;
        }
    }
    return edits;
}

/** So many people type their first character into an empty text before they hear of each other. */
export function sameSpot(clients, seed) {
    const random = new Random(seed);
    const updates = [];
    for (let i = 0; i < clients; i++) {
        const doc = new Y.Doc();
        doc.clientID = random.below(0xffff_ffff);
        const made = recorded(doc);
        doc.getText('text').insert(0, random.letter());
        updates.push(...made);
    }
    return { updates };
}

/** The updates that the document makes from now on. */
export function recorded(doc) {
    const updates = [];
    doc.on('update', (update) => updates.push(update));
    return updates;
}

function editBytes(edits) {
    const bytes = Buffer.alloc(edits.reduce((sum, { inserted }) => sum + 12 + 2 * inserted.length, 0));
    let at = 0;
    for (const { position, deleted, inserted } of edits) {
        at = bytes.writeUInt32BE(position, at);
        at = bytes.writeUInt32BE(deleted, at);
        at = bytes.writeUInt32BE(inserted.length, at);
        for (let i = 0; i < inserted.length; i++) at = bytes.writeUInt16BE(inserted.charCodeAt(i), at);
    }
    return bytes;
}

function updateBytes(updates) {
    const parts = [];
    for (const update of updates) {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(update.length);
        parts.push(length, update);
    }
    return Buffer.concat(parts);
}

/** A workload to read back: each file when it is first asked for, so that nothing else has warmed up whoever only loads. */
export function readWorkload(folder) {
    const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined);
    const once = (make) => {
        let made;
        return () => (made ??= { value: make() }).value;
    };
    const edits = once(() => readEdits(read('edits.bin') ?? Buffer.alloc(0)));
    const updates = once(() => readUpdates(read('updates.bin')));
    const state = once(() => new Uint8Array(read('state.bin')));
    const text = once(() => read('text.txt')?.toString('utf8'));
    return {
        get edits() {
            return edits();
        },
        get updates() {
            return updates();
        },
        get state() {
            return state();
        },
        get text() {
            return text();
        },
    };
}

function readEdits(bytes) {
    const edits = [];
    for (let at = 0; at < bytes.length; ) {
        const position = bytes.readUInt32BE(at);
        const deleted = bytes.readUInt32BE(at + 4);
        const length = bytes.readUInt32BE(at + 8);
        at += 12;
        let inserted = '';
        for (let i = 0; i < length; i++, at += 2) inserted += String.fromCharCode(bytes.readUInt16BE(at));
        edits.push({ position, deleted, inserted });
    }
    return edits;
}

function readUpdates(bytes) {
    const updates = [];
    for (let at = 0; at < bytes.length; ) {
        const end = at + 4 + bytes.readUInt32BE(at);
        updates.push(new Uint8Array(bytes.subarray(at + 4, end)));
        at = end;
    }
    return updates;
}
