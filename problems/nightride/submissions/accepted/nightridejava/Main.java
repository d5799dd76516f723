import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

public class Main {
    private static final StreamTokenizer IN = new StreamTokenizer(new BufferedInputStream(System.in));

    public static void main(String[] args) throws IOException {
        int n = next(), m = next();
        List<List<int[]>> roads = new ArrayList<>();
        for (int i = 0; i < n; i++) roads.add(new ArrayList<>());
        for (int i = 0; i < m; i++) {
            int a = next() - 1, b = next() - 1, toll = next();
            roads.get(a).add(new int[] {b, toll});
            roads.get(b).add(new int[] {a, toll});
        }
        long[] best = new long[2 * n]; // Crossings with the voucher, then without.
        Arrays.fill(best, Long.MAX_VALUE);
        best[0] = 0;
        PriorityQueue<long[]> queue = new PriorityQueue<>((x, y) -> Long.compare(x[0], y[0]));
        queue.add(new long[] {0, 0});
        while (!queue.isEmpty()) {
            long[] first = queue.poll();
            int place = (int) first[1];
            if (first[0] > best[place]) continue;
            for (int[] road : roads.get(place % n)) {
                int same = place < n ? road[0] : road[0] + n;
                offer(queue, best, same, first[0] + road[1]);
                if (place < n) offer(queue, best, road[0] + n, first[0]);
            }
        }
        long cost = Math.min(best[n - 1], best[2 * n - 1]);
        System.out.println(cost == Long.MAX_VALUE ? "impossible" : cost);
    }

    private static void offer(PriorityQueue<long[]> queue, long[] best, int place, long cost) {
        if (cost < best[place]) {
            best[place] = cost;
            queue.add(new long[] {cost, place});
        }
    }

    @SuppressWarnings("deprecation")
    private static int next() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }
}
