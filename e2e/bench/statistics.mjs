// Medians and percentiles of samples.

/** The value below which the given share (0 to 1) of the samples lies, between two neighbours in proportion. */
export function percentile(samples, share) {
    if (samples.length === 0) throw new RangeError('no samples');
    const sorted = Float64Array.from(samples).sort();
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

export const median = (samples) => percentile(samples, 0.5);

export function minimum(samples) {
    return percentile(samples, 0);
}

/** How many times the typical factor goes into a list of factors. */
export function geometricMean(factors) {
    if (factors.length === 0) throw new RangeError('no factors');
    return Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length);
}
