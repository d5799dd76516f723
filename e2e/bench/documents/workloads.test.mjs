import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { judged } from './goals.mjs';
import { SERIES } from './series.mjs';
import { traceOf } from './traces.mjs';
import * as workloads from './workloads.mjs';

const folder = mkdtempSync(join(tmpdir(), 'workloads-'));
after(() => rmSync(folder, { recursive: true }));

describe('a workload', () => {
    it('is read back as it was typed', () => {
        const edits = [
            { position: 0, deleted: 0, inserted: 'a😀' },
            { position: 1, deleted: 2, inserted: 'bc' },
        ];
        const made = workloads.readWorkload(workloads.workload(join(folder, 'typed'), 'k', () => workloads.typed(edits)));

        assert.deepEqual(made.edits, edits);
        assert.equal(made.updates.length, 2);
        assert.equal(made.text, 'abc');
    });

    it('is made once, and again when its key changes', () => {
        let times = 0;
        const make = () => {
            times++;
            return workloads.typed([]);
        };
        for (const key of ['one', 'one', 'two']) workloads.workload(join(folder, 'once'), key, make);

        assert.equal(times, 2);
    });

    it('is refused when yjs ends at another text', () => {
        const wrong = () => ({ ...workloads.typed([{ position: 0, deleted: 0, inserted: 'a' }]), text: 'b' });

        assert.throws(() => workloads.workload(join(folder, 'wrong'), 'k', wrong), /does not end at the text/);
    });

    it('lets each agent of a concurrent trace know only what its parents knew', () => {
        const trace = traceOf({
            kind: 'concurrent',
            endContent: '',
            txns: [
                { parents: [], agent: 0, patches: [[0, 0, 'base']] },
                { parents: [0], agent: 0, patches: [[0, 0, '<']] },
                { parents: [0], agent: 1, patches: [[4, 0, '>']] },
                { parents: [1, 2], agent: 1, patches: [[6, 0, '!']] },
            ],
        });
        const made = workloads.readWorkload(workloads.workload(join(folder, 'concurrent'), 'k', () => workloads.concurrentTrace(trace)));

        assert.equal(made.text, '<base>!');
    });

    it('refuses a concurrent trace whose agent forgets', () => {
        const trace = traceOf({
            kind: 'concurrent',
            endContent: '',
            txns: [
                { parents: [], agent: 0, patches: [[0, 0, 'a']] },
                { parents: [], agent: 0, patches: [[0, 0, 'b']] },
            ],
        });

        assert.throws(() => workloads.concurrentTrace(trace), /forgets/);
    });

    it('of random edits stays within its text', () => {
        let length = 0;
        for (const { position, deleted, inserted } of workloads.randomEdits(2_000, 1)) {
            assert.ok(position + deleted <= length);
            length += inserted.length - deleted;
        }
    });

    it('of each series is the same for the same seed', () => {
        for (const name of ['B1.4', 'B2.4', 'B3.4']) assert.deepEqual(SERIES[name](3), SERIES[name](3));
    });
});

describe('a goal', () => {
    it('is met at the factor it names', () => {
        assert.deepEqual(judged('B4 local', new Map([['coderun', 2], ['yjs', 100]])), [{ text: '50 × yjs', met: true }]);
        assert.deepEqual(judged('B4 local', new Map([['coderun', 2.1], ['yjs', 100]])), [{ text: '50 × yjs', met: false }]);
    });

    it('beside nobody is a bound', () => {
        assert.deepEqual(judged('same spot 1540', new Map([['coderun', 21]])), [{ text: '≤ 20', met: false }]);
    });

    it('forgives what nobody notices', () => {
        assert.equal(judged('B1.2 remote', new Map([['coderun', 0.9], ['ywasm', 0.1]]))[0].met, true);
        assert.equal(judged('B1.2 remote', new Map([['coderun', 1.1], ['ywasm', 0.1]]))[0].met, false);
    });
});
