import java.util.Scanner;

public class Main {
    private static final Scanner IN = new Scanner(System.in);

    public static void main(String[] args) {
        long n = IN.nextLong();
        long down = measure(1, 1); // x + y - 2
        long up = measure(1, n); // x - 1 + n - y
        long x = (down + up - n + 3) / 2;
        System.out.println("! " + x + " " + (down + 2 - x));
    }

    private static long measure(long x, long y) {
        System.out.println("? " + x + " " + y);
        System.out.flush();
        return IN.nextLong();
    }
}
