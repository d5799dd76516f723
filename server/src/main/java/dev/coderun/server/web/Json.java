package dev.coderun.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// JSON to and from records, in one place. Absent members of a record are null: mark such components `@Nullable` and
/// check the others in the compact constructor with [#required].
public final class Json {

    /// Enough for every document that is not a program's source; routes that take more say so themselves.
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static byte[] bytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /// Throws [BadJsonException] for whatever is not such a value.
    public static <T> T read(String json, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof BadJsonException reason) {
                throw reason;
            }
            throw new BadJsonException(fieldOf(e) + " is missing or not of the right kind.");
        } catch (JsonProcessingException e) {
            throw new BadJsonException("This is not JSON.");
        }
        if (value == null) {
            throw new BadJsonException("This is null instead of a JSON object.");
        }
        return value;
    }

    /// For compact constructors: the value, or a [BadJsonException] that names the absent member.
    public static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new BadJsonException("The member \"" + name + "\" is missing.");
        }
        return value;
    }

    /// The body of a request. Throws a problem: 415 if it does not say that it is JSON, 413 if it is too large, 400 if
    /// it is not such a value.
    public static <T> T body(ServerRequest request, Class<T> type) {
        return body(request, type, MAX_BODY_BYTES);
    }

    public static <T> T body(ServerRequest request, Class<T> type, int maxBytes) {
        var mediaType = request.headers().contentType().map(found -> found.mediaType().text());
        if (!mediaType.map("application/json"::equals).orElse(false)) {
            throw Problem.of(
                            415,
                            "not-json",
                            "Not JSON",
                            "Send JSON, with the header Content-Type: application/json.")
                    .thrown();
        }
        if (request.headers().contentLength().orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] bytes;
        try (var in = request.content().inputStream()) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            return read(decoded(bytes), type);
        } catch (BadJsonException e) {
            throw Problem.of(400, "bad-json", "Bad JSON", String.valueOf(e.getMessage())).thrown();
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new BadJsonException("This is not UTF-8.");
        }
    }

    /// Answers with a value as JSON.
    public static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(bytes(value));
    }

    private static String fieldOf(JsonMappingException e) {
        var path = e.getPath();
        var name = path.isEmpty() ? null : path.getLast().getFieldName();
        return name == null ? "The JSON or a part of it" : "The member \"" + name + "\"";
    }

    private static HttpProblem tooLarge(int maxBytes) {
        return Problem.of(
                        413,
                        "body-too-large",
                        "Too large",
                        "The body is larger than the " + maxBytes + " bytes that fit here.")
                .thrown();
    }
}
