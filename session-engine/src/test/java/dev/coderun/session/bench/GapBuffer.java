package dev.coderun.session.bench;

import java.util.Arrays;

/// The least that typing costs: one array with a gap at the last edit.
final class GapBuffer implements PlainText {
    private static final int INITIAL_UNITS = 1 << 10;

    private char[] units = new char[INITIAL_UNITS];
    private int gapStart;
    private int gapEnd = INITIAL_UNITS;

    @Override
    public void replace(int position, int deleted, String inserted) {
        moveGap(position);
        gapEnd += deleted;
        if (gapEnd - gapStart < inserted.length()) {
            grow(inserted.length());
        }
        inserted.getChars(0, inserted.length(), units, gapStart);
        gapStart += inserted.length();
    }

    private void moveGap(int position) {
        int distance = position - gapStart;
        if (distance < 0) {
            System.arraycopy(units, position, units, gapEnd + distance, -distance);
        } else {
            System.arraycopy(units, gapEnd, units, gapStart, distance);
        }
        gapStart += distance;
        gapEnd += distance;
    }

    private void grow(int wanted) {
        int after = units.length - gapEnd;
        char[] larger = Arrays.copyOf(units, Math.max(2 * units.length, units.length + wanted));
        System.arraycopy(units, gapEnd, larger, larger.length - after, after);
        gapEnd = larger.length - after;
        units = larger;
    }

    @Override
    public String toString() {
        return new String(units, 0, gapStart) + new String(units, gapEnd, units.length - gapEnd);
    }
}
