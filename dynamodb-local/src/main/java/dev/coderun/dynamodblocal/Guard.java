package dev.coderun.dynamodblocal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Lets nobody through but the server that started this process. A browser on this machine could ask too, for any page
/// that is open in it: it says where the page is from, or which name it took this address for.
final class Guard extends Handler.Wrapper {

    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([A-Za-z0-9]+)/");

    private final byte[] accessKey;

    Guard(String accessKey, Handler guarded) {
        super(guarded);
        this.accessKey = accessKey.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isAllowed(request)) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.FORBIDDEN_403);
        callback.succeeded();
        return true;
    }

    private boolean isAllowed(Request request) {
        var headers = request.getHeaders();
        return !headers.contains(HttpHeader.ORIGIN)
                && ownAddress(request).equals(headers.get(HttpHeader.HOST))
                && Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION))
                        .map(this::carriesOurKey)
                        .orElse(false);
    }

    private static String ownAddress(Request request) {
        return Main.LOOPBACK + ":" + Request.getLocalPort(request);
    }

    private boolean carriesOurKey(String authorization) {
        var found = ACCESS_KEY.matcher(authorization);
        return found.find()
                && MessageDigest.isEqual(
                        found.group(1).getBytes(StandardCharsets.US_ASCII), accessKey);
    }
}
