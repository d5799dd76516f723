package dev.coderun.server.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Serves the built page from memory: read once at the start, so that no request ever names a path on disk.
public final class StaticFiles implements HttpService {

    /// The page's own addresses; it finds out by itself which of them it is at.
    private static final List<String> PAGE_ROUTES =
            List.of("/", "/s/{id}", "/login", "/account", "/problems", "/problems/{id}");

    private static final String INDEX = "/index.html";

    /// Files under this folder carry a hash of their content in their name.
    private static final String HASHED_FOLDER = "/assets/";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    /// Far above what a page has (about 20 MB with its compressed copies).
    static final long MAX_TOTAL_BYTES = 128L * 1024 * 1024;

    private static final HeaderName VARY = HeaderNames.create("Vary");

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("ttf", "font/ttf"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    private final Map<String, StaticFile> files;

    private StaticFiles(Map<String, StaticFile> files) {
        this.files = files;
    }

    /// One file with its compressed copies, as they were built.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record StaticFile(
            byte[] plain,
            Optional<byte[]> brotli,
            Optional<byte[]> gzip,
            String type,
            String tag) {}

    /// Reads the built page. A folder that is not there serves nothing: the API works without a page.
    public static StaticFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new StaticFiles(Map.of());
        }
        try (Stream<Path> found = Files.walk(folder)) {
            var contents = new HashMap<String, byte[]>();
            long totalBytes = 0;
            for (var file : found.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                totalBytes += bytes.length;
                if (totalBytes > MAX_TOTAL_BYTES) {
                    throw new IOException(folder + " holds more than a page");
                }
                contents.put("/" + folder.relativize(file).toString().replace('\\', '/'), bytes);
            }
            return new StaticFiles(withCopies(contents));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether there is a page at all.
    public boolean hasPage() {
        return files.containsKey(INDEX);
    }

    @Override
    public void routing(HttpRules rules) {
        for (var route : PAGE_ROUTES) {
            rules.get(route, (request, response) -> serve(INDEX, request, response));
            rules.head(route, (request, response) -> serve(INDEX, request, response));
        }
        files.keySet().stream()
                .filter(path -> !path.equals(INDEX))
                .forEach(
                        path -> {
                            rules.get(path, (request, response) -> serve(path, request, response));
                            rules.head(path, (request, response) -> serve(path, request, response));
                        });
    }

    private void serve(String path, ServerRequest request, ServerResponse response) {
        var file = files.get(path);
        if (file == null) {
            throw Problem.of(
                            404,
                            "page-not-built",
                            "No page",
                            "The page has not been built. Run ./coderun, which builds it.")
                    .thrown();
        }
        response.header(HeaderNames.ETAG, file.tag);
        response.header(VARY, "Accept-Encoding");
        response.header(
                HeaderNames.CACHE_CONTROL, path.startsWith(HASHED_FOLDER) ? FOREVER : ASK_AGAIN);
        if (request.headers().values(HeaderNames.IF_NONE_MATCH).contains(file.tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, file.type);
        response.send(encoded(file, request, response));
    }

    private static byte[] encoded(StaticFile file, ServerRequest request, ServerResponse response) {
        if (file.brotli.isPresent() && accepts(request, "br")) {
            response.header(HeaderNames.CONTENT_ENCODING, "br");
            return file.brotli.get();
        }
        if (file.gzip.isPresent() && accepts(request, "gzip")) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
            return file.gzip.get();
        }
        return file.plain;
    }

    private static boolean accepts(ServerRequest request, String encoding) {
        return request.headers().all(HeaderNames.ACCEPT_ENCODING, List::of).stream()
                .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
                .map(offer -> offer.replace(" ", ""))
                .filter(offer -> !offer.matches(".*;q=0(\\.0*)?"))
                .anyMatch(offer -> offer.equals(encoding) || offer.startsWith(encoding + ";"));
    }

    private static Map<String, StaticFile> withCopies(Map<String, byte[]> contents) {
        var files = new HashMap<String, StaticFile>();
        contents.forEach(
                (path, bytes) -> {
                    if (!isCopy(path, contents)) {
                        var brotli = Optional.ofNullable(contents.get(path + ".br"));
                        var gzip = Optional.ofNullable(contents.get(path + ".gz"));
                        files.put(
                                path, new StaticFile(bytes, brotli, gzip, type(path), tag(bytes)));
                    }
                });
        return Map.copyOf(files);
    }

    private static boolean isCopy(String path, Map<String, byte[]> contents) {
        return (path.endsWith(".br") || path.endsWith(".gz"))
                && contents.containsKey(path.substring(0, path.length() - 3));
    }

    private static String type(String path) {
        var extension = path.substring(path.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    private static String tag(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
