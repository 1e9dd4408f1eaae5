package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.support.LogWatch;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node waits for a database that cannot be reached yet, and for no other reason. */
class DatabaseStartTest {
    @Test
    void nobodyListensYet() {
        assertThat(passes("127.0.0.1:" + TestGateway.freePort())).isTrue();
    }

    /** As by a proxy that is there before the database is. */
    @Test
    void theConnectionIsCutBeforeAnAnswer() throws IOException {
        assertThat(passesWhenAnswered(new byte[0])).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, the database system is starting up, true",
        "57P03, the database system is shutting down, true",
        "28P01, password authentication failed for user, false",
        "28000, no pg_hba.conf entry for host, false",
        "3D000, database does not exist, false"
    })
    void theServerSaysWhy(String state, String message, boolean passes) throws IOException {
        assertThat(passesWhenAnswered(refusal(state, message))).isEqualTo(passes);
    }

    @Test
    void anUnknownHostIsAMistake() {
        assertThat(passes("nowhere.invalid:5432")).isFalse();
    }

    @Test
    void aWrongDatabaseFailsAtOnce() {
        String url = TestDatabase.create(1).url() + "nowhere";
        try (LogWatch log = LogWatch.of(DatabaseStart.class.getName())) {
            assertThatThrownBy(() -> DatabaseStart.migrate(new DatabaseConfig(url, 1, true, 3_600)))
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("does not exist");
            assertThat(log.lines()).isEmpty();
        }
    }

    private static boolean passes(String address) {
        DatabaseConfig config =
                new DatabaseConfig("postgresql://postgres:hunter2@" + address + "/shop?sslmode=disable", 1, true, 0);
        try {
            Database.migrate(config);
        } catch (FlywayException refused) {
            return DatabaseStart.passes(refused);
        }
        throw new AssertionError("There is a database at " + address);
    }

    /** What is made of a server that sends this when it is greeted, and closes the connection. */
    private static boolean passesWhenAnswered(byte[] answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, answer));
            return passes("127.0.0.1:" + server.getLocalPort());
        }
    }

    private static void answer(ServerSocket server, byte[] answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                int length = socket.getInputStream().read() << 24
                        | socket.getInputStream().read() << 16
                        | socket.getInputStream().read() << 8
                        | socket.getInputStream().read();
                socket.getInputStream().readNBytes(length - Integer.BYTES);
                socket.getOutputStream().write(answer);
            } catch (IOException gone) {
                // The next connection comes, or the test has ended.
            }
        }
    }

    /** A message of the server that ends the connection. */
    private static byte[] refusal(String state, String message) {
        String fields = "SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0";
        ByteBuffer bytes = ByteBuffer.allocate(1 + Integer.BYTES + fields.length());
        return bytes.put((byte) 'E')
                .putInt(Integer.BYTES + fields.length())
                .put(fields.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
