import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        var input = new Scanner(System.in);
        System.out.print("What is your name? ");
        var name = input.hasNextLine() ? input.nextLine().strip() : "";
        System.out.println("Hello, " + (name.isEmpty() ? "world" : name) + "!");

        for (int i = 1; i <= 3; i++) {
            System.out.println(i + " squared is " + i * i);
        }
    }
}
