package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's signing functions and what they are used for, run as they are printed. */
class ReadmeTest {
    private static final String BODY = """
            {"amount":150000,"currency":"IDR","successUrl":"https://a.example/ü","cancelUrl":"https://a.example"}""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "zsh"})
    void theSigningFunctionWorksInEachShell(String shell) throws Exception {
        String output = signed("shell", shell, """
                plugipay POST /v1/checkout-sessions "$BODY" key-1
                plugipay GET '/v1/checkout-sessions?limit=5'
                plugipay DELETE /v1/customers/$CUSTOMER
                plugipay GET /v1/customers/$CUSTOMER
                """);
        assertThat(output).contains("\"hostedUrl\"").contains("There is nothing at GET /v1/customers/cus_");
    }

    @Test
    void theSigningFunctionWorksInNode() throws Exception {
        works(signed("node", "node", """
                async function main() {
                  const show = answer => console.log(JSON.stringify(answer));
                  show(await plugipay("POST", "/v1/checkout-sessions", process.env.BODY, "key-1"));
                  show(await plugipay("GET", "/v1/checkout-sessions?limit=5"));
                  const customer = "/v1/customers/" + process.env.CUSTOMER;
                  show(await plugipay("DELETE", customer));
                  await plugipay("GET", customer).catch(refused => console.log(String(refused)));
                }
                main();
                """));
    }

    @Test
    void theSigningFunctionWorksInPython() throws Exception {
        works(signed("python", "python3", """
                print(json.dumps(plugipay("POST", "/v1/checkout-sessions", os.environ["BODY"], "key-1")))
                print(json.dumps(plugipay("GET", "/v1/checkout-sessions?limit=5")))
                customer = "/v1/customers/" + os.environ["CUSTOMER"]
                print(json.dumps(plugipay("DELETE", customer)))
                try:
                    plugipay("GET", customer)
                except RuntimeError as refused:
                    print(refused)
                """));
    }

    private static void works(String output) {
        assertThat(output)
                .contains("\"hostedUrl\"", "null", "404 {\"data\":null,", "There is nothing at GET /v1/customers/cus_");
    }

    private String signed(String language, String program, String use) throws Exception {
        Assumptions.assumeTrue(Readme.isInstalled(program), () -> "NOT RUN: " + program + " is not on this machine");
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        String output = Readme.run(
                program,
                Readme.snippet(language) + "\n" + use,
                Map.of(
                        "BASE_URL", gateway.baseUrl(),
                        "KEY_ID", api.key().apiKey().keyId(),
                        "SECRET", api.key().secret(),
                        "CUSTOMER", customer,
                        "BODY", BODY));
        assertThat(api.get("/v1/checkout-sessions").data()).hasSize(1);
        api.get("/v1/customers/" + customer).expect(404);
        return output;
    }

    @Test
    void aBearerKeyIsEnough() throws Exception {
        for (String shell : Readme.shells()) {
            assertThat(Readme.run(
                            shell,
                            Readme.snippet("bearer"),
                            Map.of(
                                    "BASE_URL",
                                    gateway.baseUrl(),
                                    "KEY",
                                    api.key().key())))
                    .contains("\"hostedUrl\"");
        }
        assertThat(api.get("/v1/checkout-sessions").data())
                .hasSize(Readme.shells().size());
    }

    /** An interactive zsh takes what follows a # for arguments, and every shell a quote in it for the beginning of a text. */
    @Test
    void noCommandHasAComment() {
        assertThat(Readme.shellBlocks())
                .hasSizeGreaterThan(20)
                .allSatisfy(block -> assertThat(block).doesNotContainPattern("(^|\\s)#"));
    }

    @Test
    void everyCommandIsReadByEachShell() throws Exception {
        for (String shell : Readme.shells()) {
            for (String block : Readme.shellBlocks()) {
                Readme.run(shell, "if false; then\n" + block + "\nfi", Map.of());
            }
        }
    }

    @Test
    void plansAreMadeAsPrinted() throws Exception {
        assertThat(run("plan", Map.of())).contains("\"amount\":100000");
        assertThat(api.get("/v1/plans").data())
                .extracting(plan -> plan.path("name").asText())
                .containsExactly("Cloud", "Pro");
    }

    @Test
    void aSubscriptionIsMadeAndChangedAsPrinted() throws Exception {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""").expect(201).id();
        String subscription = api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan
                                + "\",\"collectionMethod\":\"send_invoice\"}")
                .expect(201)
                .id();
        assertThat(run("subscription", Map.of("CUSTOMER", customer, "PLAN", plan, "SUBSCRIPTION", subscription)))
                .contains("\"total\":100000")
                .contains("\"status\":\"paused\"");
        assertThat(api.get("/v1/subscriptions/" + subscription)
                        .data()
                        .path("quantity")
                        .asInt())
                .isEqualTo(3);
        assertThat(api.get("/v1/subscriptions").data()).hasSize(2);
    }

    @Test
    void aTestClockAdvancesAsPrinted() throws Exception {
        String clock = api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2027-01-31T00:00:00Z\"}")
                .expect(201)
                .id();
        String customer = api.post("/v1/customers", "{\"testClockId\":\"" + clock + "\"}")
                .expect(201)
                .id();
        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""").expect(201).id();
        // As a reader has it by then: nobody pays Budi's invoices.
        api.post("/v1/dunning-policies", """
                {"name":"Patient","retryAfterDays":[2],"finalAction":"leave_past_due","isDefault":true}""").expect(201);
        assertThat(run("test clock", Map.of("CLOCK", clock, "CUSTOMER", customer, "PLAN", plan)))
                .contains("\"name\":\"Budi\"", "\"testClockId\":\"" + clock + '"');
        Awaitility.await()
                .until(() ->
                        api.get("/v1/test-clocks/" + clock).text("frozenTime").startsWith("2030-01-31"));
        assertThat(api.get("/v1/invoices?limit=100").data()).hasSize(37);
        assertThat(api.get("/v1/test-clocks").data()).hasSize(2);
    }

    @Test
    void anInvoiceIsMadeAsPrinted() throws Exception {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        assertThat(run("invoice", Map.of("CUSTOMER", customer))).contains("\"total\":160950");
        assertThat(api.get("/v1/invoices").data())
                .extracting(invoice -> invoice.path("status").asText())
                .containsExactly("open");
    }

    @Test
    void billingSettingsAreChangedAsPrinted() throws Exception {
        assertThat(run("billing-settings", Map.of())).contains("\"timeZone\":\"Asia/Jakarta\"");
        assertThat(api.get("/v1/billing-settings").text("businessAddress")).isEqualTo("Jalan Braga 12\nBandung 40111");
    }

    @Test
    void theLooksAreChangedAsPrinted() throws Exception {
        assertThat(run("templates", Map.of()))
                .contains("\"accentColor\":\"#B3261E\"", "\"taxRate\":0.11", "See you soon", "\"isDefault\":true");
        assertThat(api.get("/v1/templates").expect(200).data()).hasSize(1);
    }

    @Test
    void aCustomerEntersThePortalAsPrinted() throws Exception {
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        assertThat(run("portal", Map.of("CUSTOMER", customer)))
                .contains("\"url\":\"" + gateway.baseUrl() + "/portal/open/");
    }

    @Test
    void anythingIsFoundAsPrinted() throws Exception {
        String payment = api.post("/v1/payments", """
                {"amount":150000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id();
        assertThat(run("dashboard", Map.of("PAYMENT", payment)))
                .contains("{\"data\":[", "\"objectId\":\"" + payment + "\",\"name\":\"payment.pending\"");
    }

    private String run(String snippet, Map<String, String> values) throws Exception {
        Map<String, String> environment = new HashMap<>(values);
        environment.put("BASE_URL", gateway.baseUrl());
        environment.put("KEY_ID", api.key().apiKey().keyId());
        environment.put("SECRET", api.key().secret());
        String output = Readme.shell(Readme.snippet(snippet), environment);
        assertThat(output).doesNotContain("\"code\"");
        return output;
    }
}
