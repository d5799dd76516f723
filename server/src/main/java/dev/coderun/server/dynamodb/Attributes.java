package dev.coderun.server.dynamodb;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Values in and out of items.
public final class Attributes {

    private Attributes() {}

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /// The bytes are not copied and must not change.
    public static AttributeValue bytes(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value));
    }

    public static String text(Map<String, AttributeValue> item, String name) {
        return value(item, name).s();
    }

    public static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(value(item, name).n());
    }

    /// Not copied: must not be changed.
    public static byte[] bytes(Map<String, AttributeValue> item, String name) {
        return value(item, name).b().asByteArrayUnsafe();
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item of the table has no " + name);
        }
        return value;
    }
}
