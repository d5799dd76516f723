package dev.coderun.e2e.support;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/// What the owner of a session does to share it, in front of the browser of a [Person].
public final class Host extends Part {
    Host(Page page) {
        super(page);
    }

    /// Makes a link that lets whoever opens it edit.
    public String invite() {
        button("Share").click();
        button("Make a link").click();
        var link = page.getByLabel("New link").inputValue();
        button("Close").click();
        return link;
    }

    /// Lets everybody watch who has the address.
    public void letGuestsWatch() {
        button("Share").click();
        button("Guests, Nobody").click();
        item("Can watch").click();
        button("Guests, Can watch").waitFor();
        button("Close").click();
    }

    /// Chooses from the owner's menu for lectures.
    public void chooseInLecture(String choice) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName(Pattern.compile("^Lecture,")))
                .click();
        item(choice).click();
    }

    /// Of a menu that is open, whether it does something or is one of several choices.
    private Locator item(String name) {
        var named = new GetByRoleOptions().setName(name).setExact(true);
        return page.getByRole(AriaRole.MENUITEM, named)
                .or(page.getByRole(AriaRole.MENUITEMRADIO, named));
    }
}
