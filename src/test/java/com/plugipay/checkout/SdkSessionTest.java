package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkout sessions as the client libraries create, read and list them. */
class SdkSessionTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void aSessionNamesItsWorkspaceCustomerAndProvider() {
        String customer = api.post(
                        "/api/v1/customers",
                        "{\"name\":\"Alice\",\"email\":\"alice@shop.example\",\"externalId\":\"a-1\"}")
                .expect(201)
                .id();
        Answer created = create(",\"customerId\":\"" + customer + "\"").expect(201);
        Answer found = api.get("/api/v1/checkout-sessions/" + created.id()).expect(200);
        JsonNode listed =
                api.get("/api/v1/checkout-sessions").expect(200).data().path(0);
        assertThat(found.data()).isEqualTo(created.data()).isEqualTo(listed);
        assertThat(found.text("workspaceName")).isNotBlank();
        assertThat(found.data().path("customer"))
                .hasToString("{\"id\":\"%s\",\"name\":\"Alice\",\"email\":\"alice@shop.example\",\"phone\":null,"
                                .formatted(customer)
                        + "\"externalId\":\"a-1\"}");
        assertThat(found.data().path("adapter").isNull()).isTrue();
        assertThat(found.text("arn")).endsWith(":checkout_session/" + created.id());

        JsonNode documented = api.get("/v1/checkout-sessions/" + created.id()).data();
        assertThat(documented.has("customer") || documented.has("workspaceName") || documented.has("adapter"))
                .isFalse();
        assertThat(create("").expect(201).data().path("customer").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api/v1"})
    void aSessionIsListedByWhatTheLibrariesCallItsState(String mount) {
        Api merchant = gateway.merchant();
        String open = create(merchant, "").expect(201).id();
        String claimed = claimed(merchant);
        String failed = claimed(merchant);
        merchant.post("/v1/checkout-sessions/" + failed + "/reject", "").expect(200);
        String complete = claimed(merchant);
        merchant.post("/v1/checkout-sessions/" + complete + "/confirm", "").expect(200);

        assertThat(ids(merchant, mount, "pending_review")).containsExactly(claimed);
        assertThat(ids(merchant, mount, "failed")).containsExactly(failed);
        assertThat(ids(merchant, mount, "pending")).isEmpty();
        assertThat(ids(merchant, mount, "completed")).containsExactly(complete);
        assertThat(ids(merchant, mount, "complete")).containsExactly(complete);
        assertThat(ids(merchant, mount, "open")).contains(open);
        assertThat(merchant.get(mount + "/checkout-sessions?status=lost")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("status");
        assertThat(merchant.get("/api/v1/checkout-sessions/" + failed).text("status"))
                .isEqualTo("failed");
        Answer documented = merchant.get("/v1/checkout-sessions/" + failed);
        assertThat(documented.text("status")).isEqualTo("canceled");
        assertThat(documented.text("substatus")).isEqualTo("failed");
    }

    @Test
    void theCursorOfASubstatusGoesOn() {
        Api merchant = gateway.merchant();
        List<String> claimed = List.of(claimed(merchant), claimed(merchant));
        Answer first = merchant.get("/api/v1/checkout-sessions?status=pending_review&limit=1")
                .expect(200);
        assertThat(first.data().path(0).path("id").asText()).isEqualTo(claimed.getLast());
        String cursor = first.json().at("/meta/cursor").asText();
        Answer second = merchant.get("/api/v1/checkout-sessions?limit=1&cursor=" + cursor)
                .expect(200);
        assertThat(second.data().path(0).path("id").asText()).isEqualTo(claimed.getFirst());
    }

    @Test
    void deletingCancelsAnOpenSession() {
        String id = create("").expect(201).id();
        assertThat(api.delete("/api/v1/checkout-sessions/" + id).expect(200).text("status"))
                .isEqualTo("canceled");
        api.delete("/api/v1/checkout-sessions/" + id).expect(409, "conflict");
        String others = create(gateway.merchant(), "").expect(201).id();
        api.delete("/api/v1/checkout-sessions/" + others).expect(404, "not_found");
    }

    @Test
    void aSessionThatWasConfirmedByHandIsItsOwnCharge() {
        String id = claimed(api);
        api.post("/v1/checkout-sessions/" + id + "/confirm", "").expect(200);
        String payment = api.get("/v1/checkout-sessions/" + id).text("paymentId");
        Answer refund = api.post("/api/v1/refunds", "{\"chargeId\":\"" + id + "\",\"amount\":1000}")
                .expect(201);
        assertThat(refund.text("chargeId")).isEqualTo(payment);
        assertThat(api.post("/api/v1/refunds", "{\"chargeId\":\"sess_01ARZ3NDEKTSV4RRFFQ69G5FAV\"}")
                        .expect(404, "not_found")
                        .field())
                .isEqualTo("chargeId");
        assertThat(api.get("/api/v1/checkout-sessions/" + id + "/receipt-link")
                        .expect(200)
                        .text("sourceId"))
                .isEqualTo(id);
        api.get("/api/v1/checkout-sessions/" + create("").expect(201).id() + "/receipt-link")
                .expect(404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({"[],IDR", "'[\"bank_transfer\",\"bank_transfer\"]',IDR"})
    void noMethodsMeanAllAndDuplicatesCountOnce(String methods, String currency) {
        for (String mount : List.of("/v1", "/api/v1")) {
            Answer created = api.post(
                            mount + "/checkout-sessions",
                            body(",\"methods\":" + methods).replace("IDR", currency))
                    .expect(201);
            assertThat(created.data().path("methods")).hasToString("[\"bank_transfer\"]");
        }
    }

    @Test
    void aFamilyThatTheWorkspaceCannotTakeIsNamed() {
        for (String family : List.of("qris", "va", "ewallet", "card", "retail", "paypal")) {
            Answer refused = create(",\"methods\":[\"bank_transfer\",\"" + family + "\"]")
                    .expect(422, "provider_not_configured");
            assertThat(refused.field()).isEqualTo("methods/1");
            assertThat(refused.body()).contains("takes " + family);
        }
        assertThat(create(",\"methods\":[\"cowries\"]")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("methods/0");
    }

    private static List<String> ids(Api merchant, String mount, String status) {
        return merchant.get(mount + "/checkout-sessions?status=" + status)
                .expect(200)
                .data()
                .valueStream()
                .map(each -> each.path("id").asText())
                .toList();
    }

    private static String claimed(Api merchant) {
        String id = create(merchant, "").expect(201).id();
        String path = "/v1/public/checkout/sessions/" + id;
        merchant.post(path + "/charge", "{\"method\":\"bank_transfer\"}").expect(200);
        merchant.post(path + "/buyer-claim", "").expect(200);
        return id;
    }

    private Answer create(String more) {
        return create(api, more);
    }

    private static Answer create(Api merchant, String more) {
        return merchant.post("/api/v1/checkout-sessions", body(more));
    }

    private static String body(String more) {
        return """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no","lineItems":[]%s}""".formatted(more);
    }
}
