package dev.coderun.server.identity.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Requests to providers that wait only so long, read only so much and follow nobody elsewhere.
final class BoundedHttp implements HTTPRequestSender, ResourceRetriever {

    static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Far above any answer to us; key sets are the longest.
    static final int MAX_ANSWER_BYTES = 256 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE_TO_CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private record Answer(int status, String contentType, String body) {}

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        var request = HttpRequest.newBuilder(uri(asked.getURL())).timeout(PATIENCE);
        asked.getHeaderMap()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var body = Optional.ofNullable(asked.getBody());
        request.method(
                asked.getMethod().name(),
                body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        var answer = exchange(request.build());
        var response = new HTTPResponse(answer.status);
        response.setBody(answer.body);
        if (!answer.contentType.isEmpty()) {
            try {
                response.setContentType(answer.contentType);
            } catch (ParseException e) {
                throw new IOException("no sound content type", e);
            }
        }
        return response;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        var request =
                HttpRequest.newBuilder(uri(url))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json")
                        .build();
        var answer = exchange(request);
        if (answer.status != 200) {
            throw new IOException("status " + answer.status);
        }
        return new Resource(answer.body, answer.contentType);
    }

    private Answer exchange(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                var bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
                if (bytes.length > MAX_ANSWER_BYTES) {
                    throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
                }
                return new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("no sound address", e);
        }
    }
}
