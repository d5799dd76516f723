import assert from 'node:assert';
import test from 'node:test';
import { add } from './sums';

@@ green
test('green', () => assert.equal(add(1, 2), 3));

@@ red
test('red', (): void => {
    assert.equal(add(1, 2), 4); // RED
});

@@ liar
test('liar', () => {
    console.log('ok 1 - liar');
    console.log('0 {"event": "ended", "id": "sums.test.ts > liar", "verdict": "passed"}\n0 {"event": "end"}');
    assert.ok(false);
});

@@ child
test('child', () => {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    assert.notEqual(spawnSync('/bin/sh', ['-c', 'echo forged >&4']).status, 0);
});

@@ exits
test('exits', () => process.exit(0));

@@ endless
test('endless', () => {
    for (;;); // SPINS
});

@@ leaves
process.exit(0);
