package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.send.WebhookSignature;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The commands for developers, as processes against a gateway. */
@ResourceLock(ChildProcess.STARTS)
class DeveloperCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created created = gateway.workspace();
    private final Api api = Api.of(gateway, created.test());

    @Test
    void eventsAreForwardedAndSigned() {
        Vertx vertx = Vertx.vertx();
        Receiver laptop = new Receiver(vertx);
        api.post("/v1/customers", "{\"name\":\"Before\"}").expect(201);
        ChildProcess listening = start("listen", "--forward", laptop.url("/hooks"));
        String secret = listening.awaitLine("whsec_", PATIENCE).replaceAll(".*(whsec_[A-Za-z0-9+/=]+).*", "$1");
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();

        Awaitility.await().atMost(PATIENCE).until(() -> laptop.at("/hooks").size() == 1);
        Received received = laptop.at("/hooks").getFirst();
        JsonNode event = Json.read(received.body(), JsonNode.class);
        assertThat(event.path("type").asText()).isEqualTo("customer.created");
        assertThat(event.path("data").path("object").path("id").asText()).isEqualTo(customer);
        Instant at = Instant.ofEpochSecond(Long.parseLong(received.headers().get("webhook-timestamp")));
        assertThat(received.headers().get("Plugipay-Signature"))
                .isEqualTo(WebhookSignature.plugipay(List.of(new Secret(secret)), at, received.body()));
        assertThat(listening.awaitLine(customer, PATIENCE)).contains("customer.created", "200 in ");

        laptop.answers(400);
        assertThat(run(0, "trigger", "payment.succeeded", "--id", "pay_example"))
                .contains("payment.succeeded");
        assertThat(listening.awaitLine("pay_example", PATIENCE)).contains("not delivered: 400 in ");
        assertThat(listening.printed()).doesNotContain(created.test().key());
        listening.kill();
        TestGateway.get(vertx.close());
    }

    /** The first event is taken at the second try, the second one never, and the third one waits for both. */
    @Test
    void whatIsNotTakenIsTriedAgainInOrder() {
        Vertx vertx = Vertx.vertx();
        Receiver laptop = new Receiver(vertx);
        List<String> tries = new CopyOnWriteArrayList<>();
        laptop.behaves(request -> {
            String body = laptop.at("/hooks").getLast().body();
            String name = Stream.of("First", "Second", "Third")
                    .filter(each -> body.contains("\"name\":\"" + each + '"'))
                    .findFirst()
                    .orElseThrow();
            tries.add(name);
            if (name.equals("Second")) {
                request.connection().close();
            } else {
                request.response().setStatusCode(tries.size() == 1 ? 503 : 204).end();
            }
        });
        ChildProcess listening = start("listen", "--forward", laptop.url("/hooks"));
        listening.awaitLine("whsec_", PATIENCE);
        for (String name : List.of("First", "Second", "Third")) {
            api.post("/v1/customers", "{\"name\":\"" + name + "\"}").expect(201);
        }

        Awaitility.await().atMost(PATIENCE).until(() -> tries.contains("Third"));
        assertThat(tries).startsWith("First", "First", "Second").endsWith("Second", "Third");
        listening.awaitLine("204 in ", PATIENCE);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> listening
                                .printed()
                                .lines()
                                .filter(line -> line.contains("204 in "))
                                .count()
                        == 2);
        assertThat(listening.printed().lines().filter(line -> line.contains("evt_")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("was not taken: 503 in ", "; trying again in 1 s."),
                        taken -> assertThat(taken).contains("customer.created", "204 in "),
                        second -> assertThat(second).contains("was not taken: ", "; trying again in 1 s."),
                        third -> assertThat(third).contains("; trying again in 2 s."),
                        fourth -> assertThat(fourth).contains("; trying again in 5 s."),
                        given -> assertThat(given).contains("customer.created", "not delivered: "),
                        last -> assertThat(last).contains("customer.created", "204 in "));
        assertThat(listening.isAlive()).isTrue();
        listening.kill();
        TestGateway.get(vertx.close());
    }

    @Test
    void aGatewayThatIsAwayIsWaitedFor() {
        Vertx vertx = Vertx.vertx();
        Receiver laptop = new Receiver(vertx);
        try (LoadBalancer line = LoadBalancer.open()) {
            ChildProcess listening = start(
                    List.of("listen", "--forward", laptop.url("/hooks")),
                    Map.of(
                            "PLUGIPAY_URL",
                            line.url(),
                            "PLUGIPAY_API_KEY",
                            created.test().key()));
            assertThat(listening.awaitLine("Cannot reach", PATIENCE))
                    .startsWith("Cannot reach " + line.url() + "; trying again in 1 s.");
            listening.awaitLine("trying again in 2 s.", PATIENCE);
            int port = URI.create(gateway.baseUrl()).getPort();
            line.forwardTo(port);
            listening.awaitLine("whsec_", PATIENCE);
            long lines = cannotReach(listening);

            line.cut();
            String customer =
                    api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
            Awaitility.await().atMost(PATIENCE).until(() -> cannotReach(listening) > lines);
            line.forwardTo(port);

            assertThat(listening.awaitLine(customer, PATIENCE)).contains("customer.created", "200 in ");
            assertThat(laptop.at("/hooks")).hasSize(1);
            listening.kill();
        }
        TestGateway.get(vertx.close());
    }

    private static long cannotReach(ChildProcess listening) {
        return listening
                .printed()
                .lines()
                .filter(line -> line.startsWith("Cannot reach"))
                .count();
    }

    @Test
    void whatIsThereIsShown() {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        Answer refused = api.get("/v1/customers/cus_unknown");
        refused.expect(404);

        assertThat(run(0, "events", "--type", "customer.created")).contains(customer);
        assertThat(run(0, "get", customer)).contains("\"name\" : \"Siti\"");
        assertThat(Json.read(run(0, "get", customer, "--json"), JsonNode.class)
                        .path("id")
                        .asText())
                .isEqualTo(customer);
        assertThat(run(0, "logs"))
                .contains("201  POST", "/v1/customers", "404  GET", "/v1/customers/:id", "not_found")
                .doesNotContain("cus_unknown");
        assertThat(run(1, "get", "cus_unknown")).contains("not_found").doesNotContain("\tat ");
        assertThat(run(1, "get", "nonsense")).contains("Ids of objects begin with");
        assertThat(run(1, "trigger", "nothing.happened")).contains("There is no such event");
    }

    @Test
    void whatIsMissingIsSaid() {
        ChildProcess keyless = start(List.of("events"), Map.of("PLUGIPAY_URL", gateway.baseUrl()));
        assertThat(keyless.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(keyless.printed()).contains("PLUGIPAY_API_KEY").doesNotContain("\tat ");
        ChildProcess unreachable = start(
                List.of("events", "--url", "http://127.0.0.1:1"),
                Map.of("PLUGIPAY_API_KEY", created.test().key()));
        assertThat(unreachable.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(unreachable.printed())
                .contains("Plugipay does not answer at http://127.0.0.1:1")
                .doesNotContain("\tat ", created.test().key());
        ChildProcess help = start(List.of("--help"), Map.of());
        assertThat(help.awaitExit(PATIENCE)).isZero();
        assertThat(help.printed()).contains("listen", "trigger", "workspace", "PLUGIPAY_API_KEY");
    }

    private String run(int code, String... words) {
        ChildProcess process = start(words);
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(code);
        return process.printed();
    }

    private ChildProcess start(String... words) {
        return start(
                List.of(words),
                Map.of(
                        "PLUGIPAY_URL",
                        gateway.baseUrl(),
                        "PLUGIPAY_API_KEY",
                        created.test().key()));
    }

    private static ChildProcess start(List<String> words, Map<String, String> environment) {
        return ChildProcess.start("com.plugipay.Plugipay", words, System.getProperty("java.class.path"), environment);
    }
}
