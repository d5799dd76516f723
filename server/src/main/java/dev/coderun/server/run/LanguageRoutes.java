package dev.coderun.server.run;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.web.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET /api/languages`: what can be run here, and what is being got ready. Needs no login.
public final class LanguageRoutes implements HttpService {
    private final Sandbox sandbox;

    public LanguageRoutes(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                "/",
                (_, response) -> {
                    response.header(HeaderNames.CACHE_CONTROL, "no-store");
                    Json.send(response, answer());
                });
    }

    Answer answer() {
        var items = sandbox.languages().all().stream().map(this::item).toList();
        return new Answer(items, sandboxItem());
    }

    record Answer(List<Item> items, SandboxItem sandbox) {}

    record Item(
            String id,
            String name,
            String version,
            String uses,
            String entry,
            String monaco,
            Map<String, String> template,
            String state,
            @Nullable String detail,
            @Nullable Integer percent) {
        static Item of(
                Language language,
                String state,
                @Nullable String detail,
                @Nullable Integer percent) {
            return new Item(
                    language.id(),
                    language.name(),
                    language.version(),
                    language.toolchain().uses(),
                    language.entry(),
                    language.monaco(),
                    language.template(),
                    state,
                    detail,
                    percent);
        }
    }

    record SandboxItem(
            String state,
            String kind,
            @Nullable String detail,
            @Nullable String advice,
            List<String> notGuaranteed) {}

    private Item item(Language language) {
        return switch (sandbox.languageState(language)) {
            case LanguageState.Ready() -> Item.of(language, "ready", null, null);
            case LanguageState.Building(var step, int percent) ->
                    Item.of(language, "building", step, percent);
            case LanguageState.Missing(var reason) -> Item.of(language, "missing", reason, null);
            case LanguageState.Failed(var reason) -> Item.of(language, "failed", reason, null);
        };
    }

    private SandboxItem sandboxItem() {
        return switch (sandbox.state()) {
            case SandboxState.Starting(var message) -> sandboxItem("starting", message, null);
            case SandboxState.Ready(var engine) -> sandboxItem("ready", engine, null);
            case SandboxState.Unavailable(var reason, var advice) ->
                    sandboxItem("unavailable", reason, advice);
        };
    }

    private SandboxItem sandboxItem(String state, String detail, @Nullable String advice) {
        return new SandboxItem(state, sandbox.kind(), detail, advice, sandbox.notGuaranteed());
    }
}
