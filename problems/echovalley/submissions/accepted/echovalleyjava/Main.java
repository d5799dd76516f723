import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        String word = new BufferedReader(new InputStreamReader(System.in)).readLine().strip();
        boolean[] seen = new boolean[26];
        int start = word.length();
        while (start > 0 && !seen[word.charAt(start - 1) - 'a']) {
            start--;
            seen[word.charAt(start) - 'a'] = true;
        }
        System.out.println(word.substring(start));
    }
}
