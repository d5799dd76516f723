package dev.coderun.session.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How to make one text of another and touch little of it: line by line, where that is not too much to compare.
final class TextSplices {

    /// Lines of the one times lines of the other; beyond it, all between the common beginning and end is replaced.
    static final int MAX_COMPARED = 1 << 20;

    private TextSplices() {}

    /// Replaces `deleted` units at `at`, counted in the text before.
    record Splice(int at, int deleted, String inserted) {}

    /// In the order of their places, apart from each other.
    static List<Splice> between(String before, String after) {
        List<String> old = lines(before);
        List<String> wanted = lines(after);
        int shorter = Math.min(old.size(), wanted.size());
        int head = 0;
        while (head < shorter && old.get(head).equals(wanted.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && old.get(old.size() - 1 - tail).equals(wanted.get(wanted.size() - 1 - tail))) {
            tail++;
        }
        List<String> oldMiddle = old.subList(head, old.size() - tail);
        List<String> wantedMiddle = wanted.subList(head, wanted.size() - tail);
        int start = length(old.subList(0, head));
        return (long) oldMiddle.size() * wantedMiddle.size() > MAX_COMPARED
                ? List.of(replacement(start, oldMiddle, wantedMiddle))
                : byLines(start, oldMiddle, wantedMiddle);
    }

    private static Splice replacement(int at, List<String> old, List<String> wanted) {
        return new Splice(at, length(old), String.join("", wanted));
    }

    /// Keeps a longest common subsequence of the lines.
    private static List<Splice> byLines(int start, List<String> old, List<String> wanted) {
        int[][] common = commonLengths(old, wanted);
        List<Splice> splices = new ArrayList<>();
        int at = start;
        int i = 0;
        int j = 0;
        while (i < old.size() || j < wanted.size()) {
            int firstOld = i;
            int firstWanted = j;
            while (!(i < old.size() && j < wanted.size() && old.get(i).equals(wanted.get(j)))
                    && (i < old.size() || j < wanted.size())) {
                if (j == wanted.size()
                        || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                    i++;
                } else {
                    j++;
                }
            }
            if (i > firstOld || j > firstWanted) {
                var splice =
                        replacement(at, old.subList(firstOld, i), wanted.subList(firstWanted, j));
                splices.add(splice);
                at += splice.deleted();
            }
            while (i < old.size() && j < wanted.size() && old.get(i).equals(wanted.get(j))) {
                at += old.get(i).length();
                i++;
                j++;
            }
        }
        return splices;
    }

    /// For each pair of places, how many lines the rests have in common.
    private static int[][] commonLengths(List<String> old, List<String> wanted) {
        int[][] common = new int[old.size() + 1][wanted.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = wanted.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(wanted.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /// Each with its line feed.
    private static List<String> lines(String text) {
        return Arrays.asList(text.split("(?<=\n)"));
    }

    private static int length(List<String> lines) {
        return lines.stream().mapToInt(String::length).sum();
    }
}
