package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.support.TestCertificates;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pool and the migration use TLS as configured, and neither connects to an unknown server. */
@ExtendWith(VertxExtension.class)
class DatabaseTlsTest {
    /** The eight bytes that request TLS before anything else. */
    private static final String SSL_REQUEST = "0000000804d2162f";

    private static final String USES_TLS = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

    private final Vertx vertx;

    DatabaseTlsTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void aServerThatRefusesTlsReceivesNothingElse(String mode) throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseTls(server, received));
            DatabaseConfig config = config(server.getLocalPort(), "localhost", "?sslmode=" + mode);

            assertThatThrownBy(() -> Database.migrate(config))
                    .isInstanceOf(FlywayException.class)
                    .satisfies(
                            refused -> assertThat(DatabaseStart.passes(refused)).isFalse());
            Awaitility.await().until(() -> !received.isEmpty());
            assertThat(received).containsOnly(SSL_REQUEST);

            received.clear();
            assertThatThrownBy(() -> usesTls(config)).isInstanceOf(IllegalStateException.class);
            Awaitility.await().until(() -> !received.isEmpty());
            assertThat(received).containsOnly(SSL_REQUEST);
        }
    }

    @Test
    void onlyTheRightServerIsConnected() throws Exception {
        TestCertificates authority = new TestCertificates();
        int port = serverWith(authority.issue("localhost", Duration.ofDays(1)));
        String known = "&sslrootcert=" + file(authority.trust().getCertValues());
        String unknown = "&sslrootcert=" + file(new TestCertificates().trust().getCertValues());

        for (String mode : List.of("require", "verify-ca", "verify-full")) {
            requireTls(config(port, "localhost", "?sslmode=" + mode + known));
            requireRefusal(config(port, "localhost", "?sslmode=" + mode + unknown));
            requireRefusal(config(port, "localhost", "?sslmode=" + mode));
        }
        requireTls(config(port, "127.0.0.1", "?sslmode=verify-ca" + known));
        requireRefusal(config(port, "127.0.0.1", "?sslmode=verify-full" + known));
    }

    private void requireTls(DatabaseConfig config) {
        Database.migrate(config);
        assertThat(usesTls(config)).isTrue();
    }

    private void requireRefusal(DatabaseConfig config) {
        assertThatThrownBy(() -> Database.migrate(config))
                .isInstanceOf(FlywayException.class)
                .as("a certificate does not become right by waiting")
                .satisfies(refused -> assertThat(DatabaseStart.passes(refused)).isFalse());
        assertThatThrownBy(() -> usesTls(config)).isInstanceOf(IllegalStateException.class);
    }

    private boolean usesTls(DatabaseConfig config) {
        Database database = Database.connect(vertx, config);
        try {
            return TestGateway.get(database.one(USES_TLS, Tuple.tuple(), row -> row.getBoolean(0)))
                    .orElseThrow();
        } finally {
            TestGateway.get(database.close());
        }
    }

    private static DatabaseConfig config(int port, String host, String parameters) {
        return new DatabaseConfig(
                "postgresql://postgres:hunter2@" + host + ':' + port + "/postgres" + parameters, 1, true, 0);
    }

    /** Refuses TLS and records everything that it receives. */
    private static void refuseTls(ServerSocket server, Queue<String> received) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(2_000);
                byte[] first = socket.getInputStream().readNBytes(8);
                socket.getOutputStream().write('N');
                byte[] rest = socket.getInputStream().readAllBytes();
                received.add(HexFormat.of().formatHex(first) + HexFormat.of().formatHex(rest));
            } catch (IOException gone) {
                // The next connection comes, or the test has ended.
            }
        }
    }

    /** A PostgreSQL with TLS; gives its port. */
    private static int serverWith(PemKeyCertOptions certificate) throws IOException, SQLException {
        EmbeddedPostgres server = TestDatabase.startServer();
        Path key = file(certificate.getKeyValues());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (Connection connection = TestDatabase.open(TestDatabase.config(server, "postgres", 1));
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set ssl_key_file = '" + key + "'");
            statement.execute("alter system set ssl_cert_file = '" + file(certificate.getCertValues()) + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        return server.getPort();
    }

    private static Path file(List<Buffer> pem) throws IOException {
        return Files.write(
                TestDirectory.create().resolve("file.pem"), pem.getFirst().getBytes());
    }
}
