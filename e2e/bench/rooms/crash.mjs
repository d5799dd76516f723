// Kills the server at random moments while people type and delete, and looks for every edit that was called saved.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from '../../peers/yjs.mjs';
import { Random } from '../random.mjs';
import { connect } from './scenarios.mjs';
import { ended, placeAt, startCodeRun } from './servers.mjs';

const PEOPLE = 4;
const LEAST_MILLIS = 500;
const RANGE_MILLIS = 2000;
const STROKE_MILLIS = 10;

/** Gives how many edits were called saved, and how many of them were not there after the restart. */
export async function loseNothing({ kills, seed, say }) {
    const folder = mkdtempSync(join(tmpdir(), 'coderun-'));
    const random = new Random(seed);
    let savedEdits = 0;
    let lost = 0;
    let server = await startCodeRun({ folder, keep: true });
    try {
        for (let kill = 1; kill <= kills; kill++) {
            const { session, saved } = await typeUntilKilled(server, random);
            server = await startCodeRun({ folder, keep: true });
            const missing = await missingFrom(server, session, saved);
            savedEdits += saved.length;
            lost += missing;
            if (missing > 0 || kill % 10 === 0) say(`kill ${kill} of ${kills}: ${savedEdits} edits saved so far, ${lost} lost`);
        }
    } finally {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
    }
    return { savedEdits, lost };
}

/** The updates of all people that were called saved before the server was killed. */
async function typeUntilKilled(server, random) {
    const [place] = await server.places(['crash']);
    const people = await connect(Array(PEOPLE).fill(place));
    const end = performance.now() + LEAST_MILLIS + random.below(RANGE_MILLIS);
    while (performance.now() < end) {
        for (const client of people) typeOrDelete(client, random);
        await pause(STROKE_MILLIS);
    }
    await ended(server.process, 'SIGKILL');
    // Frames that told of saving may still be on their way here.
    await pause(100);
    const saved = people.flatMap((client) => client.sent.slice(0, client.saved).flatMap(({ update }) => (update === undefined ? [] : [update])));
    people.forEach((client) => client.close());
    return { session: server.sessions.get('crash'), saved };
}

async function missingFrom(server, session, saved) {
    const [client] = await connect([placeAt(server.base, server.headers, 'crash', session)]);
    const missing = saved.filter((update) => !holds(client.doc, update)).length;
    client.close();
    return missing;
}

function typeOrDelete(client, random) {
    const { length } = client.text;
    if (length > 20 && random.below(3) === 0) client.text.delete(random.below(length - 1), 1);
    else client.text.insert(random.below(length + 1), random.letter());
}

/** Whether the document has every struct and every deletion of the update. */
export function holds(doc, update) {
    const { structs, ds } = Y.decodeUpdate(update);
    const state = Y.decodeStateVector(Y.encodeStateVector(doc));
    if (structs.some(({ id, length }) => (state.get(id.client) ?? 0) < id.clock + length)) return false;
    const deleted = Y.createDeleteSetFromStructStore(doc.store).clients;
    for (const [client, ranges] of ds.clients) {
        for (const { clock, len } of ranges) {
            const covered = (deleted.get(client) ?? []).some((range) => range.clock <= clock && clock + len <= range.clock + range.len);
            if (!covered) return false;
        }
    }
    return true;
}
