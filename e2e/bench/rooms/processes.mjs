// What the kernel tells of a process: its processor time and its memory.
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second for everybody. */
const MICROS_PER_TICK = 10_000;

/** Processor time of the process since it began, all its threads, in microseconds. */
export const cpuMicros = (pid) => cpuMicrosOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** The name, in parentheses, may hold anything. */
export function cpuMicrosOf(stat) {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK;
}

export const parentOf = (stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);

export function residentMegabytes(pid) {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(kilobytes) / 1024;
}

export function childrenOf(pid) {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((child) => {
        try {
            return parentOf(readFileSync(`/proc/${child}/stat`, 'utf8')) === pid;
        } catch {
            return false;                               // it has ended meanwhile
        }
    });
}

const ESTABLISHED = '01';

/** Whether the server's end of the connection from this local port is still open, as its kernel sees it. */
export function isServed(clientPort) {
    const suffix = `:${clientPort.toString(16).toUpperCase().padStart(4, '0')}`;
    return ['/proc/net/tcp', '/proc/net/tcp6'].some((file) =>
        readFileSync(file, 'utf8')
            .split('\n')
            .map((line) => line.trim().split(/\s+/))
            .some(([, , remote, state]) => remote?.endsWith(suffix) && state === ESTABLISHED),
    );
}
