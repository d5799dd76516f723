package dev.coderun.e2e.support;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// What one does with the tests of a session, and sees of them.
public final class Tester {
    private final Page page;

    Tester(Page page) {
        this.page = page;
    }

    /// Adds a case, which is opened, as is what it says from then on.
    public void addCase(String input, String expected) {
        button("Add a case").click();
        page.getByLabel("Input of Case 1").fill(input);
        page.getByLabel("Expected of Case 1").fill(expected);
    }

    /// Whether there is a cell that says so: `Case 1: passed`.
    public boolean shows(String cell) {
        return cell(cell).count() > 0;
    }

    /// Whether nothing is shown in the colour of a result that counts.
    public boolean isGrey(String test) {
        return pane().locator("ol button[data-stale=true]")
                        .and(pane().locator("[aria-label^='" + test + "']"))
                        .count()
                > 0;
    }

    public void open(String cell) {
        cell(cell).click();
    }

    /// What the checker says of the test that is open.
    public String difference() {
        return pane().getByLabel("Difference").innerText();
    }

    public void pause() {
        button("Pause testing, for everybody").click();
    }

    public boolean isPaused() {
        return button("Go on testing while we type").count() > 0;
    }

    public void goOn() {
        button("Go on testing while we type").click();
    }

    private Locator cell(String label) {
        return pane().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(label).setExact(true));
    }

    private Locator button(String name) {
        return pane().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private Locator pane() {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("Tests").setExact(true));
    }
}
