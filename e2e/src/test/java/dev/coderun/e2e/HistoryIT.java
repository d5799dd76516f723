package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static dev.coderun.e2e.support.Together.both;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A session's versions in the page.
@Timeout(240)
@ExtendWith(OneServer.class)
class HistoryIT {
    private static RunningServer server;
    private static Person ada;
    private static Person grace;
    private static Api api;

    @BeforeAll
    static void start(RunningServer running) {
        server = running;
        ada = Person.at(server, "Ada", ColorScheme.DARK);
        grace = Person.at(server, "Grace");
        api = server.api().loggedInAs("Ada");
    }

    @AfterAll
    static void stop() {
        ada.close();
        grace.close();
    }

    @Test
    void anOldVersionIsRestoredWhileSomebodyElseTypes() {
        var session = api.newOpenSession("python");
        var address = server.address() + "/s/" + session;
        both(() -> ada.open(address), () -> grace.open(address));
        ada.replaceText("print('old')\n\n# the end\n");
        eventually("it is saved", ada::isSaved);
        var old = newestVersion(session);
        ada.replaceText("print('new')\nprint('newer')\n\n# the end\n");
        eventually("it is saved", ada::isSaved);
        eventually("it has a version", () -> !newestVersion(session).equals(old));
        // Which leaves the newer text one step back in the timeline.
        api.post("/api/sessions/" + session + "/history/restore", Map.of("version", old));
        eventually("it is old again", () -> ada.text().startsWith("print('old')"));
        eventually("that is a version too", () -> newest(session).has("restored"));

        ada.historian().openHistory();
        ada.historian().pickVersion(1);
        eventually("the version is shown", () -> ada.historian().shownVersion().contains("newer"));
        eventually("Grace sees it", () -> grace.text().equals("print('old')\n\n# the end\n"));
        grace.goToEnd();
        both(() -> grace.type("grace ".repeat(20)), ada.historian()::restorePickedVersion);
        grace.type("was here");

        eventually(
                "it is the newer one", () -> ada.text().startsWith("print('new')\nprint('newer')"));
        eventuallyEqual("both screens", grace::text, ada::text);
        eventuallyEqual("the server and Ada's screen", () -> text(session), ada::text);
        assertThat(grace.text()).endsWith("was here");
    }

    private static String newestVersion(String session) {
        return newest(session).path("version").asText();
    }

    private static JsonNode newest(String session) {
        return api.get("/api/sessions/" + session + "/history").json().path("items").path(0);
    }

    private static String text(String session) {
        return api.files(session).getOrDefault("main.py", "");
    }
}
