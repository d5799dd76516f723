// What live sessions have to reach.

/** At most so many times a peer's median, or `atMost` or `atLeast` in the measure's unit. */
const GOALS = {
    '50x4 cpu per edit': [{ peer: 'y-websocket', times: 1.1 }, { peer: 'hocuspocus', times: 0.9 }],
    '50x4 p50': [{ peer: 'y-websocket', times: 1.1 }],
    '50x4 p99': [{ peer: 'y-websocket', times: 1.1 }],
    'room of 100 cpu per delivery': [{ peer: 'y-websocket', times: 0.75 }],
    'commit lag p99': [{ atMost: 500 }],
    'stuck reader delivery': [{ atLeast: 99 }],
    'stuck reader others evicted': [{ atMost: 0 }],
    'stuck reader gap': [{ atMost: 250 }],
    'stuck reader memory': [{ atMost: 100 }],
    'stuck reader evicted': [{ atMost: 10 }],
    'start to ready': [{ atMost: 3000 }],
    'kill -9 saved edits lost': [{ atMost: 0 }],
};

/** `{text, met}` of each goal; a goal beside a peer that was not measured is left out. */
export function goalsOf(measure, medians) {
    const ours = medians.get('coderun');
    if (ours === undefined) return [];
    return (GOALS[measure] ?? []).flatMap(({ peer, times, atMost, atLeast }) => {
        if (atMost !== undefined) return [{ text: `≤ ${atMost}`, met: ours <= atMost }];
        if (atLeast !== undefined) return [{ text: `≥ ${atLeast}`, met: ours >= atLeast }];
        const theirs = medians.get(peer);
        return theirs === undefined ? [] : [{ text: `≤ ${times} × ${peer}`, met: ours <= times * theirs }];
    });
}
