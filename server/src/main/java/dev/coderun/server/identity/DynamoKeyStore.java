package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import java.util.HashMap;
import java.util.Optional;

/// Signing keys in the table.
final class DynamoKeyStore implements KeyStore {

    private static final String SECRET = "secret";

    private final Items items;

    DynamoKeyStore(Items items) {
        this.items = items;
    }

    @Override
    public Optional<SigningKey> find(long period) {
        return items.find(Keys.signingKey(period))
                .map(item -> new SigningKey(period, Attributes.bytes(item, SECRET)));
    }

    @Override
    public boolean add(SigningKey key) {
        var item = new HashMap<>(Keys.signingKey(key.period()).attributes());
        item.put(SECRET, Attributes.bytes(key.bytes()));
        item.put(Table.EXPIRES, Attributes.number(Keyring.end(key.period()).getEpochSecond()));
        return items.putNew(item);
    }
}
