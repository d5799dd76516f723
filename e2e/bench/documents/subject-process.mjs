// One subject of JavaScript, alone in its process: `subject-process.mjs NAME`. Speaks the lines that subjects.mjs describes.
import { createInterface } from 'node:readline';
import { readWorkload } from './workloads.mjs';

const { trials, heapBytes, loaded } = await import(`./${process.argv[2]}-subject.mjs`);
let folder;
let workload;

for await (const line of createInterface({ input: process.stdin })) {
    try {
        console.log(`ok\t${answer(line.split('\t')).join(' ')}`);
    } catch (error) {
        console.log(`error\t${String(error.message ?? error).replace(/\s+/g, ' ')}`);
    }
}

function answer([operation, wantedFolder, minMillis, maxSamples]) {
    if (folder !== wantedFolder) {
        workload = readWorkload(wantedFolder);
        folder = wantedFolder;
    }
    globalThis.gc();
    return operation === 'heap' ? [heapOfOne(Number(maxSamples))] : samples(operation, Number(minMillis), Number(maxSamples));
}

function samples(operation, minMillis, maxSamples) {
    const found = [];
    const start = performance.now();
    while (found.length === 0 || (performance.now() - start < minMillis && found.length < maxSamples)) {
        const trial = trials[operation](workload);
        const begin = performance.now();
        trial.run();
        const millis = performance.now() - begin;
        trial.check();
        trial.close?.();
        found.push(millis);
    }
    return found;
}

/** Megabytes of one loaded document, as the average of many. */
function heapOfOne(documents) {
    loaded(workload.state);                             // whatever the first one brings along for good
    const kept = [];
    const before = settledHeap();
    for (let i = 0; i < documents; i++) kept.push(loaded(workload.state));
    const bytes = settledHeap() - before;
    return [bytes / kept.length / 1e6];
}

function settledHeap() {
    for (let i = 0; i < 3; i++) globalThis.gc();
    return heapBytes();
}
