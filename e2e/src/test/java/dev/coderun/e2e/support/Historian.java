package dev.coderun.e2e.support;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// What somebody does with a session's earlier versions, in front of the browser of a [Person].
public final class Historian extends Part {
    Historian(Page page) {
        super(page);
    }

    public void openHistory() {
        button("History").click();
        page.locator("[data-version]").first().waitFor();
    }

    /// Looks at a version; the newest is 0.
    public void pickVersion(int index) {
        page.locator("[data-version]").nth(index).click();
    }

    /// The text of the version that is looked at.
    public String shownVersion() {
        var lines = page.locator("[data-testid=version] .view-lines").last();
        return lines.count() == 0 ? "" : lines.innerText().replace('\u00a0', ' ');
    }

    public void restorePickedVersion() {
        button("Restore").click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Restore"))
                .click();
        page.locator("[data-testid=editor] .view-lines").waitFor();
    }
}
