package dev.coderun.e2e.support;

import static dev.coderun.e2e.support.Eventually.eventually;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// What somebody does to run a program and to see what it does, in front of the browser of a [Person].
public final class Runner extends Part {
    Runner(Page page) {
        super(page);
    }

    public void run() {
        button("Run").click();
    }

    /// Chooses the terminal for this and all later runs, and runs.
    public void runInTerminal() {
        button("How to run").click();
        page.getByRole(AriaRole.MENUITEMRADIO)
                .filter(new Locator.FilterOptions().setHasText("Colours and keys"))
                .click();
        run();
    }

    public void stop() {
        button("Stop").click();
    }

    public void typeInput(String text) {
        page.getByLabel("Input", new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    /// Sends a line to the program that is running.
    public void answer(String line) {
        var box = page.getByLabel("Program input");
        box.fill(line);
        box.press("Enter");
    }

    /// What the program has printed so far, as the page shows it.
    public String output() {
        return page.getByLabel("Program output").innerText();
    }

    public void awaitOutput(String text) {
        eventually("the output shows: " + text, () -> output().contains(text));
    }

    /// How the newest run stands, in the page's words.
    public void awaitRunState(String words) {
        page.getByLabel("Run status").getByText(words).first().waitFor();
    }

    /// What the terminal shows.
    public String terminal() {
        return page.locator(".xterm-rows").innerText().replace('\u00a0', ' ');
    }

    /// What the terminal shows in red.
    public String redInTerminal() {
        return String.join("", page.locator(".xterm-rows .xterm-fg-1").allInnerTexts());
    }

    /// Goes to a problem that the newest run found, as listed beside its output.
    public void goToProblem(String words) {
        page.getByLabel("Problems").getByText(words).first().click();
    }

    /// How many places the editor underlines as wrong.
    public int underlinedErrors() {
        return page.locator("[data-testid=editor] .squiggly-error").count();
    }
}
