package dev.coderun.server.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers whatever goes wrong with a problem document, also what fails before any route sees it. What we did not expect
/// is logged once, with the request's id, and told as nothing but an error of ours.
public final class ProblemDocuments implements DirectHandler {

    private static final System.Logger LOG = System.getLogger(ProblemDocuments.class.getName());

    private static final int UNAVAILABLE = 503;
    private static final String CONTENT_TYPE = "application/problem+json";

    /// After so long it is worth to ask again for what was not to be had.
    private static final String RETRY_AFTER_SECONDS = "5";

    /// For routes: turns exceptions into answers.
    public static void register(HttpRouting.Builder routing) {
        routing.error(
                HttpProblem.class, (request, response, e) -> send(request, response, e.problem()));
        routing.error(UnavailableException.class, ProblemDocuments::unavailable);
        routing.error(
                HttpException.class,
                (request, response, e) -> send(request, response, ofStatus(e.status().code())));
        routing.error(Throwable.class, ProblemDocuments::unexpected);
    }

    static void send(ServerRequest request, ServerResponse response, Problem problem) {
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        if (problem.status() == UNAVAILABLE) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.send(document(problem, RequestId.of(request)));
    }

    /// What is down is told in one line for each request; its stack trace would say nothing more.
    private static void unavailable(
            ServerRequest request, ServerResponse response, UnavailableException e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "request %s: %s%s"
                        .formatted(
                                RequestId.of(request),
                                e.reason(),
                                Optional.ofNullable(e.getCause())
                                        .map(cause -> " (" + cause.getClass().getName() + ")")
                                        .orElse("")));
        send(request, response, e.problem());
    }

    private static void unexpected(ServerRequest request, ServerResponse response, Throwable e) {
        LOG.log(
                System.Logger.Level.ERROR,
                "request %s failed: %s %s"
                        .formatted(
                                RequestId.of(request),
                                request.prologue().method(),
                                request.path().path()),
                e);
        send(request, response, ofStatus(500));
    }

    /// Malformed HTTP, and upgrades that are refused: nothing but the socket is known.
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        var requestId = RequestId.next();
        var problem =
                eventType == EventType.FORBIDDEN
                        ? Problem.of(403, "foreign", "Not from here", message)
                        : ofStatus(status.code());
        var response =
                TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .keepAlive(false)
                        .header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                        .header(RequestId.HEADER, requestId);
        for (Header header : SecurityHeaders.forNobody()) {
            response.header(header);
        }
        if (problem.status() == UNAVAILABLE) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.entity(document(problem, requestId)).build();
    }

    private static byte[] document(Problem problem, String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        members.put("requestId", requestId);
        members.putAll(problem.extras());
        return Json.bytes(members);
    }

    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 ->
                    Problem.of(
                            404, "not-found", "Nothing here", "There is nothing at this address.");
            case 405 ->
                    Problem.of(
                            405,
                            "method-not-allowed",
                            "Not this way",
                            "This address does not take that method.");
            case 413 -> Problem.of(413, "body-too-large", "Too large", "The request is too large.");
            case 414, 431 ->
                    Problem.of(
                            status,
                            "request-too-long",
                            "Too long",
                            "The address or the headers are too long.");
            case 426 ->
                    Problem.of(
                            426,
                            "websocket-version",
                            "Old websocket",
                            "Speak websocket version 13.");
            case 503 ->
                    Problem.of(
                            503, "busy", "Too busy", "The server is busy. Try again in a moment.");
            default ->
                    status >= 500
                            ? Problem.of(
                                    status,
                                    "internal",
                                    "Our mistake",
                                    "The server made a mistake. Try again; if it stays, tell"
                                            + " whoever runs it this request id.")
                            : Problem.of(
                                    status,
                                    "bad-request",
                                    "Bad request",
                                    "This is no valid request.");
        };
    }
}
