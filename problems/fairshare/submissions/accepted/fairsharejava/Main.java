import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), sum = 0;
        int[] worths = new int[n];
        for (int i = 0; i < n; i++) sum += worths[i] = in.nextInt();
        int half = sum / 2;
        boolean[][] reachable = new boolean[n + 1][half + 1];
        reachable[0][0] = true;
        for (int i = 0; i < n; i++) {
            for (int s = 0; s <= half; s++) {
                reachable[i + 1][s] =
                        reachable[i][s] || s >= worths[i] && reachable[i][s - worths[i]];
            }
        }
        if (sum % 2 == 1 || !reachable[n][half]) {
            System.out.println("impossible");
            return;
        }
        StringBuilder pieces = new StringBuilder();
        int count = 0;
        for (int i = n; i > 0; i--) {
            if (!reachable[i - 1][half]) {
                pieces.append(i).append(' ');
                half -= worths[i - 1];
                count++;
            }
        }
        System.out.println(count);
        System.out.println(pieces);
    }
}
