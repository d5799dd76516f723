import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_RESULT, goalOf } from './goals.mjs';
import { CASES, placeOfDigit, PROGRAMS } from './programs.mjs';

test('each language that has a goal has a program', () => {
    assert.deepEqual(Object.keys(PROGRAMS).sort(), Object.keys(FIRST_RESULT).sort());
});

test('the digit that makes a program wrong goes before its 0', () => {
    for (const { text } of Object.values(PROGRAMS)) {
        const at = placeOfDigit(text);
        assert.equal(text[at], '0');
        assert.equal(placeOfDigit(`${text.slice(0, at)}7${text.slice(at)}`), at);
    }
});

test('programs are of about thirty lines, and end within a comment', () => {
    for (const { text } of Object.values(PROGRAMS)) {
        const lines = text.split('\n');
        assert.ok(lines.length >= 25 && lines.length <= 40, `${lines.length} lines`);
        assert.match(lines.at(-1), /^(?:#|\/\/) $/);
    }
});

test('there are ten cases that differ', () => {
    assert.equal(new Set(CASES.map(({ input }) => input)).size, 10);
});

test('all results may take twice as long as the first', () => {
    assert.equal(goalOf('python first result'), 150);
    assert.equal(goalOf('python all results'), 300);
    assert.equal(goalOf('cancel'), 50);
    assert.equal(goalOf('python anything'), undefined);
});
