package dev.coderun.server.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The names under which this server is reached: a request for any other Host is a rebinding attack, and a page of any
/// other Origin is foreign.
public final class OurAddress {

    private static final List<String> LOOPBACK_NAMES = List.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<URI> publicUrl;
    private final String scheme;
    private volatile int port;

    public OurAddress(int port, Optional<URI> publicUrl) {
        this(port, publicUrl, "http");
    }

    /// `scheme` is what this server itself speaks, http or https.
    public OurAddress(int port, Optional<URI> publicUrl, String scheme) {
        this.port = port;
        this.publicUrl = publicUrl;
        this.scheme = scheme;
    }

    /// The port that was really taken, when port 0 was asked for.
    public void listeningOn(int takenPort) {
        port = takenPort;
    }

    public boolean isOurHost(String host) {
        var asked = host.toLowerCase(Locale.ROOT);
        return isLoopbackHost(host)
                || publicUrl.map(url -> asked.equals(authority(url))).orElse(false);
    }

    /// One of the loopback names with our port: the only hosts that dev mode answers.
    public boolean isLoopbackHost(String host) {
        var asked = host.toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.stream()
                .anyMatch(name -> asked.equals(name + portSuffix(scheme, port)));
    }

    public boolean isOurOrigin(String origin) {
        return LOOPBACK_NAMES.stream()
                        .anyMatch(
                                name ->
                                        origin.equals(
                                                scheme + "://" + name + portSuffix(scheme, port)))
                || publicUrl
                        .map(url -> origin.equals(scheme(url) + "://" + authority(url)))
                        .orElse(false);
    }

    /// Whether browsers reach us by https, so that cookies need never travel without it.
    public boolean isSecure() {
        return publicUrl.map(OurAddress::scheme).orElse(scheme).equals("https");
    }

    /// The whole address of a path of ours, for a browser that asked for this host of ours.
    public URI at(String host, String path) {
        var base =
                publicUrl
                        .map(url -> scheme(url) + "://" + authority(url))
                        .orElse(scheme + "://" + host);
        return URI.create(base + path);
    }

    private static String scheme(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String authority(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT) + portSuffix(scheme(url), url.getPort());
    }

    private static String portSuffix(String scheme, int port) {
        var usual = scheme.equals("https") ? 443 : 80;
        return port == -1 || port == usual ? "" : ":" + port;
    }
}
