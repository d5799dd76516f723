import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class Main {
    private static final List<List<Integer>> KNOWS = new ArrayList<>();
    private static int[] lead;

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), m = in.nextInt(), k = in.nextInt();
        for (int i = 0; i <= n; i++) KNOWS.add(new ArrayList<>());
        for (int i = 0; i < k; i++) KNOWS.get(in.nextInt()).add(in.nextInt());
        lead = new int[m + 1];
        int plays = 0;
        for (int actor = 1; actor <= n; actor++) {
            if (findsPlay(actor, new boolean[m + 1])) plays++;
        }
        System.out.println(plays);
    }

    private static boolean findsPlay(int actor, boolean[] asked) {
        for (int play : KNOWS.get(actor)) {
            if (!asked[play]) {
                asked[play] = true;
                if (lead[play] == 0 || findsPlay(lead[play], asked)) {
                    lead[play] = actor;
                    return true;
                }
            }
        }
        return false;
    }
}
