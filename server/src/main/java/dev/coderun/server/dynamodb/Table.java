package dev.coderun.server.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The one table, made if it is missing, and the client that reaches it.
public final class Table implements AutoCloseable {

    public static final String NAME = "coderun";
    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String INDEX = "gsi1";
    public static final String INDEX_PK = "gsi1pk";
    public static final String INDEX_SK = "gsi1sk";

    /// In seconds since 1970. DynamoDB removes such items late, so every reader leaves out what has expired.
    public static final String EXPIRES = "expires";

    static final int SCHEMA_VERSION = 1;

    private static final System.Logger LOG = System.getLogger(Table.class.getName());

    private static final String VERSION = "version";
    private static final Duration PATIENCE_FOR_A_TRY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_CONNECTIONS = 64;

    private final DynamoDbClient client;
    private final boolean answersEarly;

    private Table(DynamoDbClient client, boolean answersEarly) {
        this.client = client;
        this.answersEarly = answersEarly;
        createIfMissing();
        checkSchemaVersion();
    }

    /// The table in DynamoDB Local.
    public static Table in(LocalDynamo local) {
        return at(local.endpoint(), local.accessKey());
    }

    /// The table behind an address, such as a DynamoDB Local's that somebody else runs.
    public static Table at(URI endpoint, String accessKey) {
        var credentials = AwsBasicCredentials.create(accessKey, accessKey);
        return new Table(
                builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .build(),
                true);
    }

    /// The table of an AWS region, with the credentials that the machine has.
    public static Table inRegion(String region) {
        return new Table(builder().region(Region.of(region)).build(), false);
    }

    private static DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS))
                .overrideConfiguration(
                        client ->
                                client.apiCallAttemptTimeout(PATIENCE_FOR_A_TRY)
                                        .apiCallTimeout(PATIENCE));
    }

    public DynamoDbClient client() {
        return client;
    }

    /// Writes all of this or nothing, and returns when it is on the disk. DynamoDB Local answers a transaction a moment
    /// before that, but does everything in one line: what it is asked next, it answers after that.
    public void transact(List<TransactWriteItem> actions) {
        client.transactWriteItems(write -> write.transactItems(actions));
        if (answersEarly) {
            client.getItem(
                    get -> get.tableName(NAME).key(Keys.SCHEMA.attributes()).consistentRead(true));
        }
    }

    /// What the table answered. Its failures are [StoreDownException]s; a condition that is not met is no failure.
    public static <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
            throw e;
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    /// Whether the table can be read right now.
    public boolean answers() {
        try {
            return client.getItem(get -> get.tableName(NAME).key(Keys.SCHEMA.attributes()))
                    .hasItem();
        } catch (SdkException e) {
            return false;
        }
    }

    private void createIfMissing() {
        try {
            client.describeTable(describe -> describe.tableName(NAME));
            return;
        } catch (ResourceNotFoundException e) {
            LOG.log(System.Logger.Level.INFO, "making the table " + NAME);
        }
        try {
            create();
        } catch (ResourceInUseException e) {
            LOG.log(System.Logger.Level.INFO, "another server makes the table at this moment");
        }
        try (var waiter = client.waiter()) {
            waiter.waitUntilTableExists(describe -> describe.tableName(NAME));
        }
        client.updateTimeToLive(
                update ->
                        update.tableName(NAME)
                                .timeToLiveSpecification(
                                        time -> time.attributeName(EXPIRES).enabled(true)));
    }

    private void create() {
        var index =
                GlobalSecondaryIndex.builder()
                        .indexName(INDEX)
                        .keySchema(keySchema(INDEX_PK, INDEX_SK))
                        .projection(all -> all.projectionType(ProjectionType.ALL))
                        .build();
        client.createTable(
                create ->
                        create.tableName(NAME)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        List.of(text(PK), text(SK), text(INDEX_PK), text(INDEX_SK)))
                                .keySchema(keySchema(PK, SK))
                                .globalSecondaryIndexes(List.of(index)));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static List<KeySchemaElement> keySchema(String hash, String range) {
        return List.of(
                KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
    }

    /// A newer server may have left what this one would misread.
    private void checkSchemaVersion() {
        try {
            var item = new HashMap<>(Keys.SCHEMA.attributes());
            item.put(VERSION, Attributes.number(SCHEMA_VERSION));
            client.putItem(
                    put ->
                            put.tableName(NAME)
                                    .item(item)
                                    .conditionExpression("attribute_not_exists(" + PK + ")"));
        } catch (ConditionalCheckFailedException e) {
            var stored =
                    client.getItem(
                                    get ->
                                            get.tableName(NAME)
                                                    .key(Keys.SCHEMA.attributes())
                                                    .consistentRead(true))
                            .item();
            var version = Attributes.number(stored, VERSION);
            if (version != SCHEMA_VERSION) {
                throw new IllegalStateException(
                        "The table was written by another version of Code Run (its schema is "
                                + version
                                + ", this server's is "
                                + SCHEMA_VERSION
                                + ").");
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
