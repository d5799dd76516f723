import { useEffect, type RefObject } from 'react';
import { Store } from '../ui/store';

export const TERMINAL_FONT_SIZE = 12.5;
export const TERMINAL_LINE_HEIGHT = 1.25;

/** JetBrains Mono's characters are this wide and high, by the size of the font. */
const ADVANCE = 0.6;
const NATURAL_HEIGHT = 1.32;
const PADDING = 16;

/** The size that a terminal has, or would have, on this screen. */
export const terminalSize = new Store({ columns: 80, rows: 24 });

/** Guesses it from the place where a terminal will be: a program asks for it before one is there. */
export function useTerminalEstimate(place: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const element = place.current;
    if (!element || !active) return;
    const observer = new ResizeObserver(() => {
      terminalSize.set({
        columns: cells(element.clientWidth, TERMINAL_FONT_SIZE * ADVANCE),
        rows: cells(
          element.clientHeight,
          TERMINAL_FONT_SIZE * NATURAL_HEIGHT * TERMINAL_LINE_HEIGHT,
        ),
      });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, active]);
}

function cells(pixels: number, each: number): number {
  return Math.max(10, Math.floor((pixels - PADDING) / each));
}
