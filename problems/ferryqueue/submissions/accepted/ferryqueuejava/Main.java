import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer words = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(words.nextToken());
        long capacity = Long.parseLong(words.nextToken());
        long[] cars = new long[n];
        words = new StringTokenizer(in.readLine());
        for (int i = 0; i < n; i++) cars[i] = Long.parseLong(words.nextToken());
        Arrays.sort(cars);
        int crossings = 0;
        for (int light = 0, heavy = n - 1; light <= heavy; heavy--, crossings++) {
            if (cars[light] + cars[heavy] <= capacity) light++;
        }
        System.out.println(crossings);
    }
}
