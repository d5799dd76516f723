import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.StreamTokenizer;

public class Main {
    private static final StreamTokenizer IN = new StreamTokenizer(new BufferedInputStream(System.in));

    public static void main(String[] args) throws IOException {
        int n = next(), q = next();
        long[] change = new long[n + 1];
        for (int i = 0; i < q; i++) {
            int left = next(), right = next(), litres = next();
            change[left - 1] += litres;
            change[right] -= litres;
        }
        long water = 0, most = -1;
        int bed = 0;
        for (int i = 0; i < n; i++) {
            water += change[i];
            if (water > most) {
                most = water;
                bed = i + 1;
            }
        }
        System.out.println(bed + " " + most);
    }

    @SuppressWarnings("deprecation")
    private static int next() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }
}
