package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Naming, sharing and leading a session: all of a change or nothing of it, and only in the state it was meant for.
@Timeout(180)
class ChangingSessionsIT extends AdasSession {

    private static final int RACES = 20;

    ChangingSessionsIT(LiveServer server) {
        super(server);
    }

    @Test
    void aChangeThatWasMeantForAnotherStateIsRefused() {
        var before = tag();

        assertThat(change("{\"title\": \"Sorting\"}", before).status()).isEqualTo(200);
        var late = change("{\"title\": \"Searching\"}", before);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("type").asText()).isEqualTo("/problems/changed");
        assertThat(title()).isEqualTo("Sorting");
        assertThat(change("{\"title\": \"Any\"}", "*").status()).isEqualTo(200);
        assertThat(change("{\"title\": \"Now\"}", before + ", " + tag()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"Other\"}",
                "{\"lecture\": true}",
                "{\"sharing\": {\"address\": \"viewer\"}}",
                "{\"sharing\": {\"guests\": true}}"
            })
    void whateverMayBeChangedIsInTheTag(String json) {
        var before = tag();

        var changed = ada.patch(at(""), json);

        assertThat(changed.raw().header("ETag")).isNotEqualTo(before).isEqualTo(tag());
        assertThat(change("{\"title\": \"Late\"}", before).status()).isEqualTo(412);
    }

    @Test
    void whoComesAndTypesDoesNotChangeTheTag() {
        var before = tag();

        try (var adas = ada.open(session)) {
            adas.await("hello");
            assertThat(tag()).isEqualTo(before);
        }
    }

    @Test
    void theTagTellsAnEditorNothingOfTheSharing() {
        makeBob("editor");
        var before = bob.get(at("")).raw().header("ETag");

        patch("{\"sharing\": {\"guests\": true}}");

        assertThat(bob.get(at("")).raw().header("ETag")).isEqualTo(before);
    }

    @Test
    void ofTwoWhoChangeTheSameStateAtOnceOneIsRefused() throws Exception {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACES; i++) {
                var before = tag();
                var name = "{\"title\": \"Race %d\"}".formatted(i);
                var lead = "{\"lecture\": %s}".formatted(!isLecture());
                var one = tasks.submit(() -> change(name, before).status());
                var other = tasks.submit(() -> change(lead, before).status());

                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 412);
            }
        }
    }

    @Test
    void whatNobodyWasAskedForStaysAsItIs() {
        patch("{\"title\": \"Kept\", \"lecture\": true}");
        patch("{\"sharing\": {\"address\": \"editor\"}}");
        patch("{\"sharing\": {\"guests\": true}}");
        patch("{\"lecture\": false}");

        var now = ada.get(at("")).json();

        assertThat(now.get("title").asText()).isEqualTo("Kept");
        assertThat(now.get("lecture").asBoolean()).isFalse();
        assertThat(now.get("sharing").toString())
                .isEqualTo("{\"address\":\"editor\",\"guests\":true}");
    }

    @Test
    void ofAChangeThatIsRefusedInPartNothingIsDone() {
        makeBob("editor");
        var before = title();

        var badRole = "{\"title\": \"Half\", \"sharing\": {\"address\": \"king\"}}";
        assertThat(ada.patch(at(""), badRole).status()).isEqualTo(400);
        var notHis = "{\"title\": \"Half\", \"lecture\": true}";
        assertThat(bob.patch(at(""), notHis).status()).isEqualTo(403);

        assertThat(title()).isEqualTo(before);
    }

    private String tag() {
        return ada.get(at("")).raw().header("ETag");
    }

    private String title() {
        return ada.get(at("")).json().get("title").asText();
    }

    private boolean isLecture() {
        return ada.get(at("")).json().get("lecture").asBoolean();
    }

    private LiveServer.Answer change(String json, String ifMatch) {
        return ada.patch(at(""), json, "If-Match: " + ifMatch);
    }
}
