package com.plugipay.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.OperatorCommand;
import com.plugipay.cli.ReEncryption;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Ids;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database stores which master keys it was encrypted with, and accepts no others. */
@ExtendWith(VertxExtension.class)
class MasterKeyVersionsTest {
    private static final String A = key();
    private static final String B = key();

    private final DatabaseConfig config = TestDatabase.create();
    private final Database database;

    MasterKeyVersionsTest(Vertx vertx) {
        database = Database.connect(vertx, config);
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void theFirstStartStoresItsKey() {
        assertThat(refusal("1:" + A)).isNull();
        assertThat(refusal("1:" + A)).isNull();
        assertThat(refusal("1:" + B)).contains("Master key version 1 is not the key", "PLUGIPAY_MASTER_KEYS");
        assertThat(refusal("1:" + B + ",2:" + A)).contains("version 1");
        assertThat(sealed()).as("a refused start leaves nothing").containsExactly(1);
    }

    @Test
    void aNewVersionIsStoredAtItsFirstStart() {
        assertThat(refusal("1:" + A)).isNull();
        assertThat(refusal("1:" + A + ",2:" + B)).isNull();
        assertThat(sealed()).containsExactly(1, 2);
        assertThat(refusal("1:" + A + ",2:" + A)).contains("Master key version 2 is not the key");
    }

    @Test
    void aVersionCanBeRemovedWhenNothingNeedsIt() throws Exception {
        writtenWith("1:" + A);
        assertThat(refusal("2:" + B)).contains("still holds secrets under master key version 1", "keys re-encrypt");
        assertThat(refusal("1:" + A + ",2:" + B)).isNull();
        assertThat(refusal("2:" + B)).contains("version 1");
        OperatorCommand.run(
                config, new Secret("1:" + A + ",2:" + B), (with, keys) -> ReEncryption.run(with, keys, line -> {}));
        assertThat(refusal("2:" + B)).isNull();
        assertThat(refusal("1:" + A))
                .as("and none comes back for what is newer")
                .contains("version 2");
    }

    @Test
    void aDatabaseWithoutStoredVersionsIsCheckedByItsSecrets() {
        writtenWith("1:" + A);
        forgetSeals();
        assertThat(refusal("1:" + B)).contains("Master key version 1 is not the key");
        assertThat(refusal("1:" + B + ",2:" + A)).contains("Master key version 1 is not the key");
        assertThat(refusal("2:" + A)).contains("still holds secrets under master key version 1");
        assertThat(sealed()).isEmpty();
        assertThat(refusal("1:" + A)).isNull();
        assertThat(sealed()).containsExactly(1);
    }

    @Test
    void oneDamagedSecretDoesNotRefuseTheKey() {
        writtenWith("1:" + A);
        forgetSeals();
        execute("""
                update api_keys set secret = set_byte(secret, 20, get_byte(secret, 20) # 1)
                 where id = (select min(id) from api_keys)""");
        execute("update api_keys set secret = '\\x' where id = (select max(id) from api_keys)");
        assertThat(refusal("1:" + A)).isNull();
    }

    @Test
    void nodesThatStartAtTheSameTimeAgree() {
        List<Future<Void>> same =
                Stream.generate(() -> check("1:" + A)).limit(8).toList();
        TestGateway.get(Future.all(same));
        assertThat(sealed()).containsExactly(1);
    }

    @Test
    void ofTwoKeysAtTheSameTimeOneIsAccepted() {
        List<Future<Void>> both =
                Stream.of(A, B, A, B, A, B, A, B).map(key -> check("1:" + key)).toList();
        TestGateway.get(Future.join(both).otherwiseEmpty());
        assertThat(both.stream().filter(Future::succeeded)).hasSize(4);
        assertThat(both.stream().filter(Future::failed))
                .allSatisfy(failed -> assertThat(failed.cause()).isInstanceOf(WrongMasterKey.class));
    }

    private void writtenWith(String masterKeys) {
        try (TestGateway gateway = TestGateway.withMasterKeys(config, new Secret(masterKeys))) {
            StoredSecrets.write(gateway);
        }
    }

    /** Makes the database one that was never checked. */
    private void forgetSeals() {
        execute("delete from master_keys");
    }

    private void execute(String sql) {
        TestGateway.get(database.run(sql, Tuple.tuple()));
    }

    private List<Integer> sealed() {
        return TestGateway.get(database.many(
                "select version from master_keys order by version", Tuple.tuple(), row -> row.getInteger(0)));
    }

    /** Returns the error of a start with these keys, or null. */
    private @Nullable String refusal(String masterKeys) {
        Throwable failure =
                TestGateway.get(check(masterKeys).transform(checked -> Future.succeededFuture(checked.cause())));
        assertThat(failure == null || failure instanceof WrongMasterKey).isTrue();
        return failure == null ? null : failure.getMessage();
    }

    private Future<Void> check(String masterKeys) {
        return MasterKeyVersions.check(database, MasterKeys.parse(new Secret(masterKeys)), Instant.now());
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(Ids.randomBytes(32));
    }
}
