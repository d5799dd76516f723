package dev.coderun.server.session;

import static dev.coderun.server.session.SessionRoutes.sendFresh;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.session.Member.Standing;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import dev.coderun.session.live.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who else may be in a session: its members, and the links that make somebody one.
public final class SharingRoutes implements HttpService {

    /// More people than links: a link serves a whole class.
    static final int MAX_SHARES = 50;

    static final Duration LONGEST_SHARE = Duration.ofDays(366);

    private static final String MEMBERS = "/{id}/members";
    private static final String SHARES = "/{id}/shares";

    private final Authentication authentication;
    private final SessionCatalog catalog;
    private final SessionAccess access;
    private final MemberStore members;
    private final Doorkeeper doorkeeper;
    private final RightsKeeper rightsKeeper;
    private final InstantSource time;

    public SharingRoutes(
            Authentication authentication,
            Doorkeeper doorkeeper,
            SessionCatalog catalog,
            SessionAccess access,
            RightsKeeper rightsKeeper,
            InstantSource time) {
        this.authentication = authentication;
        this.catalog = catalog;
        this.access = access;
        this.members = access.members();
        this.doorkeeper = doorkeeper;
        this.rightsKeeper = rightsKeeper;
        this.time = time;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(MEMBERS, this::listMembers);
        rules.patch(MEMBERS + "/{user}", this::changeMember);
        rules.get(SHARES, this::listShares);
        rules.post(SHARES, this::addShare);
        rules.delete(SHARES + "/{share}", this::revokeShare);
        rules.post("/{id}/join", this::join);
    }

    /// `role` as it is now, lecture or not; `share` is the link they came through, if it is by that.
    private record MemberJson(
            String id, String name, String role, String by, @Nullable String share) {}

    private record MemberList(List<MemberJson> items, @Nullable String next) {}

    record NewRole(String role) {
        NewRole {
            Json.required(role, "role");
        }
    }

    /// `secret` only in the answer to who made it.
    private record ShareJson(
            String id,
            String role,
            String createdAt,
            @Nullable String expires,
            @Nullable String secret) {}

    private record ShareList(List<ShareJson> items) {}

    record NewShare(String role, @Nullable Long expiresIn) {
        NewShare {
            Json.required(role, "role");
            if (expiresIn != null && (expiresIn <= 0 || expiresIn > LONGEST_SHARE.toSeconds())) {
                throw new BadJsonException(
                        "A link lasts from 1 to " + LONGEST_SHARE.toSeconds() + " seconds.");
            }
        }
    }

    record Join(String secret) {
        Join {
            Json.required(secret, "secret");
        }
    }

    private record Joined(String role) {}

    private void listMembers(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        var rights = access.rights(session.id()).orElseThrow(Doorkeeper::notFound);
        var page = members.list(session.id(), request.query().first("after").asOptional());
        var items = page.items().stream().map(member -> json(rights, member)).toList();
        sendFresh(response, new MemberList(items, page.next().orElse(null)));
    }

    private static MemberJson json(Rights rights, Member member) {
        var role = rights.of(member.userId(), Optional.of(member));
        return new MemberJson(
                member.userId(),
                member.name(),
                role.map(SessionMessages::name).orElse(SessionRoutes.NOBODY),
                switch (member.standing()) {
                    case Standing.Given _, Standing.Removed _ -> "owner";
                    case Standing.Invited _ -> "share";
                    case Standing.Visiting _ -> "address";
                },
                member.shareId().orElse(null));
    }

    private void changeMember(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        var userId = request.path().pathParameters().get("user");
        var role = roleOrNone(Json.body(request, NewRole.class).role(), "role");
        if (userId.equals(session.ownerId())) {
            throw Problem.badRequest("A session has one owner, who stays its owner.").thrown();
        }
        if (!members.decide(session.id(), userId, role)) {
            throw Problem.of(
                            404,
                            "member-not-found",
                            "Nobody of that name",
                            "Nobody with this id has been in this session. Send them a link.")
                    .thrown();
        }
        rightsKeeper.refresh(session.id());
        var rights = access.rights(session.id()).orElseThrow(Doorkeeper::notFound);
        var member = members.find(session.id(), userId).orElseThrow(Doorkeeper::notFound);
        sendFresh(response, json(rights, member));
    }

    private void listShares(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        sendFresh(
                response,
                new ShareList(
                        current(session).stream()
                                .map(share -> json(share, Optional.empty()))
                                .toList()));
    }

