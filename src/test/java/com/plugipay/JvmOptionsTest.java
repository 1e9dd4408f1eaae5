package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.support.TestDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The JVM takes the options that production runs with. */
@ResourceLock(ChildProcess.STARTS)
class JvmOptionsTest {
    private static final Path OPTIONS = Path.of("conf", "plugipay.jvm");

    @Test
    void startTheProgram() {
        ChildProcess process =
                ChildProcess.start(List.of("@" + OPTIONS.toAbsolutePath()), Plugipay.class.getName(), "--version");

        assertThat(process.awaitExit(Duration.ofMinutes(2))).isZero();
        process.awaitLine("plugipay ", Duration.ofMinutes(2));
        assertThat(process.printed()).as("no warnings").hasLineCount(1);
    }

    /** A cache that cannot be read costs time and nothing else. */
    @Test
    void startTheProgramBesideACacheThatCannotBeRead() throws IOException {
        Path cache = Files.writeString(TestDirectory.create().resolve("plugipay.aot"), "This is no cache.");
        ChildProcess process = ChildProcess.start(
                List.of("@" + OPTIONS.toAbsolutePath(), "-XX:AOTCache=" + cache),
                Plugipay.class.getName(),
                "--version");

        assertThat(process.awaitExit(Duration.ofMinutes(2))).isZero();
        process.awaitLine("plugipay ", Duration.ofMinutes(2));
    }

    @Test
    void areThoseOfTheImage() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("COPY " + OPTIONS, "\"@plugipay.jvm\"");
    }
}
