package dev.coderun.server.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.BadJsonException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items as JSON: each attribute with its kind, as DynamoDB itself writes them.
final class ItemJson {

    private ItemJson() {}

    static Map<String, Object> write(Map<String, AttributeValue> item) {
        var json = new LinkedHashMap<String, Object>();
        item.forEach((name, value) -> json.put(name, write(value)));
        return json;
    }

    private static Map<String, String> write(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case B ->
                    Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()));
            case BOOL -> Map.of("BOOL", value.bool().toString());
            default ->
                    throw new IllegalStateException(
                            "the table has no attributes of the kind " + value.type());
        };
    }

    static Map<String, AttributeValue> read(JsonNode json) {
        var item = new LinkedHashMap<String, AttributeValue>();
        json.properties().forEach(each -> item.put(each.getKey(), value(each.getValue())));
        if (!item.containsKey(Table.PK) || !item.containsKey(Table.SK)) {
            throw new BadJsonException("An item has no key.");
        }
        return item;
    }

    private static AttributeValue value(JsonNode json) {
        var kind = json.properties().stream().findFirst();
        if (kind.isEmpty()) {
            throw new BadJsonException("An attribute has no kind.");
        }
        var text = kind.get().getValue().asText();
        try {
            return switch (kind.get().getKey()) {
                case "S" -> AttributeValue.fromS(text);
                case "N" -> AttributeValue.fromN(text);
                case "B" -> Attributes.bytes(Base64.getDecoder().decode(text));
                case "BOOL" -> AttributeValue.fromBool(Boolean.valueOf(text));
                default -> throw new BadJsonException("An attribute has no known kind.");
            };
        } catch (IllegalArgumentException e) {
            throw new BadJsonException("An attribute is not readable.");
        }
    }
}