    /// The links that still hold, the oldest first.
    private List<Share> current(SessionInfo session) {
        var now = time.instant();
        return members.shares(session.id()).values().stream()
                .filter(share -> share.holdsAt(now))
                .sorted(Comparator.comparing(Share::createdAt).thenComparing(Share::id))
                .toList();
    }

    private static ShareJson json(Share share, Optional<Share.Secret> secret) {
        return new ShareJson(
                share.id(),
                SessionMessages.name(share.role()),
                share.createdAt().toString(),
                share.expires().map(Object::toString).orElse(null),
                secret.map(Share.Secret::text).orElse(null));
    }

    private void addShare(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        var wanted = Json.body(request, NewShare.class);
        var role =
                roleOrNone(wanted.role(), "role")
                        .orElseThrow(
                                () ->
                                        Problem.badRequest(
                                                        "A link gives the role editor or viewer.")
                                                .thrown());
        if (current(session).size() >= MAX_SHARES) {
            throw Problem.of(
                            409,
                            "too-many-shares",
                            "Too many links",
                            "A session has at most "
                                    + MAX_SHARES
                                    + " links. Revoke one that is no longer needed.")
                    .thrown();
        }
        var now = time.instant();
        var secret = Share.Secret.random();
        var share =
                new Share(
                        secret.shareId(),
                        role,
                        now.truncatedTo(ChronoUnit.MILLIS),
                        Optional.ofNullable(wanted.expiresIn())
                                .map(now.truncatedTo(ChronoUnit.SECONDS)::plusSeconds),
                        secret.hash());
        members.addShare(session.id(), share);
        response.status(Status.CREATED_201);
        sendFresh(response, json(share, Optional.of(secret)));
    }

    /// Whoever came through it has from now on what they would have without it.
    private void revokeShare(ServerRequest request, ServerResponse response) {
        var session = doorkeeper.owned(request).session();
        var shareId = request.path().pathParameters().get("share");
        if (!SessionIds.isId(shareId)) {
            throw Problem.of(404, "share-not-found", "No such link", "There is no such link.")
                    .thrown();
        }
        members.removeShare(session.id(), shareId);
        rightsKeeper.refresh(session.id());
        response.status(Status.NO_CONTENT_204).send();
    }

    private static HttpProblem shareEnded() {
        return Problem.of(
                        404,
                        "share-ended",
                        "This link does not open anything",
                        "It was revoked or has expired, or its session is gone. Ask for a new one.")
                .thrown();
    }

    /// Opens a link: its secret comes in the body, for addresses end up in logs.
    private void join(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var secret = Share.Secret.parse(Json.body(request, Join.class).secret());
        // Whoever only guesses learns nothing of the session.
        var session = doorkeeper.requested(request).orElseThrow(SharingRoutes::shareEnded);
        var now = time.instant();
        var share =
                secret.flatMap(
                                given ->
                                        members.share(session.id(), given.shareId())
                                                .filter(found -> found.opensWith(given)))
                        .filter(found -> found.holdsAt(now))
                        .orElseThrow(SharingRoutes::shareEnded);
        // What a lecture takes from everybody for now is no reason to take a weaker link for good.
        var before =
                access.of(session.withSharing(session.sharing().withLecture(false)), user.id());
        catalog.places().noteEntrance(session, user);
        boolean isBetter =
                before.map(entrance -> share.role().compareTo(entrance.role()) < 0).orElse(true);
        if (isBetter && members.invite(session.id(), user.id(), share.id())) {
            rightsKeeper.refresh(session.id());
        }
        var role =
                access.of(session, user.id())
                        .orElseThrow(
                                () ->
                                        Problem.notAllowed(
                                                        "The owner of this session has taken your"
                                                                + " access away.")
                                                .thrown())
                        .role();
        sendFresh(response, new Joined(SessionMessages.name(role)));
    }

    /// One of the roles that an owner can give, or none.
    static Optional<Role> roleOrNone(String text, String name) {
        return switch (text) {
            case "editor" -> Optional.of(Role.EDITOR);
            case "viewer" -> Optional.of(Role.VIEWER);
            case SessionRoutes.NOBODY -> Optional.empty();
            default ->
                    throw Problem.badRequest(
                                    "The member \"" + name + "\" is editor, viewer or none.")
                            .thrown();
        };
    }
}
