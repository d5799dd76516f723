import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as Y from '../../peers/yjs.mjs';
import { holds } from './crash.mjs';
import { goalsOf } from './goals.mjs';
import { childrenOf, cpuMicros, cpuMicrosOf, parentOf, residentMegabytes } from './processes.mjs';

describe('a process', () => {
    const stat = '42 (a (strange) name) S 7 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 30 0 1000 0 0';

    it('has used what its user and system ticks say, whatever it is called', () => {
        assert.equal(cpuMicrosOf(stat), 2_000_000);
        assert.equal(parentOf(stat), 7);
    });

    it('is read from the kernel', () => {
        assert.ok(cpuMicros(process.pid) > 0);
        assert.ok(residentMegabytes(process.pid) > 10);
        assert.ok(childrenOf(process.ppid).includes(process.pid));
    });
});

describe('an edit that was called saved', () => {
    const typist = new Y.Doc();
    const updates = [];
    typist.on('update', (update) => updates.push(update));
    typist.getText('text').insert(0, 'abc');
    typist.getText('text').delete(1, 1);
    const [inserted, deleted] = updates;

    it('is held when all of it is there', () => {
        const stored = new Y.Doc();
        Y.applyUpdate(stored, inserted);
        Y.applyUpdate(stored, deleted);

        assert.ok(holds(stored, inserted));
        assert.ok(holds(stored, deleted));
    });

    it('is lost when its characters are not', () => {
        assert.ok(!holds(new Y.Doc(), inserted));
    });

    it('is lost when its deletion is not', () => {
        const stored = new Y.Doc();
        Y.applyUpdate(stored, inserted);

        assert.ok(!holds(stored, deleted));
    });
});

describe('a goal of live sessions', () => {
    it('is a share of a peer', () => {
        const goals = goalsOf('50x4 p50', new Map([['coderun', 1.1], ['y-websocket', 1]]));

        assert.deepEqual(goals, [{ text: '≤ 1.1 × y-websocket', met: true }]);
    });

    it('is a bound in either direction', () => {
        assert.equal(goalsOf('stuck reader delivery', new Map([['coderun', 98.9]]))[0].met, false);
        assert.equal(goalsOf('kill -9 saved edits lost', new Map([['coderun', 0]]))[0].met, true);
    });

    it('does not concern the peers alone', () => {
        assert.deepEqual(goalsOf('50x4 p50', new Map([['y-websocket', 1]])), []);
    });
});
