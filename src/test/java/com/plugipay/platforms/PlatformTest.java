package com.plugipay.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Mode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform's key acts for the workspaces that the platform has provisioned, and for no other. */
class PlatformTest {
    private static final String BODY = """
            {"accountId":"%s","partner":"Mitra","discountRate":0.015,"brandName":"Kopi","businessEmail":"a@b.example"}""";
    private static final String BANK = """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""";

    private final TestGateway gateway = TestGateway.shared();
    private final String platform = gateway.workspace().workspace().id();
    private final Api api = PlatformKeys.api(gateway, platform, Mode.TEST);

    @Test
    void actsForAWorkspaceThatItHasProvisioned() {
        Answer made =
                api.post("/api/v1/admin/workspaces", BODY.formatted("kopi")).expect(201);
        assertThat(made.text("accountId")).isEqualTo("kopi");
        String workspace = made.text("workspace");

        Answer customer =
                behalf("kopi", "POST", "/v1/customers", "{\"name\":\"Siti\"}").expect(201);
        assertThat(customer.text("workspaceId")).isEqualTo(workspace).isNotEqualTo(platform);
        behalf(workspace, "GET", "/v1/customers/" + customer.id(), "").expect(200);
        api.get("/v1/customers/" + customer.id()).expect(404, "not_found");
        assertThat(api.get("/v1/customers").data()).isEmpty();

        String live = behalf("kopi", "POST", "/v1/api-keys", "{\"name\":\"Own\"}")
                .expect(201)
                .text("key");
        api.raw("GET", "/v1/customers/" + customer.id(), new byte[0], Map.of("Authorization", "Bearer " + live))
                .expect(200);
        assertThat(api.audited("objectId=" + workspace, 1)
                        .data()
                        .path(0)
                        .path("action")
                        .asText())
                .isEqualTo("workspace.provisioned");
    }

    /** An id of the form of a workspace's is that of the new one. */
    @Test
    void theAccountIdMayBeTheIdOfTheWorkspace() {
        String id =
                "ws_" + UUID.randomUUID().toString().replaceAll("[^0-9]", "0").substring(0, 26);
        String given = "ws_0" + id.substring(4);
        assertThat(api.post("/v1/admin/workspaces", BODY.formatted(given))
                        .expect(201)
                        .text("workspace"))
                .isEqualTo(given);
        assertThat(behalf(given, "POST", "/api/v1/customers", "{}").expect(201).text("accountId"))
                .isEqualTo(given);
    }

    @Test
    void takesNoWorkspaceThatThereIs() {
        String foreign = gateway.workspace().workspace().id();
        api.post("/v1/admin/workspaces", BODY.formatted(foreign)).expect(409, "conflict");
        behalf(foreign, "GET", "/v1/customers", "").expect(403, "forbidden");

        api.post("/v1/admin/workspaces", BODY.formatted("once")).expect(201);
        api.post("/v1/admin/workspaces", BODY.formatted("once")).expect(409, "conflict");
        Api other = PlatformKeys.api(gateway, gateway.workspace().workspace().id(), Mode.TEST);
        other.get("/v1/admin/workspaces/once").expect(404, "not_found");
        other.post("/v1/admin/workspaces", BODY.formatted("once")).expect(201);
        String mine = api.get("/v1/admin/workspaces/once").expect(200).text("workspace");
        assertThat(other.get("/v1/admin/workspaces/once").text("workspace")).isNotEqualTo(mine);
        assertThat(other.get("/v1/admin/workspaces").data()).hasSize(1);
        raw(other, mine, "GET", "/v1/customers", "").expect(403, "forbidden");
    }

    @Test
    void ofManyAtOnceOneIsMade() {
        List<Integer> statuses = Stream.generate(
                        () -> api.sendLater("POST", "/v1/admin/workspaces", BODY.formatted("race")))
                .limit(10)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(api.get("/v1/admin/workspaces").data()).hasSize(1);
    }

