package dev.coderun.e2e.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Somebody in front of a browser of one's own, and what one does there. Used by one thread at a time.
public final class Person implements AutoCloseable {
    /// The editor keeps its lines in no order, each with its distance from the top.
    private static final String LINES_FROM_TOP =
            """
            lines => [...lines.querySelectorAll('.view-line')]
                .sort((one, other) => parseFloat(one.style.top) - parseFloat(other.style.top))
                .map(line => line.textContent)
                .join('\\n')
            """;

    /// The session of each record of edits that the browser keeps.
    private static final String KEPT =
            """
            () => new Promise((done, failed) => {
                const opening = indexedDB.open('coderun');
                opening.onerror = () => failed(opening.error);
                opening.onsuccess = () => {
                    const all = opening.result.transaction('updates').objectStore('updates').getAll();
                    all.onsuccess = () => {
                        opening.result.close();
                        done(all.result.map(record => record.session));
                    };
                };
            })
            """;

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final String home;
    private final Browser browser;
    private final Page page;
    private final Runnable end;

    private Person(String home, Browser browser, Page page, Runnable end) {
        this.home = home;
        this.browser = browser;
        this.page = page;
        this.end = end;
    }

    /// Logged in, in the light theme, with no page open yet.
    public static Person at(RunningServer server, String name) {
        return at(server, name, ColorScheme.LIGHT);
    }

    public static Person at(RunningServer server, String name, ColorScheme scheme) {
        var person = begin(server, scheme);
        person.page
                .request()
                .post(
                        server.address() + "/auth/dev",
                        RequestOptions.create()
                                .setHeader("Origin", server.address())
                                .setData(Map.of("name", name)));
        return person;
    }

    /// At the start page, not logged in.
    public static Person nobody(RunningServer server) {
        var person = begin(server, ColorScheme.LIGHT);
        person.visit(server.address());
        return person;
    }

    private static Person begin(RunningServer server, ColorScheme scheme) {
        var browser = OwnBrowser.take();
        var context = context(browser.browser(), scheme);
        return new Person(
                server.address(),
                browser.browser(),
                context.newPage(),
                () -> {
                    context.close();
                    browser.giveBack();
                });
    }

    /// What shares nothing with other browsers.
    private static BrowserContext context(Browser browser, ColorScheme scheme) {
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(WIDTH, HEIGHT)
                                .setColorScheme(scheme)
                                // Drawing a caret that fades costs a twentieth of a processor a
                                // page.
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout((double) Eventually.PATIENCE.toMillis());
        return context;
    }

    /// At the start page.
    public void logIn(String name) {
        page.getByLabel("Your name").fill(name);
        button("Continue").click();
        page.getByLabel("Your name").waitFor(hidden());
    }

    /// Begins a session and answers its address, to be shared.
    public String newSession(String language) {
        page.navigate(home);
        button("New " + language + " session").click();
        page.waitForURL(Pattern.compile(".*/s/.*"));
        editor().waitFor();
        return page.url();
    }

    public void open(String address) {
        page.navigate(address);
        editor().waitFor();
    }

    /// Opens an address that may lead nowhere.
    public void visit(String address) {
        page.navigate(address);
    }

    public String address() {
        return page.url();
    }

    /// Closes the page, so that nothing but what the server has stored can bring its text back.
    public void leave() {
        page.navigate("about:blank");
    }

    /// Another window of the same browser.
    public Person anotherWindow(String address) {
        var window = new Person(home, browser, page.context().newPage(), () -> {});
        window.open(address);
        return window;
    }

    /// Somebody, perhaps the same, in a browser that knows nothing of this one; it ends with this one at the latest.
    public Person inAnotherBrowser(String address) {
        var context = context(browser, ColorScheme.LIGHT);
        var person = new Person(home, browser, context.newPage(), context::close);
        person.visit(address);
        return person;
    }

    public void reload() {
        page.reload();
        editor().waitFor();
    }

    /// Cuts this browser off, all of its windows.
    public void goOffline() {
        page.context().setOffline(true);
    }

    public void goOnline() {
        page.context().setOffline(false);
    }

    public void logOut() {
        page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName(Pattern.compile("^Account, ")))
                .click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Log out")).click();
        page.getByLabel("Your name").waitFor();
    }

    /// How many records of edits this browser keeps.
    public int keptRecords() {
        return kept().size();
    }

    public boolean keeps(String session) {
        return kept().contains(session);
    }

    private List<?> kept() {
        return (List<?>) page.evaluate(KEPT);
    }

    /// The id in the address of the session.
    public String session() {
        return page.url().replaceFirst(".*/s/([^/?#]+).*", "$1");
    }

    /// Pastes a text over what is there: typed keys would meet the editor's own indentation and brackets.
    public void replaceText(String text) {
        page.evaluate("text => navigator.clipboard.writeText(text)", text);
        focusEditor();
        page.keyboard().press("Control+a");
        page.keyboard().press("Control+v");
    }

    /// Takes the copy that is offered of a file whose edits nobody else has.
    public String copyOffered(String path) {
        button("Copy " + path).click();
        return page.evaluate("() => navigator.clipboard.readText()").toString();
    }

    public void goToEnd() {
        focusEditor();
        page.keyboard().press("Control+End");
    }

    public void goToStart() {
        focusEditor();
        page.keyboard().press("Control+Home");
    }

    /// Types key by key where the caret is.
    public void type(String text) {
        page.keyboard().type(text);
    }

    public void press(String key) {
        page.keyboard().press(key);
    }

    /// What the editor shows; for texts that fit on one screen.
    public String text() {
        return editor().evaluate(LINES_FROM_TOP).toString().replace('\u00a0', ' ');
    }

    public String title() {
        return page.title();
    }

    /// How the connection stands, in the page's words.
    public String connection() {
        return page.getByLabel("Connection", new Page.GetByLabelOptions().setExact(true))
                .innerText();
    }

    public boolean isSaved() {
        return connection().equals("Live · Saved");
    }

    public boolean sees(String words) {
        return page.getByText(words).count() > 0;
    }

    /// The same person, with a session to share.
    public Host host() {
        return new Host(page);
    }

    /// The same person, with earlier versions to look at.
    public Historian historian() {
        return new Historian(page);
    }

    /// The same person, with programs to run.
    public Runner runner() {
        return new Runner(page);
    }

    /// The same person, with problems to solve.
    public Solver solver() {
        return new Solver(page);
    }

    /// The same person, with tests to look at.
    public Tester tester() {
        return new Tester(page);
    }

    /// The same person, with logins to use and to change.
    public Logins logins() {
        return new Logins(page);
    }

    public void takePicture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private Locator editor() {
        return page.locator("[data-testid=editor] .view-lines");
    }

    private void focusEditor() {
        editor().click();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }

    @Override
    public void close() {
        page.close();
        end.run();
    }
}
