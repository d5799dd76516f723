// What running programs has to reach.

/** At most so many times another subject's median; or `atMost` in the measure's unit. */
const GOALS = {
    'no-op warm': [{ subject: 'floor', times: 2 }, { subject: 'bwrap', times: 0.5 }],
    'python cold': [{ subject: 'floor', times: 1.1 }],
    'python warm': [{ subject: 'floor', times: 0.3 }],
    'javascript edit to output': [{ atMost: 20 }],
    'java edit to output': [{ atMost: 60 }],
    'typescript edit to output': [{ atMost: 30 }],
    'c edit to output': [{ atMost: 60 }],
    'tcc edit to output': [{ atMost: 10 }],
    'go edit to output': [{ atMost: 150 }],
    'rust edit to output': [{ atMost: 250 }],
    'cpp edit to output': [{ atMost: 400 }],
    'flood cut-off': [{ atMost: 30 }],
    'socket added': [{ atMost: 5 }],
};

export function goalsOf(measure, medians) {
    const ours = medians.get('coderun');
    if (ours === undefined) return [];
    return (GOALS[measure] ?? []).flatMap(({ subject, times, atMost }) => {
        if (atMost !== undefined) return [{ text: `≤ ${atMost}`, met: ours <= atMost }];
        const theirs = medians.get(subject);
        return theirs === undefined ? [] : [{ text: `≤ ${times} × ${subject}`, met: ours <= times * theirs }];
    });
}
