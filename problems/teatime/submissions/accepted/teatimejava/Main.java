import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long n = in.nextLong(), c = in.nextLong(), k = in.nextLong(), m = in.nextLong();
        System.out.println((n * c + k - 1) / k * m);
    }
}
