package dev.coderun.server.session;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.session.SessionMessages.UserJson;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import dev.coderun.server.web.Tagged;
import dev.coderun.session.live.Role;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/sessions`: making, listing, naming and removing sessions, and reading what they hold.
public final class SessionRoutes implements HttpService {

    static final int MAX_TITLE_CHARACTERS = 200;

    /// In place of a role that is given to nobody.
    static final String NOBODY = "none";

    private static final String ONE = "/{id}";

    private final Authentication authentication;
    private final Tickets tickets;
    private final SessionCatalog catalog;
    private final Doorkeeper doorkeeper;
    private final RightsKeeper rightsKeeper;
    private final Sessions sessions;
    private final LanguageCatalog languages;
    private final StarterFiles starters;
    private final InstantSource time;

    public SessionRoutes(
            Authentication authentication,
            Doorkeeper doorkeeper,
            Tickets tickets,
            SessionCatalog catalog,
            RightsKeeper rightsKeeper,
            Sessions sessions,
            LanguageCatalog languages,
            StarterFiles starters,
            InstantSource time) {
        this.authentication = authentication;
        this.tickets = tickets;
        this.catalog = catalog;
        this.doorkeeper = doorkeeper;
        this.rightsKeeper = rightsKeeper;
        this.sessions = sessions;
        this.languages = languages;
        this.starters = starters;
        this.time = time;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::create);
        rules.get("/", this::list);
        rules.get(ONE, this::show);
        rules.patch(ONE, this::change);
        rules.delete(ONE, this::delete);
        rules.get(ONE + "/files", this::files);
        rules.post(ONE + "/ticket", this::ticket);
    }

    record NewSession(String language, @Nullable String problem) {
        NewSession {
            Json.required(language, "language");
        }
    }

    private record Created(String id) {}

    /// What is not given stays as it is.
    record Changes(
            @Nullable String title, @Nullable Boolean lecture, @Nullable SharingJson sharing) {}

    record SharingJson(@Nullable String address, @Nullable Boolean guests) {}

    private record Owner(String id, String name) {}

    /// A session as a list has it; what follows `openedAt` only where one session alone is asked for, `sharing` only for
    /// its owner.
    private record SessionJson(
            String id,
            String title,
            String language,
            Owner owner,
            String role,
            String createdAt,
            String openedAt,
            @Nullable Long revision,
            @Nullable List<UserJson> participants,
            @Nullable Boolean lecture,
            @Nullable SharingJson sharing) {}

    private record SessionList(List<SessionJson> items, @Nullable String next) {}

    private record Files(
            long revision, String stateVector, Map<String, String> files, List<String> badPaths) {}

    private record Ticket(String ticket) {}

    private void create(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var wanted = Json.body(request, NewSession.class);
        var language =
                languages
                        .find(wanted.language())
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                        400,
                                                        "unknown-language",
                                                        "Unknown language",
                                                        "There is no such language here: GET"
                                                                + " /api/languages lists them.")
                                                .thrown());
        var session =
                new SessionInfo(
                        SessionIds.newId(),
                        language.name() + " session",
                        language.id(),
                        user.id(),
                        user.name(),
                        time.instant().truncatedTo(ChronoUnit.MILLIS),
                        Sharing.CLOSED);
        var problem = Optional.ofNullable(wanted.problem());
        var files = problem.map(id -> starter(id, language)).orElse(language.template());
        if (!catalog.hasRoomForOneMore(user.id())) {
            throw tooMany();
        }
        sessions.create(session.id(), user.id(), language.id(), files, language.entry(), problem);
        if (!catalog.create(session)) {
            sessions.delete(session.id());
            throw tooMany();
        }
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/sessions/" + session.id());
        Json.send(response, new Created(session.id()));
    }

    private static HttpProblem tooMany() {
        return Problem.of(
                        409,
                        "too-many-sessions",
                        "Too many sessions",
                        "You have as many sessions as one may have here. Delete one that you no"
                                + " longer need.")
                .thrown();
    }

    private Map<String, String> starter(String problem, Language language) {
        return starters.files(problem, language)
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "problem-not-found",
                                                "No such problem",
                                                "There is no problem with this name: GET"
                                                        + " /api/problems lists them.")
                                        .thrown());
    }

    private void list(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var after = request.query().first("after").asOptional();
        if (after.filter(place -> !SessionPlaces.isCursor(place)).isPresent()) {
            throw Problem.badRequest("This cursor is not one of ours.").thrown();
        }
        var page = catalog.places().page(user.id(), after);
        var items = page.listed().stream().map(SessionRoutes::json).toList();
        Tagged.send(request, response, new SessionList(items, page.next().orElse(null)));
    }

    private static SessionJson json(SessionPlaces.Listed listed) {
        var session = listed.session();
        return new SessionJson(
                session.id(),
                session.title(),
                session.language(),
                new Owner(session.ownerId(), session.ownerName()),
                SessionMessages.name(listed.role()),
                session.createdAt().toString(),
                listed.openedAt().toString(),
                null,
                null,
                null,
                null);
    }

    private void show(ServerRequest request, ServerResponse response) {
        var place = doorkeeper.place(request);
        send(response, place.role(), place.session());
    }

    /// Its tag is of what may be changed and no more, for people and edits come and go.
    private void send(ServerResponse response, Role role, SessionInfo session) {
        Tagged.mark(response, changeable(role, session));
        sendFresh(response, json(role, session));
    }

    private static Changes changeable(Role role, SessionInfo session) {
        return new Changes(session.title(), session.sharing().lecture(), sharing(role, session));
    }

    /// Only its owner sees it.
    private static @Nullable SharingJson sharing(Role role, SessionInfo session) {
        var sharing = session.sharing();
        return role == Role.OWNER
                ? new SharingJson(
                        sharing.addressRole().map(SessionMessages::name).orElse(NOBODY),
                        sharing.guests())
                : null;
    }

    private SessionJson json(Role role, SessionInfo session) {
        var participants =
                sessions.participants(session.id()).stream().map(UserJson::of).distinct().toList();
        return new SessionJson(
                session.id(),
                session.title(),
                session.language(),
                new Owner(session.ownerId(), session.ownerName()),
                SessionMessages.name(role),
                session.createdAt().toString(),
                time.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                sessions.files(session.id()).revision(),
                participants,
                session.sharing().lecture(),
                sharing(role, session));
    }

    private void change(ServerRequest request, ServerResponse response) {
        var place = doorkeeper.place(request);
        var before = place.session();
        Tagged.check(request, changeable(place.role(), before));
        var changes = Json.body(request, Changes.class);
        boolean changesRights = changes.lecture() != null || changes.sharing() != null;
        if (changesRights && place.role() != Role.OWNER) {
            throw Problem.notAllowed("Only the owner of a session may do that.").thrown();
        }
        var title = changes.title();
        var after =
                before.withTitle(title == null ? before.title() : checked(title, place.role()))
                        .withSharing(sharing(before.sharing(), changes));
        if (!catalog.change(before, after, Tagged.isForOneState(request))) {
            throw catalog.find(before.id()).isPresent()
                    ? Tagged.hasChanged()
                    : Doorkeeper.notFound();
        }
        if (changesRights) {
            rightsKeeper.refresh(before.id());
        }
        send(response, place.role(), after);
    }

    private static String checked(String wanted, Role role) {
        if (!role.mayEdit()) {
            throw Problem.notAllowed("Only the owner and editors may rename a session.").thrown();
        }
        var title = wanted.strip();
        if (title.isEmpty() || title.length() > MAX_TITLE_CHARACTERS) {
            throw Problem.badRequest("A title has 1 to " + MAX_TITLE_CHARACTERS + " characters.")
                    .thrown();
        }
        return title;
    }

    private static Sharing sharing(Sharing before, Changes changes) {
        var wanted = changes.sharing() == null ? new SharingJson(null, null) : changes.sharing();
        return new Sharing(
                wanted.address() == null
                        ? before.addressRole()
                        : SharingRoutes.roleOrNone(wanted.address(), "address"),
                wanted.guests() == null ? before.guests() : wanted.guests(),
                changes.lecture() == null ? before.lecture() : changes.lecture());
    }

    private void delete(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        var id = session.id();
        catalog.delete(session);
        tickets.endSession(id);
        sessions.delete(id);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void files(ServerRequest request, ServerResponse response) {
        var files = sessions.files(doorkeeper.place(request).session().id());
        sendFresh(
                response,
                new Files(
                        files.revision(),
                        Base64.getEncoder().encodeToString(files.stateVector().encode()),
                        files.files(),
                        files.badPaths()));
    }

    private void ticket(ServerRequest request, ServerResponse response) {
        var place = doorkeeper.place(request);
        var ticket = tickets.issue(place.session().id(), place.caller());
        if (ticket.isEmpty()) {
            throw Problem.of(
                            429,
                            "too-many-tickets",
                            "Too many tickets",
                            "You hold too many tickets. They end ten minutes after their last use.")
                    .thrown();
        }
        sendFresh(response, new Ticket(ticket.get()));
    }

    static void sendFresh(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(response, value);
    }
}
