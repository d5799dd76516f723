package dev.coderun.server.session;

import dev.coderun.server.identity.User;
import dev.coderun.server.identity.UserStore;
import dev.coderun.server.session.Doorkeeper.Place;
import dev.coderun.server.session.SessionHistory.Past;
import dev.coderun.server.session.SessionMessages.UserJson;
import dev.coderun.server.session.Timeline.Moment;
import dev.coderun.server.session.VersionChanges.FileChange;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.RestoreResult;
import dev.coderun.session.live.SessionContents;
import dev.coderun.session.live.SessionContents.FileContent;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `/api/sessions/{id}/history`: the timeline of a session, its versions, what changed between two, and the way back.
public final class HistoryRoutes implements HttpService {

    /// A version of a large session takes some of the processor and tens of megabytes while it is made.
    static final int MAX_READERS = 4;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ALL = "/{id}/history";
    private static final String ONE = ALL + "/{version}";
    private static final String NOW = "now";

    private final Doorkeeper doorkeeper;
    private final SessionHistory history;
    private final UserStore users;
    private final Duration patience;
    private final Semaphore readers = new Semaphore(MAX_READERS);

    public HistoryRoutes(Doorkeeper doorkeeper, SessionHistory history, UserStore users) {
        this(doorkeeper, history, users, PATIENCE);
    }

