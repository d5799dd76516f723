package dev.coderun.parked;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/// Puts the classes, and in each the methods, first that are to be run first, unless a class has an order of its own. JUnit makes it
/// itself.
final class FirstOnes implements ClassOrderer, MethodOrderer {
    /// Ids of tests, and files; the first counts most.
    static List<String> words = List.of();

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparingInt(each -> rank(word -> isOf(each.getTestClass(), word))));
    }

    @Override
    public void orderMethods(MethodOrdererContext context) {
        var type = context.getTestClass();
        context.getMethodDescriptors()
                .sort(Comparator.comparingInt(each -> rank(word -> isOf(type, each.getMethod().getName(), word))));
    }

    private static int rank(Predicate<String> isMeant) {
        for (int i = 0; i < words.size(); i++) {
            if (isMeant.test(words.get(i))) {
                return i;
            }
        }
        return words.size();
    }

    private static boolean isOf(Class<?> type, String method, String word) {
        return word.contains(idPart(type) + "/") && word.contains(":" + method + "(");
    }

    /// Whether it is the id of a test in this class, or the file that is called like it.
    private static boolean isOf(Class<?> type, String word) {
        return word.contains(idPart(type)) || ("/" + word).endsWith("/" + outermost(type).getSimpleName() + ".java");
    }

    private static String idPart(Class<?> type) {
        var outer = type.getEnclosingClass();
        return outer == null
                ? "[class:" + type.getName() + "]"
                : idPart(outer) + "/[nested-class:" + type.getSimpleName() + "]";
    }

    private static Class<?> outermost(Class<?> type) {
        var outer = type.getEnclosingClass();
        return outer == null ? type : outermost(outer);
    }
}
