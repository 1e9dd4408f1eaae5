package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.send.WebhookSignature;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

        laptop.answers(500);
        assertThat(run(0, "trigger", "payment.succeeded", "--id", "pay_example"))
                .contains("payment.succeeded");
        assertThat(listening.awaitLine("pay_example", PATIENCE)).contains("500 in ");
        assertThat(listening.printed()).doesNotContain(created.test().key());
        listening.kill();
        TestGateway.get(vertx.close());
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