    /// @param patience how long a request waits for those before it
    HistoryRoutes(
            Doorkeeper doorkeeper, SessionHistory history, UserStore users, Duration patience) {
        this.doorkeeper = doorkeeper;
        this.history = history;
        this.users = users;
        this.patience = patience;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, inTurn(this::timeline));
        rules.post(ALL + "/restore", inTurn(this::restore));
        rules.get(ONE, inTurn(this::show));
        rules.get(ONE + "/changes", inTurn(this::changes));
    }

    private Handler inTurn(Handler handler) {
        return (request, response) -> {
            if (!readers.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.of(
                                503,
                                "history-busy",
                                "Not now",
                                "Many people look at versions at the moment. Try again in a"
                                        + " moment.")
                        .thrown();
            }
            try {
                handler.handle(request, response);
            } finally {
                readers.release();
            }
        };
    }

    private record RestoredJson(String version, String time) {}

    private record MomentJson(
            String version,
            long revision,
            String from,
            String to,
            int edits,
            List<UserJson> authors,
            @Nullable RestoredJson restored) {}

    private record TimelineJson(
            List<MomentJson> items, @Nullable String next, long retentionDays) {}

    private record VersionJson(
            String version,
            @Nullable Long revision,
            @Nullable String time,
            String language,
            @Nullable String entry,
            Map<String, String> files) {}

    private record FileChangeJson(
            String change,
            String path,
            @Nullable String oldPath,
            @Nullable String before,
            @Nullable String after) {}

    private record ChangesJson(String since, String version, List<FileChangeJson> files) {}

    record Wanted(String version) {
        Wanted {
            Json.required(version, "version");
        }
    }

    private record RevisionJson(long revision) {}

    private void timeline(ServerRequest request, ServerResponse response) {
        var id = doorkeeper.known(request).session().id();
        var page = history.timeline(id, cursor(request));
        Map<String, UserJson> known = new HashMap<>();
        var items = page.moments().stream().map(moment -> json(moment, known)).toList();
        var next = page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null;
        sendFresh(response, new TimelineJson(items, next, history.retention().toDays()));
    }

    private static OptionalLong cursor(ServerRequest request) {
        var after = request.query().first("after").asOptional();
        if (after.isEmpty()) {
            return OptionalLong.empty();
        }
        return after.filter(text -> text.matches("\\d{1,15}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseThrow(() -> Problem.badRequest("This cursor is not one of ours.").thrown());
    }

    private MomentJson json(Moment moment, Map<String, UserJson> known) {
        return new MomentJson(
                moment.version().text(),
                moment.version().revision(),
                moment.from().toString(),
                moment.to().toString(),
                moment.edits(),
                moment.authors().stream()
                        .map(author -> known.computeIfAbsent(author, this::author))
                        .toList(),
                moment.restored()
                        .map(
                                note ->
                                        new RestoredJson(
                                                note.version().text(),
                                                note.versionTime().toString()))
                        .orElse(null));
    }

    /// Whoever's account is gone is still told apart from others, by colour.
    private UserJson author(String userId) {
        var user = users.find(userId).orElseGet(() -> User.of(userId, "Somebody"));
        return new UserJson(user.id(), user.name(), user.color());
    }

    private void show(ServerRequest request, ServerResponse response) {
        var id = doorkeeper.known(request).session().id();
        var version = request.path().pathParameters().get("version");
        if (version.equals(NOW)) {
            sendFresh(response, json(NOW, null, null, history.present(id)));
            return;
        }
        var past = past(id, version);
        sendFresh(
                response,
                json(version, past.version().revision(), past.at().toString(), past.contents()));
    }

    private static VersionJson json(
            String version,
            @Nullable Long revision,
            @Nullable String time,
            SessionContents contents) {
        Map<String, String> files = new TreeMap<>();
        contents.files().values().forEach(file -> files.put(file.shownPath(), file.text()));
        var entry =
                contents.entry()
                        .map(contents.files()::get)
                        .map(FileContent::shownPath)
                        .orElse(null);
        return new VersionJson(version, revision, time, contents.language(), entry, files);
    }

    private void changes(ServerRequest request, ServerResponse response) {
        var id = doorkeeper.known(request).session().id();
        var version = request.path().pathParameters().get("version");
        var since =
                request.query()
                        .first("since")
                        .asOptional()
                        .orElseThrow(
                                () ->
                                        Problem.badRequest(
                                                        "Name the version to compare with, as"
                                                                + " ?since=VERSION.")
                                                .thrown());
        var files =
                VersionChanges.between(contents(id, since), contents(id, version)).stream()
                        .map(HistoryRoutes::json)
                        .toList();
        sendFresh(response, new ChangesJson(since, version, files));
    }

    private static FileChangeJson json(FileChange change) {
        return new FileChangeJson(
                change.kind().name().toLowerCase(Locale.ROOT),
                change.path(),
                change.oldPath(),
                change.before(),
                change.after());
    }

    private SessionContents contents(String sessionId, String version) {
        return version.equals(NOW)
                ? history.present(sessionId)
                : past(sessionId, version).contents();
    }

    private void restore(ServerRequest request, ServerResponse response) {
        var place = doorkeeper.known(request);
        if (!place.role().mayEdit()) {
            throw Problem.notAllowed("Only the owner and editors may restore a version.").thrown();
        }
        var wanted = Json.body(request, Wanted.class).version();
        sendFresh(response, new RevisionJson(restored(place, wanted)));
    }

    private long restored(Place place, String wanted) {
        var id = place.session().id();
        return switch (history.restore(id, place.user().id(), past(id, wanted))) {
            case RestoreResult.Restored(long revision, _) -> revision;
            case RestoreResult.Refused(Reason reason) ->
                    throw Problem.of(
                                    409,
                                    "not-restored",
                                    "Not restored",
                                    SessionMessages.sentence(reason))
                            .thrown();
        };
    }

    private Past past(String sessionId, String text) {
        return Version.parse(text)
                .flatMap(version -> history.at(sessionId, version))
                .orElseThrow(HistoryRoutes::noSuchVersion);
    }

    private static HttpProblem noSuchVersion() {
        return Problem.of(
                        404,
                        "version-not-found",
                        "No such version",
                        "There is no such version of this session, or it is older than versions"
                                + " are kept. The timeline lists those that there are.")
                .thrown();
    }

    private static void sendFresh(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(response, value);
    }
}
