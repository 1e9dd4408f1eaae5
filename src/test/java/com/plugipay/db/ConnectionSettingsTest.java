package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool and the migration take the same settings from one URL. */
class ConnectionSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "db.internal, verify-full",
        "127.example.com, verify-full",
        "127.0.0.1.example.com, verify-full",
        "localhost.example.com, verify-full",
        "10.0.0.7, verify-full",
        "[2001:db8::1], verify-full",
        "localhost, disable",
        "127.0.0.1, disable",
        "127.9.8.7, disable",
        "[::1], disable"
    })
    void everyOtherMachineIsReachedByTls(String host, String mode) throws SQLException {
        requireMode("postgresql://u:p@" + host + ":5433/shop", mode);
        requireMode("postgresql://u:p@" + host + "/shop?application_name=sslmode=disable", mode);
    }

    @ParameterizedTest
    @CsvSource({
        "disable, disable",
        "allow, allow",
        "prefer, prefer",
        "require, verify-ca",
        "verify-ca, verify-ca",
        "verify-full, verify-full"
    })
    void anSslmodeHoldsForThePoolAndTheMigration(String configured, String migration) throws SQLException {
        String url = "postgresql://u:p@db.internal/shop?sslmode=" + configured;
        assertThat(pool(url).getSslMode()).isEqualTo(SslMode.of(configured));
        assertThat(migration(url, PGProperty.SSL_MODE)).isEqualTo(migration);
    }

    @Test
    void everyPartOfTheUrlReachesThePoolAndTheMigration() throws SQLException {
        String url = "postgresql://plu+gi%40pay:p%3A%2Fw%25+d@db.internal:6432/sh%20op"
                + "?sslmode=disable&search_path=one,%20two&application_name=pay&options=-c%20jit=off";
        PgConnectOptions pool = pool(url);
        PGSimpleDataSource migration =
                (PGSimpleDataSource) ConnectionSettings.parse(url).migration();
        assertThat(pool.getHost()).isEqualTo("db.internal").isEqualTo(migration.getServerNames()[0]);
        assertThat(pool.getPort()).isEqualTo(6432).isEqualTo(migration.getPortNumbers()[0]);
        assertThat(pool.getDatabase()).isEqualTo("sh op").isEqualTo(migration.getDatabaseName());
        assertThat(pool.getUser()).isEqualTo("plu+gi@pay").isEqualTo(migration.getUser());
        assertThat(pool.getPassword()).isEqualTo("p:/w%+d").isEqualTo(migration.getPassword());
        assertThat(pool.getProperties())
                .containsAllEntriesOf(
                        Map.of("search_path", "one, two", "application_name", "pay", "options", "-c jit=off"));
        assertThat(migration.getApplicationName()).isEqualTo("pay");
        assertThat(migration.getOptions()).isEqualTo("-c search_path=one,\\ two -c jit=off");
    }

    @Test
    void userAndPasswordMayBeParameters() {
        PgConnectOptions pool = pool("postgresql://db.internal/shop?user=plugipay&password=hunter2");
        assertThat(pool.getUser()).isEqualTo("plugipay");
        assertThat(pool.getPassword()).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@one,two/shop",
                "postgresql://u:hunter2@/shop",
                "postgresql://u:hunter2@db.internal",
                "postgresql://u:hunter2@db.internal:0/shop",
                "postgresql://u:hunter2@db.internal:99999/shop",
                "postgresql://u:hunter2%ZZ@db.internal/shop",
                "postgresql://:hunter2@db.internal/shop",
                "postgresql://u:hunter2@db.internal/shop?sslmode=VERIFY",
                "postgresql://u:hunter2@db.internal/shop?SSLMODE=disable",
                "postgresql://u:hunter2@db.internal/shop?sslmode=require&sslmode=disable",
                "postgresql://u:hunter2@db.internal/shop?host=elsewhere",
                "postgresql://u:hunter2@db.internal/shop?sslrootcert=/nowhere/ca.pem",
                "mysql://u:hunter2@db.internal/shop"
            })
    void anInvalidUrlIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> ConnectionSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("database.url ")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@db.internal/shop",
                "postgresql://u:hun%40ter2@db.internal/shop",
                "postgresql://db.internal/shop?user=u&password=hunter2"
            })
    void itsTextShowsNoPassword(String url) {
        assertThat(new DatabaseConfig(url, 1, true, 0).toString())
                .contains("db.internal:5432/shop")
                .doesNotContain("hun", "ter2");
    }

    private static void requireMode(String url, String mode) throws SQLException {
        assertThat(pool(url).getSslMode()).as(url).isEqualTo(SslMode.of(mode));
        assertThat(migration(url, PGProperty.SSL_MODE)).as(url).isEqualTo(mode);
        if (mode.equals("verify-full")) {
            assertThat(pool(url).getSslOptions().getHostnameVerificationAlgorithm())
                    .isEqualTo("HTTPS");
            assertThat(pool(url).getSslOptions().getTrustOptions()).isNotNull();
            assertThat(pool(url).getSslOptions().isTrustAll()).isFalse();
        }
    }

    private static PgConnectOptions pool(String url) {
        return ConnectionSettings.parse(url).pool();
    }

    private static String migration(String url, PGProperty property) throws SQLException {
        return String.valueOf(
                ((PGSimpleDataSource) ConnectionSettings.parse(url).migration()).getProperty(property));
    }
}
