// What tests while one types have to reach, in milliseconds.

export const FIRST_RESULT = { python: 150, javascript: 150, typescript: 150, c: 150, java: 200, go: 300, rust: 400, cpp: 600 };

const ALL_RESULTS_TIMES = 2;
const CANCEL = 50;

/** The goal of a measure; undefined if it has none. */
export function goalOf(measure) {
    if (measure === 'cancel') return CANCEL;
    const [, language, what] = /^(\w+) (first result|all results)$/.exec(measure) ?? [];
    const first = FIRST_RESULT[language];
    return what === 'all results' && first !== undefined ? ALL_RESULTS_TIMES * first : first;
}
