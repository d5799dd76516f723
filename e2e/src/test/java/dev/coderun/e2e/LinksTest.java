package dev.coderun.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documentation points at is there, pictures too.
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final int AT_LEAST = 20;

    @Test
    void everyLinkOfThePagesLeadsSomewhere() throws IOException {
        var found = 0;
        var broken = new ArrayList<String>();
        for (var page : pages()) {
            var links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                var target = links.group(1);
                if (target.contains("://")) {
                    continue;
                }
                found++;
                if (Files.notExists(page.resolveSibling(target))) {
                    broken.add(page + ": " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(found).isGreaterThan(AT_LEAST);
    }

    private static List<Path> pages() throws IOException {
        try (var top = Files.list(Project.ROOT);
                var docs = Files.walk(Project.ROOT.resolve("docs"))) {
            var pages = new ArrayList<>(top.toList());
            pages.addAll(docs.toList());
            return pages.stream().filter(page -> page.toString().endsWith(".md")).toList();
        }
    }
}
