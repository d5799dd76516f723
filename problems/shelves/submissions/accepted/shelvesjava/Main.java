import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().strip());
        StringTokenizer words = new StringTokenizer(in.readLine());
        int most = 1_000_000;
        int[] tree = new int[most + 1];
        long swaps = 0;
        for (int i = 0; i < n; i++) {
            int book = Integer.parseInt(words.nextToken());
            swaps += i;
            for (int at = book; at > 0; at -= at & -at) swaps -= tree[at];
            for (int at = book; at <= most; at += at & -at) tree[at]++;
        }
        System.out.println(swaps);
    }
}
