import java.util.Scanner;

public class Main {
    private static final Scanner IN = new Scanner(System.in);

    /** How many steps the field is away from the treasure. */
    static long measure(long x, long y) {
        System.out.println("? " + x + " " + y);
        System.out.flush();
        return IN.nextLong();
    }

    /** Where the treasure is. */
    static void dig(long x, long y) {
        System.out.println("! " + x + " " + y);
        System.out.flush();
    }

    public static void main(String[] args) {
        long n = IN.nextLong();
        long steps = measure(1, 1);
        // Search on from here.
        dig(1, 1);
    }
}
