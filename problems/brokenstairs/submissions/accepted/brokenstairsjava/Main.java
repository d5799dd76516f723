import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), b = in.nextInt();
        boolean[] broken = new boolean[n + 1];
        for (int i = 0; i < b; i++) broken[in.nextInt()] = true;
        long[] ways = new long[n + 3];
        ways[2] = 1; // Step i is at i + 2.
        for (int step = 1; step <= n; step++) {
            if (!broken[step]) {
                ways[step + 2] = (ways[step + 1] + ways[step] + ways[step - 1]) % 1_000_000_007;
            }
        }
        System.out.println(ways[n + 2]);
    }
}
