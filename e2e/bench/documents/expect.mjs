// A wrong result is an error, not a number.

export function expectText(actual, { text = '' }) {
    if (actual !== text) throw new Error(`the text is wrong: ${actual.length} units instead of ${text.length}, or others`);
}

export function expectBytes(actual, expected) {
    if (Buffer.compare(actual, expected) !== 0) throw new Error(`the bytes are wrong: ${actual.length} instead of ${expected.length}, or others`);
}
