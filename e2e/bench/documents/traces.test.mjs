import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { syntheticTrace } from './synthetic.mjs';
import { editsOf, readTrace, traceOf } from './traces.mjs';

const typed = (edits) => edits.reduce((text, { position, deleted, inserted }) => text.slice(0, position) + inserted + text.slice(position + deleted), '');

describe('a trace', () => {
    it('is a list of edits that end at its text', () => {
        const trace = traceOf({ startContent: 'ab', endContent: 'axc', txns: [{ patches: [[1, 1, 'x']] }, { patches: [[2, 0, 'c']] }] });

        assert.equal(trace.concurrent, false);
        assert.equal(typed(editsOf(trace)), 'axc');
    });

    it('counts characters, and becomes edits in UTF-16 units', () => {
        const trace = traceOf({ startContent: '', endContent: '😀b', txns: [{ patches: [[0, 0, '😀a']] }, { patches: [[1, 1, 'b']] }] });

        assert.deepEqual(editsOf(trace)[1], { position: 2, deleted: 1, inserted: 'b' });
        assert.equal(typed(editsOf(trace)), trace.text);
    });

    it('is concurrent when its transactions have parents', () => {
        const trace = traceOf({ kind: 'concurrent', endContent: 'a', txns: [{ parents: [], agent: 1, patches: [[0, 0, 'a']] }] });

        assert.equal(trace.concurrent, true);
        assert.deepEqual(trace.transactions[0].parents, []);
    });

    it('is refused when it is something else', () => {
        assert.throws(() => traceOf({ edits: [] }), /no txns/);
    });

    it('is read plain or gzipped, and named by its file', () => {
        const folder = mkdtempSync(join(tmpdir(), 'traces-'));
        try {
            const json = JSON.stringify({ startContent: '', endContent: 'a', txns: [{ patches: [[0, 0, 'a']] }] });
            writeFileSync(join(folder, 'mine.json'), json);
            writeFileSync(join(folder, 'automerge-paper.json.gz'), gzipSync(json));

            assert.equal(readTrace(join(folder, 'mine.json')).name, 'mine');
            assert.equal(readTrace(join(folder, 'automerge-paper.json.gz')).name, 'B4');
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

describe('the synthetic session', () => {
    it('is the same for the same seed, and ends at its text', () => {
        const trace = syntheticTrace(4);

        assert.equal(trace.transactions.length, 259_778);
        assert.equal(syntheticTrace(4).text, trace.text);
        assert.notEqual(syntheticTrace(5).text, trace.text);
    });

    it('deletes about as much as B4, three edits in ten', () => {
        const deletions = editsOf(syntheticTrace(4)).filter(({ deleted }) => deleted > 0).length;

        assert.ok(deletions > 0.27 * 259_778 && deletions < 0.33 * 259_778, `${deletions}`);
    });
});
