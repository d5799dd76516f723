package dev.coderun.server.identity.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.util.Optional;

/// What a provider that speaks plain OAuth 2.0 answers: JSON of its own shape, errors sometimes with status 200.
record JsonAnswer(JsonNode json) {

    static JsonAnswer to(HTTPRequest request, BoundedHttp http) {
        request.setAccept("application/json");
        try {
            var response = request.send(http);
            if (response.getStatusCode() >= 500) {
                throw new IOException("status " + response.getStatusCode());
            }
            if (response.getStatusCode() != 200) {
                throw new UnbelievableAnswerException("status " + response.getStatusCode());
            }
            var json = Json.read(String.valueOf(response.getBody()), JsonNode.class);
            if (json.has("error")) {
                throw new UnbelievableAnswerException("an error instead of an answer");
            }
            return new JsonAnswer(json);
        } catch (BadJsonException e) {
            throw new UnbelievableAnswerException("no JSON", e);
        } catch (IOException e) {
            throw new ProviderDownException(e);
        }
    }

    /// A text that must be there.
    String text(String member) {
        return optional(member)
                .orElseThrow(() -> new UnbelievableAnswerException("no " + member + " in it"));
    }

    Optional<String> optional(String member) {
        return Optional.of(json.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }
}
