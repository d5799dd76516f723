import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long a = in.nextLong(), r = in.nextLong(), b = in.nextLong(), s = in.nextLong();
        // After b full red moons everything repeats.
        long day = r;
        for (long i = 0; i < 2 * b; i++, day += a) {
            if (day >= s && (day - s) % b == 0) {
                System.out.println(day);
                return;
            }
        }
        System.out.println("never");
    }
}
