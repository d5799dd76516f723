import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().strip());
        Map<String, Integer> circles = new HashMap<>();
        for (int i = 0; i < n; i++) {
            char[] letters = in.readLine().strip().toCharArray();
            Arrays.sort(letters);
            circles.merge(new String(letters), 1, Integer::sum);
        }
        System.out.println(circles.size() + " " + Collections.max(circles.values()));
    }
}
