package dev.coderun.e2e.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/// A running browser that one person has at a time and another gets afterwards, who finds nothing of it: to start one costs
/// more than most of what people do in it. All end with the tests.
record OwnBrowser(Playwright playwright, Browser browser) {
    private static final Path CHROMIUM =
            Path.of(System.getProperty("coderun.chromium", "/usr/bin/chromium-headless-shell"));
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final Deque<OwnBrowser> IDLE = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OwnBrowser::endAll));
    }

    static OwnBrowser take() {
        for (var idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            if (idle.browser.isConnected()) {
                return idle;
            }
            idle.playwright.close();
        }
        return start();
    }

    /// Whoever gives it back has closed what was open in it.
    void giveBack() {
        IDLE.push(this);
    }

    private static OwnBrowser start() {
        var playwright = Playwright.create();
        var options =
                new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS);
        return new OwnBrowser(playwright, playwright.chromium().launch(options));
    }

    private static void endAll() {
        for (var idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            idle.browser.close();
            idle.playwright.close();
        }
    }
}
