package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.json.Json;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The first command of a newcomer: it leaves nothing behind that runs, and finds everything again that it wrote. */
@ResourceLock(ChildProcess.STARTS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DevelopmentStartTest {
    /** 128 and the number of the signal: INT or TERM. */
    private static final List<Integer> EXITS = List.of(130, 143);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> SECRET_FILES =
            List.of("dev.json", "master-key", "paypal-authority-key.pem", "paypal-authority.pem");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data = TestDirectory.create();
    private final Map<String, String> environment;

    DevelopmentStartTest() {
        environment = Map.of(
                "PLUGIPAY_DATA", data.toString(),
                "PLUGIPAY_HTTP_PORT", String.valueOf(TestGateway.freePort()),
                "PLUGIPAY_SHOP_PORT", String.valueOf(TestGateway.freePort()),
                "PLUGIPAY_SANDBOX_PORT", String.valueOf(TestGateway.freePort()),
                "PLUGIPAY_MANAGEMENT_PORT", "0");
    }

    @Test
    void whatWasWrittenIsThereAfterAStopAndAfterAKill() throws Exception {
        ChildProcess process = start();
        try {
            JsonNode first = file();
            assertThat(List.of("baseUrl", "shopUrl", "docsUrl", "workspaceId", "keyId", "secret", "webhookInboxUrl"))
                    .allMatch(field -> !first.path(field).asText().isEmpty());
            assertThat(get(first.path("docsUrl").asText(), first).statusCode()).isEqualTo(200);
            requireLinksFollowThePorts(process, first);
            assertThat(List.of(show("fsync"), show("synchronous_commit"), show("full_page_writes")))
                    .containsOnly("on");
            String customer = createCustomer(first);
            awaitOnePlan();
            letOthersRead(SECRET_FILES);

            ProcessHandle postgres = postgres();
            process.signal(Signals.interrupt());
            assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isIn(EXITS);
            postgres.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            process = start();
            requireKnown(first, customer);
            for (String file : SECRET_FILES) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
            ProcessHandle abandoned = postgres();
            process.kill();
            assertThat(abandoned.isAlive())
                    .as("nobody was there to stop the database")
                    .isTrue();

            process = start();
            abandoned.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            requireKnown(first, customer);
            awaitOnePlan();
            process.signal(Signals.interrupt());
            assertThat(process.awaitExit(PATIENCE)).isIn(EXITS);
        } finally {
            end(process);
        }
    }

    @Test
    void aBuildBesideItChangesNothingThatRuns() throws Exception {
        Path built = TestDirectory.create();
        ChildProcess process =
                ChildProcess.start("com.plugipay.sandbox.Development", List.of(), classPathIn(built), environment);
        try {
            process.awaitLine("Ctrl-C stops everything", PATIENCE);
            TestDirectory.delete(built);

            JsonNode dev = file();
            String baseUrl = dev.path("baseUrl").asText();
            String shop = dev.path("shopUrl").asText();
            JsonNode session = Json.read(
                            send(request(baseUrl + "/v1/checkout-sessions", dev)
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString("""
                                                    {"amount":150000,"currency":"IDR","successUrl":"%1$s",
                                                     "cancelUrl":"%1$s"}""".formatted(shop)))
                                            .build())
                                    .body(),
                            JsonNode.class)
                    .path("data");
            for (String url : List.of(
                    session.path("hostedUrl").asText(),
                    baseUrl + "/docs",
                    baseUrl + "/v1/refunds",
                    baseUrl + "/v1/webhooks/deliveries",
                    shop + "/assets/shop.css",
                    shop + "/desk")) {
                assertThat(get(url, dev).statusCode()).as(url).isEqualTo(200);
            }
            ProcessHandle postgres = postgres();
            process.signal(Signals.interrupt());
            assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isIn(EXITS);
            assertThat(process.printed()).doesNotContain("Error", "Not everything stopped");
            postgres.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            end(process);
        }
    }

    @Test
    void aSecondOneSaysSoAndGoes() throws Exception {
        ChildProcess first = start();
        try {
            ProcessHandle postgres = postgres();
            collectGarbage(first);
            for (int i = 0; i < 2; i++) {
                ChildProcess second = ChildProcess.start("com.plugipay.sandbox.Development", environment);
                assertThat(second.awaitExit(PATIENCE)).isEqualTo(1);
                assertThat(second.printed())
                        .isEqualTo("Plugipay is running already, as process " + first.pid() + " on " + data
                                + ": stop that one first.");
            }
            assertThat(postgres.isAlive()).isTrue();
            createCustomer(file());
        } finally {
            end(first);
        }
    }

    /** All that is printed and written leads to the ports of this start, and so does the beginning of each site. */
    private void requireLinksFollowThePorts(ChildProcess process, JsonNode dev) throws Exception {
        for (String site : List.of("base http", "shop shop", "sandbox sandbox")) {
            String port = "PLUGIPAY_" + site.substring(site.indexOf(' ') + 1).toUpperCase(Locale.ROOT) + "_PORT";
            String url = "http://localhost:" + environment.get(port);
            assertThat(dev.path(site.substring(0, site.indexOf(' ')) + "Url").asText())
                    .isEqualTo(url);
            assertThat(get(url + "/", dev).statusCode()).as(url).isIn(200, 302, 303);
            assertThat(process.printed()).contains(url);
        }
        assertThat(process.printed())
                .startsWith("Making a database in ")
                .doesNotContain("localhost:8080", "localhost:8081", "localhost:8082");
    }

    private void end(ChildProcess process) throws IOException {
        process.kill();
        if (Files.exists(postmasterFile())) {
            Signals.send(postgres().pid(), "INT");
        }
    }

    /** The tests' own class path, with its directories copied into this one. */
    private static String classPathIn(Path directory) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                Path copy = directory.resolve("directory" + entries.size());
                try (Stream<Path> all = Files.walk(path)) {
                    for (Path each : all.toList()) {
                        Files.copy(each, copy.resolve(path.relativize(each).toString()));
                    }
                }
                path = copy;
            }
            entries.add(path.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** What is only loosely held is gone then. */
    private static void collectGarbage(ChildProcess process) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("successfully");
    }

    private void letOthersRead(List<String> files) throws IOException {
        for (String file : files) {
            Files.setPosixFilePermissions(data.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private ChildProcess start() {
        ChildProcess process = ChildProcess.start("com.plugipay.sandbox.Development", environment);
        process.awaitLine("Ctrl-C stops everything", PATIENCE);
        return process;
    }

    private void requireKnown(JsonNode first, String customer) throws Exception {
        JsonNode again = file();
        for (String field : List.of("workspaceId", "keyId", "secret", "webhookSecret")) {
            assertThat(again.path(field)).as(field).isEqualTo(first.path(field));
        }
        assertThat(get(again.path("baseUrl").asText() + "/v1/customers/" + customer, again)
                        .statusCode())
                .isEqualTo(200);
    }

    /** The demo shop's plan of a bag every month. */
    private void awaitOnePlan() throws Exception {
        JsonNode dev = file();
        String plans = dev.path("baseUrl").asText() + "/v1/plans";
        JsonNode found = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Json.read(get(plans, dev).body(), JsonNode.class).path("data"), data -> !data.isEmpty());
        assertThat(found).hasSize(1);
    }

    private JsonNode file() throws IOException {
        return Json.MAPPER.readTree(data.resolve("dev.json").toFile());
    }

    private String createCustomer(JsonNode dev) throws Exception {
        HttpResponse<String> created = send(request(dev.path("baseUrl").asText() + "/v1/customers", dev)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Sri\"}"))
                .build());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return Json.read(created.body(), JsonNode.class).path("data").path("id").asText();
    }

    private HttpResponse<String> get(String url, JsonNode dev) throws Exception {
        return send(request(url, dev).build());
    }

    private static HttpRequest.Builder request(String url, JsonNode dev) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + dev.path("key").asText());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Path postmasterFile() {
        return data.resolve("postgres").resolve("postmaster.pid");
    }

    private ProcessHandle postgres() throws IOException {
        return ProcessHandle.of(Long.parseLong(postmasterLine(0))).orElseThrow();
    }

    private String show(String setting) throws IOException, SQLException {
        DatabaseConfig database = new DatabaseConfig(
                "postgresql://postgres:postgres@127.0.0.1:" + postmasterLine(3) + "/postgres", 1, true, 0);
        try (Connection connection = TestDatabase.open(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The file's lines are the pid, the directory, the time, the port. */
    private String postmasterLine(int number) throws IOException {
        return Files.readAllLines(postmasterFile()).get(number).strip();
    }
}