    @Test
    void oneModeDoesNotReachTheOther() {
        api.post("/v1/admin/workspaces", BODY.formatted("both")).expect(201);
        String customer =
                behalf("both", "POST", "/v1/customers", "{}").expect(201).id();
        Api live = PlatformKeys.api(gateway, platform, Mode.LIVE);
        raw(live, "both", "GET", "/v1/customers", "").expect(200);
        raw(live, "both", "GET", "/v1/customers/" + customer, "").expect(404, "not_found");
    }

    @Test
    void onlyPlatformsProvision() {
        Api merchant = gateway.merchant();
        merchant.post("/v1/admin/workspaces", BODY.formatted("x")).expect(403, "forbidden");
        merchant.get("/v1/admin/partner/usage?partner=x").expect(403, "forbidden");
        assertThat(merchant.post("/v1/api-keys", "{\"name\":\"x\",\"role\":\"platform\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("role");
        merchant.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"admin:write\"]}")
                .expect(400, "validation_error");
    }

    /** A platform that acts for a merchant does not act for itself, nor for a merchant's merchants. */
    @Test
    void aMerchantOfAPlatformIsNoPlatform() {
        api.post("/v1/admin/workspaces", BODY.formatted("merchant")).expect(201);
        assertThat(behalf("merchant", "GET", "/v1/admin/workspaces", "")
                        .expect(200)
                        .data())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', partner, 0, accountId",
        "'', partner, 0, accountId",
        "a, '', 0, partner",
        "a, b, -0.1, discountRate",
        "a, b, 1.1, discountRate",
        "a, b, null, discountRate"
    })
    void badInputIsNamed(String account, String partner, String rate, String field) {
        String body = "{\"accountId\":\"%s\",\"partner\":\"%s\",\"discountRate\":%s}".formatted(account, partner, rate);
        assertThat(api.post("/v1/admin/workspaces", body)
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo(field);
    }

    @Test
    void usageIsWhatThePartnersMerchantsWerePaid() {
        for (String account : List.of("a", "b")) {
            api.post("/v1/admin/workspaces", BODY.formatted(account)).expect(201);
            behalf(account, "PUT", "/v1/adapters/manual", BANK).expect(200);
        }
        for (int amount : new int[] {100_000, 33_333}) {
            String payment = behalf("a", "POST", "/v1/payments", """
                    {"amount":%d,"currency":"IDR","method":"bank_transfer"}""".formatted(amount))
                    .expect(201)
                    .id();
            behalf("a", "POST", "/v1/payments/" + payment + "/confirm", "").expect(200);
        }
        behalf("b", "POST", "/v1/payments", "{\"amount\":7,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201);

        JsonNode usage =
                api.get("/v1/admin/partner/usage?partner=Mitra").expect(200).data();
        assertThat(usage.path("lines")).hasSize(2);
        JsonNode paid = usage.path("lines").path(0);
        assertThat(paid.path("transactionCount").asInt()).isEqualTo(2);
        assertThat(paid.path("grossVolume").asLong()).isEqualTo(133_333);
        assertThat(paid.path("fee").asLong()).isEqualTo(2_000);
        assertThat(usage.path("lines").path(1).path("transactionCount").asInt()).isZero();
        assertThat(usage.path("total").asLong()).isEqualTo(2_000);
        assertThat(api.get("/v1/admin/partner/usage?partner=Mitra&currency=USD")
                        .data()
                        .path("total")
                        .asLong())
                .isZero();
        assertThat(api.get("/v1/admin/partner/usage?partner=Mitra&to=2020-01-01T00:00:00Z")
                        .data()
                        .path("total")
                        .asLong())
                .isZero();
        api.get("/v1/admin/partner/usage").expect(400, "validation_error");
        api.get("/v1/admin/partner/usage?partner=Mitra&currency=XYZ").expect(400, "validation_error");
        api.get("/v1/admin/partner/usage?partner=Mitra&from=2020-01-01T00:00:00Z")
                .expect(400, "validation_error");
    }

    private Answer behalf(String named, String method, String target, String body) {
        return raw(api, named, method, target, body);
    }

    private static Answer raw(Api api, String named, String method, String target, String body) {
        return api.raw(
                method,
                target,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + api.key().key(),
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "X-Plugipay-On-Behalf-Of",
                        named));
    }
}
