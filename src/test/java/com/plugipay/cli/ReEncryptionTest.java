package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.EncryptedValueStore;
import com.plugipay.keys.EncryptedValueStore.Replacement;
import com.plugipay.keys.EncryptedValueStore.Value;
import com.plugipay.keys.StoredSecrets;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All secrets are encrypted under the newest master key, also those that are written meanwhile. */
@ExtendWith(VertxExtension.class)
class ReEncryptionTest {
    private static final String OLD = MasterKeys.generate().reveal();
    private static final String NEW = '2' + MasterKeys.generate().reveal().substring(1);
    private static final Secret BOTH = new Secret(OLD + ',' + NEW);

    /** Columns of bytes that are no secrets, or hashes. */
    private static final List<String> NOT_ENCRYPTED = List.of(
            "api_keys.bearer_hash",
            "audit_chain.hash",
            "audit_chain_heads.hash",
            "billing_settings.logo",
            "files.content",
            "master_keys.sealed",
            "person_passkeys.public_key",
            "provider_callbacks.body",
            "proofs.content",
            "signed_writes.digest");

    private final DatabaseConfig config = TestDatabase.create();
    private final Database database;

    ReEncryptionTest(Vertx vertx) {
        database = Database.connect(vertx, config);
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void everySecretIsTheSameUnderTheNewKey() throws Exception {
        WorkspaceCommand.Created workspace;
        Answer first;
        try (TestGateway before = TestGateway.withMasterKeys(config, new Secret(OLD))) {
            workspace = StoredSecrets.write(before);
            first = Api.of(before, workspace.test()).post("/v1/api-keys", StoredSecrets.KEY_REQUEST, "kept");
        }
        Map<String, String> secrets = StoredSecrets.read(database, MasterKeys.parse(new Secret(OLD)));
        assertThat(Arrays.stream(EncryptedColumn.values()))
                .allMatch(column -> secrets.keySet().stream().anyMatch(place -> place.startsWith(column + " ")));

        List<String> output = new ArrayList<>();
        assertThat(reEncrypt(output)).isTrue();
        assertThat(output)
                .contains(
                        "api_keys.secret: 3 encrypted under version 2",
                        "webhook_endpoints.previous_secret: 1 encrypted under version 2",
                        "idempotency_keys.body: 3 encrypted under version 2")
                .last()
                .asString()
                .contains("Everything is encrypted under master key version 2");
        assertThat(StoredSecrets.read(database, MasterKeys.parse(new Secret(NEW))))
                .isEqualTo(secrets);

        try (TestGateway after = TestGateway.withMasterKeys(config, new Secret(NEW))) {
            Answer again = Api.of(after, workspace.test()).post("/v1/api-keys", StoredSecrets.KEY_REQUEST, "kept");
            assertThat(again.body()).isEqualTo(first.body());
        }
        output.clear();
        assertThat(reEncrypt(output)).isTrue();
        assertThat(output).hasSize(1);
    }

    @Test
    void keysAreCreatedAndUsedMeanwhile() throws Exception {
        try (TestGateway before = TestGateway.withMasterKeys(config, new Secret(OLD))) {
            IntStream.range(0, 300).forEach(i -> before.workspace());
        }
        List<Api> made = new ArrayList<>();
        try (TestGateway running = TestGateway.withMasterKeys(config, BOTH)) {
            StoredSecrets.write(running);
            Api api = Api.of(running, running.workspace().test());
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> use = CompletableFuture.runAsync(() -> {
                while (!isOver.get()) {
                    WorkspaceCommand.Created workspace = running.workspace();
                    made.add(Api.of(running, workspace.test()));
                    made.getLast().get("/v1/customers").expect(200);
                    String endpoint = api.post(
                                    "/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                            .expect(201)
                            .id();
                    api.post("/v1/webhooks/" + endpoint + "/rotate-secret", "{\"overlapHours\":24}")
                            .expect(200);
                    api.delete("/v1/webhooks/" + endpoint);
                }
            });
            try {
                assertThat(reEncrypt(new ArrayList<>())).isTrue();
            } finally {
                isOver.set(true);
            }
            use.join();
        }
        assertThat(StoredSecrets.read(database, MasterKeys.parse(new Secret(NEW))))
                .hasSizeGreaterThan(600);
        try (TestGateway after = TestGateway.withMasterKeys(config, new Secret(NEW))) {
            made.forEach(api -> Api.of(after, api.key()).get("/v1/customers").expect(200));
        }
    }

    @Test
    void aNodeWithoutTheNewKeyIsUnavailableForNewSecrets() {
        try (TestGateway behind = TestGateway.withMasterKeys(config, new Secret(OLD));
                TestGateway ahead = TestGateway.withMasterKeys(config, BOTH)) {
            Api fresh = Api.of(behind, ahead.workspace().test());
            fresh.get("/v1/customers").expect(503);
            Api.of(behind, behind.workspace().test()).get("/v1/customers").expect(200);
        }
    }

    @Test
    void aSecretThatHasChangedMeanwhileIsKept() {
        try (TestGateway gateway = TestGateway.withMasterKeys(config, new Secret(OLD))) {
            StoredSecrets.write(gateway);
        }
        EncryptedValueStore values = new EncryptedValueStore(database);
        Value read = TestGateway.get(values.after(EncryptedColumn.PROVIDER_CREDENTIALS, "", "", "", 1))
                .getFirst();
        byte[] meanwhile = MasterKeys.parse(BOTH).encrypt(read.place(), new Secret("connected anew"));
        assertThat(TestGateway.get(values.replace(read, meanwhile))).isEqualTo(Replacement.REPLACED);
        assertThat(TestGateway.get(values.replace(read, new byte[] {2}))).isEqualTo(Replacement.CHANGED_MEANWHILE);
        assertThat(StoredSecrets.read(database, MasterKeys.parse(BOTH))).containsValue("connected anew");
    }

    @Test
    void aSecretThatCannotBeDecryptedIsReportedAndKept() throws Exception {
        try (TestGateway gateway = TestGateway.withMasterKeys(config, new Secret(OLD))) {
            StoredSecrets.write(gateway);
        }
        TestGateway.get(database.run(
                "update provider_accounts set credentials = set_byte(credentials, 20, get_byte(credentials, 20) # 1)",
                Tuple.tuple()));
        List<String> output = new ArrayList<>();
        assertThat(reEncrypt(output)).isFalse();
        assertThat(output)
                .anyMatch(line -> line.startsWith("provider_accounts.credentials of ws_")
                        && line.endsWith("(test) midtrans does not open"));
        assertThat(output.getLast()).contains("1 values do not open", "version 1");
        assertThat(output).contains("api_keys.secret: 3 encrypted under version 2");
    }

    /** A column that is added later must be listed: as one that is re-encrypted, or as one that is not encrypted. */
    @Test
    void everyEncryptedColumnIsCovered() {
        List<String> columns = TestGateway.get(database.many("""
                          select table_name || '.' || column_name from information_schema.columns
                           where table_schema = 'public' and data_type = 'bytea'""", Tuple.tuple(), row -> row.getString(0)));
        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Arrays.stream(EncryptedColumn.values())
                                        .map(column -> column.table() + '.' + column.column()),
                                NOT_ENCRYPTED.stream())
                        .toList());
    }

    private boolean reEncrypt(List<String> output) throws Exception {
        return OperatorCommand.run(config, BOTH, (with, keys) -> ReEncryption.run(with, keys, output::add));
    }
}
