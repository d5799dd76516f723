package dev.coderun.server.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where an item lies in the table.
public record Key(String pk, String sk) {

    public Map<String, AttributeValue> attributes() {
        return Map.of(Table.PK, Attributes.text(pk), Table.SK, Attributes.text(sk));
    }
}
