package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.User;
import dev.coderun.server.session.SessionTexts;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/submissions`: handing in, reading what became of it, live and later, and handing in again. A submission is its
/// user's alone; everybody else's does not exist.
public final class SubmissionRoutes implements HttpService {
    /// The largest source, each of its characters escaped, and the rest.
    static final int MAX_BODY_BYTES = 2 << 20;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int ID_BYTES = 16;

    private final Authentication authentication;
    private final HeldAccess heldAccess;
    private final ProblemCatalog problems;
    private final LanguageCatalog languages;
    private final SubmissionStore store;
    private final Blobs blobs;
    private final JudgeService judges;
    private final SessionTexts sessions;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();

    public SubmissionRoutes(
            Authentication authentication,
            HeldAccess heldAccess,
            ProblemCatalog problems,
            LanguageCatalog languages,
            SubmissionStore store,
            Blobs blobs,
            JudgeService judges,
            SessionTexts sessions,
            InstantSource time) {
        this.authentication = authentication;
        this.heldAccess = heldAccess;
        this.problems = problems;
        this.languages = languages;
        this.store = store;
        this.blobs = blobs;
        this.judges = judges;
        this.sessions = sessions;
        this.time = time;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::submit);
        rules.get("/", this::list);
        rules.get("/{id}", this::show);
        rules.get("/{id}/events", this::events);
        rules.post("/{id}/rerun", this::rerun);
    }

    // ---- handing in ----

    record Body(
            String problem,
            @Nullable String language,
            @Nullable String source,
            @Nullable Map<String, String> files,
            @Nullable String entry,
            @Nullable String session) {
        Body {
            Json.required(problem, "problem");
        }
    }

    private record Created(String id) {}

    private void submit(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var body = Json.body(request, Body.class, MAX_BODY_BYTES);
        var problem = problems.find(body.problem()).orElseThrow(ProblemRoutes::notFound);
        int ways =
                (body.source() == null ? 0 : 1)
                        + (body.files() == null ? 0 : 1)
                        + (body.session() == null ? 0 : 1);
        if (ways != 1) {
            throw Problem.badRequest("Send one of source, files and session.").thrown();
        }
        var handedIn =
                body.session() != null
                        ? ofSession(problem, body.session(), user)
                        : ofBody(problem, body);
        take(user, handedIn, response);
    }

    private NewSubmission ofBody(ProblemPackage problem, Body body) {
        if (body.language() == null) {
            throw Problem.badRequest("Say in which language it is written.").thrown();
        }
        var language = language(body.language());
        if (body.source() != null) {
            return new NewSubmission(
                    problem, language, language.entry(), Map.of(language.entry(), body.source()));
        }
        var files = body.files();
        if (files == null || files.containsValue(null)) {
            throw Problem.badRequest("Each file is a text.").thrown();
        }
        return new NewSubmission(
                problem,
                language,
                entry(Optional.ofNullable(body.entry()), files, language),
                files);
    }

    /// The text that the server holds at this moment.
    private NewSubmission ofSession(ProblemPackage problem, String id, User user) {
        var held = sessions.editableBy(user, id);
        if (!held.badPaths().isEmpty()) {
            throw Problem.of(
                            400,
                            "bad-path",
                            "Not judged",
                            "A file of the session has a name that cannot be used. Rename it.")
                    .thrown();
        }
        var language = language(held.language());
        return new NewSubmission(
                problem, language, entry(held.entry(), held.files(), language), held.files());
    }

    /// The named one; else the language's usual one; else the only one.
    private static String entry(
            Optional<String> named, Map<String, String> files, Language language) {
        return named.orElseGet(
                () -> files.size() == 1 ? files.keySet().iterator().next() : language.entry());
    }

    private Language language(String id) {
        return languages
                .find(id)
                .orElseThrow(
                        () ->
                                Problem.of(
                                                400,
                                                "unknown-language",
                                                "Unknown language",
                                                "There is no such language here: GET"
                                                        + " /api/languages lists them.")
                                        .thrown());
    }

    private void take(User user, NewSubmission handedIn, ServerResponse response) {
        var problem = handedIn.problem();
        var submission =
                new Submission(
                        newId(),
                        user.id(),
                        problem.id(),
                        problem.hash(),
                        handedIn.language().id(),
                        handedIn.entry(),
                        time.instant().truncatedTo(ChronoUnit.MILLIS),
                        Optional.empty());
        if (judges.submit(submission, handedIn.files()).isEmpty()) {
            throw Problem.of(
                            429,
                            "too-many-submissions",
                            "Too many submissions",
                            "Too many submissions wait to be judged. Try again when some of yours"
                                    + " are done.")
                    .thrown();
        }
        response.status(Status.ACCEPTED_202);
        response.header(HeaderNames.LOCATION, "/api/submissions/" + submission.id());
        Json.send(response, new Created(submission.id()));
    }

    private String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The same source again, for the problem as it is now.
    private void rerun(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var before = mine(request, user);
        var problem = problems.find(before.problem()).orElseThrow(ProblemRoutes::notFound);
        take(
                user,
                new NewSubmission(
                        problem,
                        language(before.language()),
                        before.entry(),
                        store.files(before.id())),
                response);
    }

    // ---- reading ----

    private record Listed(List<SubmissionJson> items, @Nullable String next) {}

    private void list(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var after = request.query().first("after").asOptional();
        if (after.filter(ID.asMatchPredicate().negate()).isPresent()) {
            throw Problem.badRequest("This cursor is not one of ours.").thrown();
        }
        var page = store.list(user.id(), request.query().first("problem").asOptional(), after);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(
                response,
                new Listed(
                        page.items().stream().map(SubmissionJson::summary).toList(),
                        page.next().orElse(null)));
    }

    private void show(ServerRequest request, ServerResponse response) {
        var submission = mine(request, authentication.required(request));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(response, json(submission));
    }

    private SubmissionJson json(Submission submission) {
        var live = judges.live(submission.id());
        var report =
                submission
                        .judged()
                        .flatMap(judged -> blobs.find(judged.report()))
                        .map(bytes -> Json.read(new String(bytes, UTF_8), ReportJson.class));
        return SubmissionJson.of(
                submission,
                problems.find(submission.problem()).orElse(null),
                live.map(LiveSubmission::snapshot).orElse(null),
                judges.position(submission.id()).orElse(null),
                report.orElse(null),
                store.files(submission.id()));
    }

    /// The submission's events as they come, until it is judged or the caller's access ends.
    private void events(ServerRequest request, ServerResponse response) {
        var caller = authentication.requiredCaller(request);
        var submission = mine(request, caller.user());
        var live = judges.live(submission.id());
        if (live.isPresent()) {
            var queue = live.get().watch().orElseThrow(SubmissionRoutes::tooManyWatch);
            try (var _ = heldAccess.hold(caller, () -> live.get().dismiss(queue))) {
                follow(submission, queue, new EventStream(response));
            } finally {
                live.get().unwatch(queue);
            }
        } else {
            try (var events = new EventStream(response)) {
                events.send(new LiveSubmission.Event("judged", json(again(submission))));
            }
        }
    }

    /// Read after the watching began, so that nothing falls in between.
    private void follow(
            Submission submission, BlockingQueue<LiveSubmission.Event> queue, EventStream events) {
        var now = again(submission);
        if (now.judged().isPresent()) {
            try (events) {
                events.send(new LiveSubmission.Event("judged", json(now)));
            }
        } else {
            events.send(new LiveSubmission.Event("submission", json(now)));
            events.follow(queue);
        }
    }

    private Submission again(Submission submission) {
        return store.find(submission.id()).orElseThrow(SubmissionRoutes::notFound);
    }

    private static HttpProblem tooManyWatch() {
        return Problem.of(
                        429,
                        "too-many-watchers",
                        "Too many watchers",
                        "This submission is watched in too many places already.")
                .thrown();
    }

    private Submission mine(ServerRequest request, User user) {
        return Optional.of(request.path().pathParameters().get("id"))
                .filter(ID.asMatchPredicate())
                .flatMap(store::find)
                .filter(submission -> submission.userId().equals(user.id()))
                .orElseThrow(SubmissionRoutes::notFound);
    }

    private static HttpProblem notFound() {
        return Problem.of(
                        404,
                        "submission-not-found",
                        "No such submission",
                        "There is no submission of yours with this id.")
                .thrown();
    }
}
