package dev.coderun.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TexStatementTest {

    @Test
    void aStatementReadsAsItsAuthorMeantIt() {
        var markdown =
                TexStatement.toMarkdown(
                        """
                        \\problemname{Two Sums} % for now
                        Ada has $n \\le 10^5$ coins, \\emph{all} \\textbf{different} -- ``really''.
                        \\[ \\sum_{i=1}^n a_i \\]

                        \\section*{Input}
                        \\begin{itemize}
                          \\item a line with \\texttt{n}
                          \\item 50\\% of it, see \\href{https://example.org}{here}
                        \\end{itemize}
                        \\includegraphics[width=0.5\\textwidth]{coins.png}
                        """);

        assertThat(markdown)
                .startsWith("Ada has $n \\le 10^5$ coins, *all* **different** – “really”.")
                .contains("$$ \\sum_{i=1}^n a_i $$")
                .contains("\n## Input\n")
                .contains("\n- a line with `n`")
                .contains("\n- 50% of it, see [here](https://example.org)")
                .contains("![](coins.png)")
                .doesNotContain("for now", "problemname", "begin", "textwidth");
    }

    @Test
    void markupOfOtherKindsStaysText() {
        assertThat(TexStatement.toMarkdown("a <script> b")).isEqualTo("a &lt;script> b\n");
    }

    @Test
    void whatIsCutShortEndsAllTheSame() {
        for (var tex : new String[] {"$x", "\\textbf{x", "\\", "\\begin{itemize", "\\[x", "```x"}) {
            assertThat(TexStatement.toMarkdown(tex)).isNotNull();
        }
    }
}
