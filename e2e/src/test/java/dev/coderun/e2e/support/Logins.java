package dev.coderun.e2e.support;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Set;

/// What somebody does to log in by a provider, and in their account with their logins.
public final class Logins extends Part {
    Logins(Page page) {
        super(page);
    }

    /// Leaves for a provider.
    public void continueWith(String provider) {
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Continue with " + provider))
                .click();
    }

    /// At the page of the issuer that takes everybody at their word.
    public void signInAtTheIssuer(String subject, String name) {
        page.locator("input[name=username]").fill(subject);
        page.locator("textarea[name=claims]").fill("{\"name\": \"" + name + "\"}");
        page.locator("input[type=submit]").click();
    }

    public void signInAtKeycloak(String username, String password) {
        page.locator("input[name=username]").fill(username);
        page.locator("input[name=password]").fill(password);
        page.locator("[type=submit]").click();
    }

    /// In the account.
    public void link(String provider) {
        section("Logins")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(provider))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Link"))
                .click();
    }

    /// What those are called, in the account, of which each could be given up.
    public Set<String> linked() {
        var givenUp = new Locator.FilterOptions().setHasText("Unlink");
        return Set.copyOf(
                section("Logins")
                        .getByRole(AriaRole.LISTITEM)
                        .filter(givenUp)
                        .locator("strong")
                        .allInnerTexts());
    }

    /// In the account.
    public void logOutEverywhere() {
        button("Log out everywhere").click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Log out everywhere"))
                .click();
    }

    private Locator section(String title) {
        return page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(title));
    }
}
