import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { geometricMean, median, minimum, percentile } from './statistics.mjs';

describe('statistics', () => {
    it('takes the middle of an odd number of samples, in whatever order they came', () => {
        assert.equal(median([9, 1, 5]), 5);
    });

    it('takes the mean of the two in the middle of an even number', () => {
        assert.equal(median([4, 1, 3, 2]), 2.5);
    });

    it('orders numbers as numbers', () => {
        assert.equal(minimum([10, 9, 100]), 9);
    });

    it('puts a percentile between its neighbours', () => {
        const hundred = Array.from({ length: 101 }, (_, i) => i);
        assert.equal(percentile(hundred, 0.99), 99);
        assert.equal(percentile([0, 10], 0.25), 2.5);
    });

    it('leaves the samples as they were', () => {
        const samples = [3, 1, 2];
        median(samples);
        assert.deepEqual(samples, [3, 1, 2]);
    });

    it('multiplies factors', () => {
        assert.ok(Math.abs(geometricMean([2, 8]) - 4) < 1e-12);
    });

    it('has no median of nothing', () => {
        assert.throws(() => median([]), RangeError);
        assert.throws(() => geometricMean([]), RangeError);
    });
});
