package dev.coderun.e2e.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/// What somebody does with problems, in front of the browser of a [Person].
public final class Solver extends Part {
    private static final double JUDGING_MILLIS = 120_000;

    Solver(Page page) {
        super(page);
    }

    public void openProblems(String address) {
        page.navigate(address + "/problems");
        list().waitFor();
        items().first().waitFor();
    }

    /// The names in the list.
    public List<String> problems() {
        return items().allInnerTexts();
    }

    public void search(String words) {
        page.getByLabel("Search problems").fill(words);
    }

    public void show(String state) {
        button(state).click();
    }

    public boolean isSolved(String name) {
        return items().filter(new Locator.FilterOptions().setHasText(name))
                        .getByText("Solved")
                        .count()
                > 0;
    }

    public void openProblem(String name) {
        items().filter(new Locator.FilterOptions().setHasText(name)).click();
        page.waitForURL(Pattern.compile(".*/problems/.+"));
    }

    /// What is asked, once its mathematics is there.
    public String statement() {
        page.locator(".katex").first().waitFor();
        return page.getByRole(AriaRole.ARTICLE).innerText();
    }

    /// Begins a session for the problem.
    public void solveIn(String language) {
        button("Solve in " + language).click();
        page.waitForURL(Pattern.compile(".*/s/.*"));
        page.locator("[data-testid=editor] .view-lines").waitFor();
        page.locator(".katex").first().waitFor();
    }

    public void useFirstSample() {
        button("Use as my input").first().click();
    }

    public void submit() {
        button("Submit").click();
    }

    public void awaitVerdict(String words) {
        assertThat(page.getByLabel("Verdict", new GetByLabelOptions().setExact(true)))
                .containsText(words, new ContainsTextOptions().setTimeout(JUDGING_MILLIS));
    }

    /// What the checker says of the first test that failed.
    public String difference() {
        return page.getByLabel("Submission", new GetByLabelOptions().setExact(true))
                .getByLabel("Difference")
                .innerText();
    }

    /// How long the submission waited, was built and tested.
    public String stageTimes() {
        return page.getByLabel("Time of each stage").innerText();
    }

    public void compareTheTwo() {
        var boxes = page.getByLabel("My submissions").getByRole(AriaRole.CHECKBOX);
        assertThat(boxes).hasCount(2);
        boxes.first().check();
        boxes.last().check();
    }

    public String changes() {
        return page.getByLabel("Changes").innerText();
    }

    private Locator list() {
        return page.getByLabel("Problems", new GetByLabelOptions().setExact(true));
    }

    private Locator items() {
        return list().getByRole(AriaRole.LISTITEM);
    }
}
