// The B1, B2 and B3 series of crdt-benchmarks, as updates in the order in which a third party gets them.
import * as Y from '../../peers/yjs.mjs';
import { Random } from '../random.mjs';
import { recorded, TYPIST } from './workloads.mjs';

/** As published: N = 6000, and 20 × √N clients in B3. */
const N = 6000;
const CLIENTS = Math.floor(20 * Math.sqrt(N));
const TEXT_BEFORE_BOTH = 100;
const LONGEST_DELETION = 10;

/** Name → a function of a seed that gives `{updates}`. */
export const SERIES = {
    'B1.1': alone((doc, random) => repeat((i) => doc.getText('text').insert(i, random.letter()))),
    'B1.2': alone((doc, random) => doc.getText('text').insert(0, letters(random, N))),
    'B1.3': alone((doc, random) => repeat(() => doc.getText('text').insert(0, random.letter()))),
    'B1.4': alone((doc, random) => repeat((i) => doc.getText('text').insert(random.below(i + 1), random.letter()))),
    'B1.5': alone((doc, random) => repeat(() => insertWord(doc, random))),
    'B1.6': alone((doc, random) => {
        doc.getText('text').insert(0, letters(random, N));
        doc.getText('text').delete(0, N);
    }),
    'B1.7': alone((doc, random) => repeat(() => insertOrDelete(doc, random))),
    'B1.8': alone((doc) => repeat((i) => doc.getArray('array').insert(i, [i]))),
    'B1.9': alone((doc) => doc.getArray('array').insert(0, Array.from({ length: N }, (_, i) => i))),
    'B1.10': alone((doc) => repeat((i) => doc.getArray('array').insert(0, [i]))),
    'B1.11': alone((doc, random) => repeat((i) => doc.getArray('array').insert(random.below(i + 1), [i]))),
    'B2.1': together((doc, random) => doc.getText('text').insert(0, letters(random, N))),
    'B2.2': together((doc, random) => repeat(() => insertLetter(doc, random))),
    'B2.3': together((doc, random) => repeat(() => insertWord(doc, random))),
    'B2.4': together((doc, random) => repeat(() => insertOrDelete(doc, random))),
    'B3.1': crowd((doc, i) => doc.getMap('map').set('v', i)),
    'B3.2': crowd((doc, i) => doc.getMap('map').set('v', { name: String(i), address: 'here' })),
    'B3.3': crowd((doc, i) => doc.getMap('map').set('v', String(i).repeat(i))),
    'B3.4': crowd((doc, i) => doc.getArray('array').insert(0, [String(i)])),
};

function alone(edit) {
    return (seed) => {
        const doc = client(TYPIST);
        const updates = recorded(doc);
        edit(doc, new Random(seed));
        return { updates };
    };
}

/** Two begin at the same text and hear of each other at the end. */
function together(edit) {
    return (seed) => {
        const random = new Random(seed);
        const docs = [client(TYPIST), client(TYPIST + 1)];
        const begin = recorded(docs[0]);
        docs[0].getText('text').insert(0, letters(random, TEXT_BEFORE_BOTH));
        const updates = [...begin];
        Y.applyUpdate(docs[1], begin[0]);
        for (const doc of docs) {
            const own = recorded(doc);
            edit(doc, random);
            updates.push(...own);
        }
        return { updates };
    };
}

function crowd(edit) {
    return (seed) => {
        const random = new Random(seed);
        const updates = [];
        for (let i = 0; i < CLIENTS; i++) {
            const doc = client(random.below(0xffff_ffff));
            const own = recorded(doc);
            edit(doc, i);
            updates.push(...own);
        }
        return { updates };
    };
}

function client(id) {
    const doc = new Y.Doc();
    doc.clientID = id;
    return doc;
}

function repeat(step) {
    for (let i = 0; i < N; i++) step(i);
}

function letters(random, count) {
    let text = '';
    for (let i = 0; i < count; i++) text += random.letter();
    return text;
}

function insertLetter(doc, random) {
    const text = doc.getText('text');
    text.insert(random.below(text.length + 1), random.letter());
}

function insertWord(doc, random) {
    const text = doc.getText('text');
    text.insert(random.below(text.length + 1), random.word());
}

function insertOrDelete(doc, random) {
    const text = doc.getText('text');
    const place = random.below(text.length + 1);
    if (place === text.length || random.below(2) === 0) text.insert(place, random.word());
    else text.delete(place, Math.min(1 + random.below(LONGEST_DELETION - 1), text.length - place));
}
