// What a measurement found: kept as JSON, shown as a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, minimum, percentile } from './statistics.mjs';

export const ROOT = process.env.CODERUN_ROOT ?? new URL('../..', import.meta.url).pathname;
export const BENCH_FOLDER = join(ROOT, 'target', 'bench');

/** One line of the JSON: a subject's figure for a measure. */
export function figure(measure, subject, unit, samples, extra = {}) {
    return {
        measure,
        subject,
        median: rounded(median(samples)),
        min: rounded(minimum(samples)),
        ...(samples.length >= 20 ? { p95: rounded(percentile(samples, 0.95)), p99: rounded(percentile(samples, 0.99)) } : {}),
        unit,
        runs: samples.length,
        ...extra,
    };
}

/** Four significant digits: more would be noise. */
export const rounded = (value) => (value === 0 ? 0 : Number(value.toPrecision(4)));

export function writeFigures(name, figures) {
    mkdirSync(BENCH_FOLDER, { recursive: true });
    const file = join(BENCH_FOLDER, `${name}.json`);
    writeFileSync(file, `[\n${figures.map((line) => `  ${JSON.stringify(line)}`).join(',\n')}\n]\n`);
    return file;
}

/** Rows of text in columns: the first flush left, the others flush right. */
export function table(header, rows) {
    const cells = [header, ...rows].map((row) => row.map((cell) => cell ?? ''));
    const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
    const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd();
    return [line(cells[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.slice(1).map(line)].join('\n');
}

/** A number as a person reads it: three digits that count. */
export function readable(value) {
    if (value === undefined) return '';
    if (value === 0) return '0';
    if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
    return String(Number(value.toPrecision(3)));
}
