import java.util.Arrays;
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        double radius = in.nextInt();
        long[][] points = new long[n][];
        for (int i = 0; i < n; i++) points[i] = new long[] {in.nextInt(), in.nextInt()};
        Arrays.sort(points, (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        double length = 2 * Math.PI * radius + half(points);
        for (long[] point : points) {
            point[0] = -point[0];
            point[1] = -point[1];
        }
        for (int i = 0; i < n / 2; i++) {
            long[] other = points[i];
            points[i] = points[n - 1 - i];
            points[n - 1 - i] = other;
        }
        System.out.println(length + half(points));
    }

    private static double half(long[][] points) {
        long[][] chain = new long[points.length][];
        int size = 0;
        for (long[] c : points) {
            while (size > 1 && turn(chain[size - 2], chain[size - 1], c) <= 0) size--;
            chain[size++] = c;
        }
        double length = 0;
        for (int i = 1; i < size; i++) {
            length += Math.hypot(chain[i][0] - chain[i - 1][0], chain[i][1] - chain[i - 1][1]);
        }
        return length;
    }

    private static long turn(long[] a, long[] b, long[] c) {
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    }
}
