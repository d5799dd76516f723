import { describe, expect, it } from 'vitest';
import { next } from './submissionState';
import { UnexpectedAnswer } from '../api/check';

const START = {
  id: 'x',
  problem: 'teatime',
  language: 'python',
  createdAt: '2026-01-01T00:00:00Z',
  stage: 'queued',
  position: 3,
};

function test(index: number, verdict = 'AC') {
  return {
    index,
    group: 'secret',
    sample: false,
    verdict,
    cpuMs: 1,
    wallMs: 2,
    memoryBytes: 3,
    outcome: { kind: 'exited', code: 0 },
    runs: 1,
  };
}

describe('next', () => {
  it('knows nothing before it was told of a submission', () => {
    expect(next(undefined, 'stage', { stage: 'running' })).toBeUndefined();
  });

  it('moves up in the queue', () => {
    const waiting = next(undefined, 'submission', START);
    expect(next(waiting, 'position', { position: 1 })?.position).toBe(1);
  });

  it('says what it waits for until it begins', () => {
    let now = next(undefined, 'submission', START);
    now = next(now, 'waits', { waitsFor: 'Start Docker.' });
    expect(now?.waitsFor).toBe('Start Docker.');
    expect(next(now, 'waits', {})?.waitsFor).toBeUndefined();
    expect(next(now, 'stage', { stage: 'building' })?.waitsFor).toBeUndefined();
  });

  it('grows test by test, each once and in their order', () => {
    let now = next(undefined, 'submission', START);
    now = next(now, 'stage', { stage: 'building' });
    now = next(now, 'stage', { stage: 'running' });
    now = next(now, 'test.started', { index: 0 });
    expect(now?.running).toBe(0);
    for (const index of [1, 0, 0]) now = next(now, 'test.done', test(index));
    expect(now?.tests?.map((each) => each.index)).toEqual([0, 1]);
    expect(now?.running).toBeUndefined();
  });

  it('begins anew when the judging does', () => {
    let now = next(undefined, 'submission', START);
    now = next(now, 'test.done', test(0));
    now = next(now, 'stage', { stage: 'queued' });
    expect(now?.tests).toEqual([]);
  });

  it('keeps the source when the last word comes without it', () => {
    const now = next(undefined, 'submission', { ...START, files: { 'main.py': 'x' } });
    const end = next(now, 'judged', { ...START, stage: 'judged', verdict: 'WA' });
    expect(end?.files).toEqual({ 'main.py': 'x' });
    expect(end?.verdict).toBe('WA');
  });

  it('takes nothing that is not as agreed', () => {
    const now = next(undefined, 'submission', START);
    expect(() => next(now, 'test.done', test(0, 'MAYBE'))).toThrow(UnexpectedAnswer);
    expect(next(now, 'weather', {})).toBe(now);
  });
});
