package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.support.Api;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The README's commands for developers, run as they are printed. */
@ResourceLock(ChildProcess.STARTS)
class ReadmeCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void theCommandsWorkAsPrinted() throws Exception {
        Vertx vertx = Vertx.vertx();
        Receiver laptop = new Receiver(vertx);
        Path folder = TestDirectory.create();
        Map<String, String> environment = environment(folder);
        String listen = Readme.snippet("listen").replace("http://localhost:3000/hooks", laptop.url("/hooks"));
        Process listening = listening(folder, listen, environment);
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.readString(folder.resolve("listened")).contains("whsec_"));

            for (String shell : Readme.shells()) {
                assertThat(Readme.run(shell, Readme.snippet("tool") + Readme.snippet("commands"), environment))
                        .contains("payment.succeeded", environment.get("PAYMENT"), "\"amount\" : 150000", "POST");
            }

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> laptop.at("/hooks").size() == Readme.shells().size());
            assertThat(laptop.at("/hooks"))
                    .allSatisfy(received -> assertThat(received.body()).contains("\"type\":\"payment.succeeded\""));
        } finally {
            listening.descendants().forEach(ProcessHandle::destroyForcibly);
            listening.destroyForcibly();
            TestGateway.get(vertx.close());
        }
    }

    private Map<String, String> environment(Path folder) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("BASE_URL", gateway.baseUrl());
        environment.put("KEY", api.key().key());
        environment.put("PAYMENT", api.post("/v1/payments", """
                {"amount":150000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id());
        environment.put("PATH", java(folder) + ":" + System.getenv("PATH"));
        return environment;
    }

    private static Process listening(Path folder, String listen, Map<String, String> environment) throws Exception {
        Path script = Files.writeString(folder.resolve("listen"), Readme.snippet("tool") + listen);
        ProcessBuilder builder = new ProcessBuilder(Readme.shells().getFirst(), script.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("listened").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        TestDirectory.atTheEnd(process::destroyForcibly);
        return process;
    }

    /** A folder with a program java that runs the classes of this build instead of the jar, which is made after the tests. */
    private static Path java(Path folder) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback.xml"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.plugipay.Plugipay"));
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path program = Files.writeString(programs.resolve("java"), """
                #!/bin/sh
                [ "$1 $2" = '-jar target/plugipay.jar' ] || exit 99
                shift 2
                exec '%s' "$@"
                """.formatted(String.join("' '", words)));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }
}
