package dev.coderun.server.content;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;

/// Turns a statement in LaTeX into Markdown, as far as statements go: headings, lists, emphasis, code, links, pictures;
/// mathematics stays as it is. A command it does not know leaves its argument.
final class TexStatement {
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\)%[^\n]*");
    private static final Pattern VERBATIM =
            Pattern.compile("\\\\begin\\{verbatim\\}\n?(.*?)\\\\end\\{verbatim\\}", Pattern.DOTALL);
    private static final Pattern DISPLAY =
            Pattern.compile(
                    "\\\\\\[(.*?)\\\\\\]|\\\\begin\\{(?:equation|displaymath)\\*?\\}(.*?)"
                            + "\\\\end\\{(?:equation|displaymath)\\*?\\}",
                    Pattern.DOTALL);
    private static final Map<String, String> AROUND =
            Map.ofEntries(
                    Map.entry("textbf", "**"),
                    Map.entry("emph", "*"),
                    Map.entry("textit", "*"),
                    Map.entry("texttt", "`"),
                    Map.entry("verb", "`"),
                    Map.entry("problemname", "\u0000"),
                    Map.entry("illustration", "\u0000"),
                    Map.entry("label", "\u0000"),
                    Map.entry("vspace", "\u0000"),
                    Map.entry("hspace", "\u0000"));

    private final String tex;
    private final StringBuilder markdown = new StringBuilder();
    private final Deque<String> lists = new ArrayDeque<>();
    private int at;

    private TexStatement(String tex) {
        this.tex = tex;
    }

    static String toMarkdown(String tex) {
        var plain = COMMENT.matcher(tex.replace("\r\n", "\n")).replaceAll("");
        plain = VERBATIM.matcher(plain).replaceAll("\n```\n$1\n```\n");
        plain = DISPLAY.matcher(plain).replaceAll("\n\\$\\$$1$2\\$\\$\n");
        return new TexStatement(plain).convert().replaceAll("\n{3,}", "\n\n").strip() + "\n";
    }

    private String convert() {
        while (at < tex.length()) {
            char next = tex.charAt(at);
            if (next == '$') {
                mathematics();
            } else if (tex.startsWith("```", at)) {
                code();
            } else if (next == '\\') {
                command();
            } else {
                text(next);
            }
        }
        return markdown.toString();
    }

    private void text(char next) {
        if (tex.startsWith("``", at) || tex.startsWith("''", at)) {
            markdown.append(next == '`' ? '“' : '”');
            at += 2;
        } else if (tex.startsWith("---", at)) {
            markdown.append('—');
            at += 3;
        } else if (tex.startsWith("--", at)) {
            markdown.append('–');
            at += 2;
        } else {
            if (next == '~') {
                markdown.append('\u00a0');
            } else if (next != '{' && next != '}') {
                markdown.append(next == '<' ? "&lt;" : String.valueOf(next));
            }
            at++;
        }
    }

    /// As it is, up to the dollar that ends it.
    private void mathematics() {
        var mark = tex.startsWith("$$", at) ? "$$" : "$";
        int end = tex.indexOf(mark, at + mark.length());
        int after = end < 0 ? tex.length() : end + mark.length();
        markdown.append(tex, at, after);
        at = after;
    }

    private void code() {
        int end = tex.indexOf("```", at + 3);
        int after = end < 0 ? tex.length() : end + 3;
        markdown.append(tex, at, after);
        at = after;
    }

    private void command() {
        int end = at + 1;
        while (end < tex.length() && Character.isLetter(tex.charAt(end))) {
            end++;
        }
        if (end == at + 1) { // An escaped sign, or the end of a line.
            char sign = end < tex.length() ? tex.charAt(end) : ' ';
            markdown.append(sign == '\\' ? "  \n" : String.valueOf(sign));
            at = Math.min(tex.length(), end + 1);
            return;
        }
        var name = tex.substring(at + 1, end);
        at = end < tex.length() && tex.charAt(end) == '*' ? end + 1 : end;
        switch (name) {
            case "section", "subsection" ->
                    markdown.append("\n## ").append(argument()).append('\n');
            case "begin" -> begin(argument());
            case "end" -> end(argument());
            case "item" -> item();
            case "includegraphics" -> {
                option();
                markdown.append("![](").append(argument()).append(')');
            }
            case "url" -> markdown.append('<').append(argument()).append('>');
            case "href" -> {
                var address = argument();
                markdown.append('[').append(argument()).append("](").append(address).append(')');
            }
            case "ldots", "dots" -> markdown.append('…');
            default -> around(name);
        }
    }

    private void around(String name) {
        var mark = AROUND.getOrDefault(name, "");
        if (at < tex.length() && tex.charAt(at) == '[') {
            option();
        }
        if (at < tex.length() && tex.charAt(at) == '{') {
            var inside = new TexStatement(argument()).convert();
            if (!mark.equals("\u0000")) {
                markdown.append(mark).append(inside).append(mark);
            }
        }
    }

    private void begin(String environment) {
        if (environment.equals("itemize") || environment.equals("enumerate")) {
            lists.push(environment);
            markdown.append('\n');
        } else if (environment.equals("tabular")) {
            argument();
        }
    }

    private void end(String environment) {
        if (environment.equals("itemize") || environment.equals("enumerate")) {
            lists.poll();
            markdown.append('\n');
        }
    }

    private void item() {
        markdown.append("\n").append("   ".repeat(Math.max(0, lists.size() - 1)));
        markdown.append("enumerate".equals(lists.peek()) ? "1. " : "- ");
        while (at < tex.length() && Character.isWhitespace(tex.charAt(at))) {
            at++;
        }
    }

    /// What is in the braces that follow, if any follow.
    private String argument() {
        return enclosed('{', '}');
    }

    private void option() {
        enclosed('[', ']');
    }

    private String enclosed(char open, char close) {
        if (at >= tex.length() || tex.charAt(at) != open) {
            return "";
        }
        int depth = 0;
        int start = at + 1;
        while (at < tex.length()) {
            char next = tex.charAt(at++);
            depth += next == open ? 1 : next == close ? -1 : 0;
            if (depth == 0) {
                return tex.substring(start, at - 1);
            }
        }
        return tex.substring(start);
    }
}
