// What the engine has to reach, measure by measure.

/** `times` a peer's median, or `atMost` in the measure's unit. */
const GOALS = {
    'B4 local': [{ peer: 'yjs', times: 50 }],
    'B4 local with bytes': [{ peer: 'yjs', times: 50 }],
    'B4 remote': [{ peer: 'yjs', times: 40 }, { peer: 'ywasm', times: 25 }],
    'B4 remote with events': [{ peer: 'yjs', times: 25 }],
    'B4 load': [{ peer: 'yjs', times: 15 }, { peer: 'ywasm', times: 2.5 }],
    'B4 cold load': [{ peer: 'yjs', times: 2 }],
    'B4 encode': [{ peer: 'ywasm', times: 1.5 }],
    'B4 heap': [{ peer: 'yjs', times: 1 / 0.3 }],
    'friendsforever remote': [{ peer: 'yjs', times: 35 }, { peer: 'ywasm', times: 10 }],
    'series remote': [{ peer: 'yjs', times: 10 }],
    'random 500k local with bytes': [{ atMost: 500_000 * 0.003 }],
    'random 500k remote': [{ atMost: 500_000 * 0.0015 }],
    'same spot 1540': [{ atMost: 20 }],
    'same spot 10000': [{ atMost: 300 }],
};
/** A series is never slower than ywasm where either takes longer. */
const NOTICEABLE_MILLIS = 1;

export function goalsOf(measure) {
    if (/^B[123]\.\d+ remote$/.test(measure)) return [{ peer: 'ywasm', times: 1, fromMillis: NOTICEABLE_MILLIS }];
    return GOALS[measure] ?? [];
}

/** `{text, met}` of each goal; a goal beside a peer that has no figure is left out. `medians` is by subject. */
export function judged(measure, medians) {
    const ours = medians.get('coderun');
    return goalsOf(measure).flatMap(({ peer, times, atMost, fromMillis = 0 }) => {
        if (ours === undefined) return [];
        if (atMost !== undefined) return [{ text: `≤ ${readableBound(atMost)}`, met: ours <= atMost }];
        const theirs = medians.get(peer);
        if (theirs === undefined) return [];
        const tooSmall = Math.max(ours, theirs) <= fromMillis;
        return [{ text: `${Number(times.toPrecision(3))} × ${peer}`, met: tooSmall || theirs / ours >= times }];
    });
}

const readableBound = (bound) => Math.round(bound).toLocaleString('en');
