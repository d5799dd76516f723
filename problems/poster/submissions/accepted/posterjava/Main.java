import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().strip());
        StringTokenizer words = new StringTokenizer(in.readLine());
        int[] stack = new int[n + 1], heights = new int[n + 1];
        for (int i = 0; i < n; i++) heights[i] = Integer.parseInt(words.nextToken());
        int size = 0, best = 0;
        for (int i = 0; i <= n; i++) {
            while (size > 0 && heights[stack[size - 1]] >= heights[i]) {
                int height = heights[stack[--size]];
                int left = size == 0 ? 0 : stack[size - 1] + 1;
                best = Math.max(best, Math.min(height, i - left));
            }
            stack[size++] = i;
        }
        System.out.println(best);
    }
}
