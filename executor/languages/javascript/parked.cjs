// A Node.js that has started already and waits for the one program that it will run. See ../README.md.
'use strict';

const { closeSync, readSync, writeSync } = require('node:fs');
const { resolve } = require('node:path');
const { runMain } = require('node:module');

const ORDERS = 3;
const ANSWERS = 4;

function readExactly(count) {
    const bytes = Buffer.alloc(count);
    for (let read = 0; read < count; ) {
        const more = readSync(ORDERS, bytes, read, count - read);
        if (more === 0) process.exit();
        read += more;
    }
    return bytes;
}

function order() {
    const words = readExactly(readExactly(4).readUInt32BE()).toString().split('\0').slice(0, -1);
    closeSync(ORDERS);
    closeSync(ANSWERS);
    return words;
}

// What most programs touch first. The streams are the program's already.
void [process.stdout, process.stderr, console.log];
writeSync(ANSWERS, '\0');
const [entry, ...args] = order();
process.argv = [process.execPath, resolve(entry), ...args];
delete require.cache[__filename];
runMain();
