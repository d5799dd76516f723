// Says what is not JavaScript in the files that it is given, and runs nothing of them. Fails if the first is not: what
// another file is worth shows when it is imported. Usage: check.cjs ENTRY FILE…
'use strict';

const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { compileFunction, SourceTextModule } = require('node:vm');

const OF_MODULES = ['exports', 'require', 'module', '__filename', '__dirname'];

function faultOfScript(source, path) {
    try {
        compileFunction(source.replace(/^#!.*/, ''), OF_MODULES, { filename: path });
        return null;
    } catch (fault) {
        return fault;
    }
}

function faultOfModule(source, path) {
    try {
        new SourceTextModule(source, { identifier: path });
        return null;
    } catch (fault) {
        return fault;
    }
}

// As Node.js itself does: what cannot be a script may be a module.
function fault(path) {
    const source = readFileSync(path, 'utf8');
    const script = path.endsWith('.mjs') ? null : faultOfScript(source, path);
    if (script === null && !path.endsWith('.mjs')) return null;
    if (path.endsWith('.cjs')) return script;
    const module = faultOfModule(source, path);
    return module !== null && script !== null && !/^\s*(?:import|export)\b/m.test(source) ? script : module;
}

function isJavaScript(path) {
    const found = fault(path);
    if (found === null || !(found instanceof SyntaxError)) return true;
    // The place, the line, and what is wrong, without our own calls.
    console.error(found.stack.replace(/\n {4}at [^]*$/, ''));
    return false;
}

const [entry, ...files] = process.argv.slice(2).map((path) => resolve(path));
const good = isJavaScript(entry);
files.filter((path) => path !== entry).forEach(isJavaScript);
process.exitCode = good ? 0 : 1;
