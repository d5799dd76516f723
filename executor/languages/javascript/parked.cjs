// A Node.js that has started already and waits for the one program, or the tests, that it will run. See ../README.md.
// Usage: parked.cjs [MAIN], the file to run if it is not the entry, but what a build made of it.
'use strict';

const { closeSync, writeSync } = require('node:fs');
const { resolve } = require('node:path');
const { runMain } = require('node:module');
const { readOrder, runTests } = require('./unit_tests.cjs');

const ORDERS = 3;
const ANSWERS = 4;

function runProgram([entry, ...args]) {
    closeSync(ORDERS);
    closeSync(ANSWERS);
    process.argv = [process.execPath, resolve(main ?? entry), ...args];
    delete require.cache[__filename];
    runMain();
}

const main = process.argv[2];

function becomeProgram() {
    writeSync(ANSWERS, '\0');
    const order = readOrder();
    if (order[0] === '') runTests(order, main !== undefined);
    else runProgram(order);
}

// What most programs touch first. The streams are the program's already.
void [process.stdout, process.stderr, console.log, require('node:test')];
// The loader of modules starts with the first that it loads. What the program throws shall not be a promise's affair.
import('data:text/javascript,').then(() => setImmediate(becomeProgram));
