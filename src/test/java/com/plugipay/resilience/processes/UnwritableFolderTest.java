package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestCertificates;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who cannot write where something has to be written is told in a sentence, which names the folder. */
@ResourceLock(ChildProcess.STARTS)
class UnwritableFolderTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory = TestDirectory.create();

    @Test
    void theFolderOfDevelopmentMode() throws IOException {
        Path data = Files.createFile(directory.resolve("file")).resolve("data");
        ChildProcess process =
                ChildProcess.start("com.plugipay.sandbox.Development", Map.of("PLUGIPAY_DATA", data.toString()));
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(1);
        requireSentence(process, data);
    }

    @Test
    void aFileInTheFolderOfDevelopmentMode() throws IOException {
        Path key = directory.resolve("master-key.new");
        Files.createDirectories(key.resolve("in-the-way"));
        ChildProcess process = ChildProcess.start(
                "com.plugipay.sandbox.Development",
                Map.of("PLUGIPAY_DATA", directory.toString(), "PLUGIPAY_SANDBOX_PORT", "0"));
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(1);
        requireSentence(process, key);
    }

    /** The library for TLS is unpacked before it is used. */
    @Test
    void theFolderForTemporaryFiles() throws IOException {
        Path temporary = Files.createFile(directory.resolve("file")).resolve("temporary");
        PemKeyCertOptions certificate = TestCertificates.selfSigned("localhost");
        ChildProcess process = ChildProcess.plugipay(
                TestDatabase.create(2),
                MasterKeys.generate().reveal(),
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Dio.netty.native.workdir=" + temporary,
                        "PLUGIPAY_HTTP_TLS_CERTIFICATE",
                        file("certificate.pem", certificate.getCertValues()),
                        "PLUGIPAY_HTTP_TLS_KEY",
                        file("key.pem", certificate.getKeyValues())),
                List.of());
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(2);
        requireSentence(process, temporary);
    }

    private static void requireSentence(ChildProcess process, Path unwritable) {
        assertThat(process.printed())
                .contains("Plugipay does not start: ", unwritable.toString())
                .doesNotContain("\tat ", "Exception in thread");
    }

    private String file(String name, List<Buffer> pem) throws IOException {
        return Files.write(directory.resolve(name), pem.getFirst().getBytes()).toString();
    }
}
