package dev.coderun.server.piston;

import dev.coderun.server.ApiDescription;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.User;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API on a port of its own, over a sandbox that does what a test says.
final class PistonServer implements AutoCloseable {
    private static final String TOKEN = "a-token";
    private static final String HER_LOGIN = "her laptop";

    private final FakeSandbox sandbox = new FakeSandbox();
    private static final ApiDescription API = ApiDescription.ofThisServer();

    private final HeldAccess heldAccess =
            new HeldAccess((_, _) -> Optional.empty(), InstantSource.system());
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    PistonServer(PistonSettings settings) {
        var address = new OurAddress(0, Optional.empty());
        var ada = new Caller(User.of("u1", "Ada"), HER_LOGIN, 0);
        var authentication =
                new Authentication(
                        shown -> Optional.of(ada).filter(_ -> shown.equals(TOKEN)), address);
        var service = new PistonService(sandbox, settings);
        server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        address,
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1 << 20),
                        routing ->
                                routing.register(
                                        "/api/v2", new PistonRoutes(service, authentication)),
                        Map.of(
                                PistonConnect.PATH,
                                new PistonConnect(service, authentication, heldAccess)));
        server.start();
    }

    FakeSandbox sandbox() {
        return sandbox;
    }

    HttpClient client() {
        return client;
    }

    /// Whoever has the token is logged out.
    void logOut() {
        heldAccess.endGrant(HER_LOGIN);
    }

    String bearer() {
        return "Bearer " + TOKEN;
    }

    URI at(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at("http", path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        API.check(answer);
        return answer;
    }

    @Override
    public void close() {
        client.close();
        server.close();
        heldAccess.close();
    }
}
