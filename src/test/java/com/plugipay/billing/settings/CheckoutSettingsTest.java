package com.plugipay.billing.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the checkout are one page over the billing settings, the routing and the default template of receipts. */
class CheckoutSettingsTest {
    private static final String PATH = "/v1/checkout/settings";
    private static final String MANUAL =
            "{'bankAccounts':[{'bankName':'BCA','accountNumber':'1234567890','accountHolder':'PT Uji'}]}";

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());
    private final Api live = Api.of(gateway, workspace.live());

    @Test
    void aWorkspaceThatHasSetNothingOffersEverything() {
        JsonNode settings = api.get(PATH).expect(200).data();
        assertThat(texts(settings.path("enabledMethods"))).contains("qris", "bca_va", "card", "bank_transfer");
        assertThat(settings.path("methodOrder")).isEmpty();
        assertThat(settings.path("methodAdapter").isObject()).isTrue();
        assertThat(settings.path("availableMethods")).isEmpty();
        assertThat(settings.path("methodSupport")).isEmpty();
        assertThat(settings.path("brandLogoUrl").isNull()).isTrue();
        assertThat(settings.path("receiptTemplate").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api/v1"})
    void whatIsSetIsShownWhereItIsStored(String mount) {
        JsonNode changed = patch(mount, """
                {'brandName':'Kopi Siti','brandTagline':'Fresh','brandAccentColor':'#B3261E','businessPhone':'+62 22 1',
                 'businessEmail':'halo@siti.example','businessAddress':'Jalan Braga 12','businessTaxId':'01.2',
                 'methodAdapter':{'qris':'midtrans'}}""").expect(200).data();
        assertThat(changed.path("brandName").asText()).isEqualTo("Kopi Siti");
        assertThat(api.get(mount + "/checkout/settings").expect(200).data()).isEqualTo(changed);
        JsonNode billing = api.get(mount + "/billing-settings").expect(200).data();
        assertThat(billing.path("businessName").asText()).isEqualTo("Kopi Siti");
        assertThat(billing.path("tagline").asText()).isEqualTo("Fresh");
        assertThat(billing.path("accentColor").asText()).isEqualTo("#B3261E");
        assertThat(billing.path("businessTaxId").asText()).isEqualTo("01.2");
        assertThat(api.get("/v1/adapters/routing").data().at("/methods/qris").asText())
                .isEqualTo("midtrans");
        patch(mount, "{'brandName':null}").expect(200);
        JsonNode cleared = api.get(mount + "/checkout/settings").data();
        assertThat(cleared.path("brandName").isNull()).isTrue();
        assertThat(cleared.path("brandTagline").asText()).isEqualTo("Fresh");
        api.put("/v1/adapters/routing", "{\"order\":[],\"methods\":{},\"disabledMethods\":[\"card\"]}")
                .expect(200);
        assertThat(texts(api.get(PATH).data().path("enabledMethods"))).doesNotContain("card");
    }

    @Test
    void familiesStandForTheirMethods() {
        JsonNode changed = patch(
                        "/v1",
                        "{'enabledMethods':['va','card'],'methodOrder':['card','va','bca_va'],'methodAdapter':"
                                + "{'va':'midtrans','bca_va':'xendit'}}")
                .expect(200)
                .data();
        assertThat(texts(changed.path("enabledMethods")))
                .startsWith("card", "bca_va")
                .allMatch(method -> method.equals("card") || method.endsWith("_va"));
        assertThat(texts(changed.path("methodOrder"))).doesNotHaveDuplicates().startsWith("card", "bca_va");
        assertThat(changed.at("/methodAdapter/bca_va").asText()).isEqualTo("xendit");
        assertThat(changed.at("/methodAdapter/bni_va").asText()).isEqualTo("midtrans");
        JsonNode all = patch("/v1", "{'enabledMethods':[]}").expect(200).data();
        assertThat(texts(all.path("enabledMethods"))).contains("qris", "card", "bank_transfer");
    }

    @Test
    void aMethodThatIsNotEnabledIsNotOffered() {
        api.put("/v1/adapters/manual", MANUAL.replace('\'', '"')).expect(200);
        JsonNode settings = api.get("/api/v1/checkout/settings").expect(200).data();
        assertThat(texts(settings.path("availableMethods"))).containsExactly("bank_transfer");
        assertThat(settings.at("/methodSupport/bank_transfer/0").asText()).isEqualTo("manual");
        assertThat(texts(session("").expect(201).data().path("methods"))).containsExactly("bank_transfer");
        patch("/v1", "{'enabledMethods':['qris']}").expect(200);
        session("").expect(422, "provider_not_configured");
        Answer named = session(",\"methods\":[\"bank_transfer\"]").expect(400, "validation_error");
        assertThat(named.field()).isEqualTo("methods/0");
        assertThat(named.body()).contains("bank_transfer");
        patch("/v1", "{'enabledMethods':[]}").expect(200);
        session("").expect(201);
    }

    @Test
    void theOrderHoldsForSessionsAndThePublicApi() {
        api.put(
                        "/v1/adapters/xendit",
                        "{\"secretKey\":\"xnd_development_" + "A".repeat(40) + "\",\"callbackToken\":\"token\"}")
                .expect(200);
        api.put("/v1/adapters/manual", MANUAL.replace('\'', '"')).expect(200);
        patch("/v1", "{'methodOrder':['bank_transfer','card']}").expect(200);
        Answer session = session("").expect(201);
        assertThat(texts(session.data().path("methods"))).startsWith("bank_transfer");
        JsonNode shown = api.get("/v1/public/checkout/sessions/" + session.id())
                .expect(200)
                .data();
        assertThat(texts(shown.path("methods"))).startsWith("bank_transfer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'enabledMethods':['qris','bitcoin']} | enabledMethods/1",
                "{'methodOrder':['VA']} | methodOrder/0",
                "{'methodAdapter':{'bitcoin':'xendit'}} | methodAdapter/bitcoin",
                "{'methodAdapter':{'qris':'stripe'}} | methodAdapter/qris",
                "{'methodAdapter':{'va':'paypal'}} | methodAdapter/va",
                "{'availableMethods':['qris']} | availableMethods",
                "{'methodSupport':{}} | methodSupport",
                "{'brandColor':'#FFFFFF'} | brandColor",
                "{'brandAccentColor':'red'} | brandAccentColor",
                "{'businessEmail':'nobody'} | businessEmail",
                "{'brandName':'A\\nB'} | brandName",
                "{'receiptTemplate':{'taxRate':11}} | receiptTemplate/taxRate",
                "{'receiptTemplate':{'termsText':'A'}} | receiptTemplate/termsText",
                "{'enabledMethods':null} | enabledMethods"
            })
    void whatCannotBeSetIsRefusedByName(String body, String field) {
        for (String mount : List.of("/v1", "/api/v1")) {
            Answer refused = patch(mount, body).expect(400, "validation_error");
            assertThat(refused.field()).isEqualTo(field);
        }
    }

    @Test
    void theOtherModeAndOtherWorkspacesKeepTheirs() {
        Api other = gateway.merchant();
        patch("/v1", "{'brandName':'Mine','enabledMethods':['qris']}").expect(200);
        for (Api stranger : List.of(live, other)) {
            JsonNode theirs = stranger.get(PATH).expect(200).data();
            assertThat(theirs.path("brandName").isNull()).isTrue();
            assertThat(texts(theirs.path("enabledMethods"))).contains("card");
        }
    }

    @Test
    void changesAtTheSameMomentAreAllKeptAndEachIsInTheAuditLog() {
        List<String> bodies = List.of(
                "{\"brandName\":\"A\"}",
                "{\"methodOrder\":[\"card\"]}",
                "{\"receiptTemplate\":{\"footerText\":\"Bye\"}}",
                "{\"enabledMethods\":[\"card\",\"qris\"]}");
        List<CompletableFuture<Answer>> sent =
                bodies.stream().map(body -> api.sendLater("PATCH", PATH, body)).toList();
        sent.forEach(answer -> answer.join().expect(200));
        JsonNode settings = api.get(PATH).data();
        assertThat(settings.path("brandName").asText()).isEqualTo("A");
        assertThat(texts(settings.path("methodOrder"))).containsExactly("card");
        assertThat(texts(settings.path("enabledMethods"))).containsExactly("card", "qris");
        assertThat(settings.at("/receiptTemplate/footerText").asText()).isEqualTo("Bye");
        JsonNode entries = api.audited("action=checkout_settings.updated", 4).data();
        assertThat(StreamSupport.stream(entries.spliterator(), false)
                        .map(entry -> entry.at("/details/fields/0").asText()))
                .containsExactlyInAnyOrder("brandName", "methodOrder", "receiptTemplate", "enabledMethods");
    }

    @Test
    void aChangeBesideOneOfTheRoutingLosesNothing() {
        api.put("/v1/adapters/routing", "{\"order\":[\"manual\"],\"methods\":{}}")
                .expect(200);
        List<CompletableFuture<Answer>> sent = IntStream.range(0, 12)
                .mapToObj(i -> i % 2 == 0
                        ? api.sendLater("PATCH", PATH, "{\"brandTagline\":\"" + i + "\"}")
                        : api.sendLater(
                                "PUT",
                                "/v1/adapters/routing",
                                "{\"order\":[\"manual\"],\"methods\":{\"card\":\"xendit\"}}"))
                .toList();
        sent.forEach(answer -> answer.join().expect(200));
        assertThat(api.get("/v1/adapters/routing").data().at("/methods/card").asText())
                .isEqualTo("xendit");
    }

    @Test
    void anIdempotencyKeyIsNotNeeded() {
        patch("/v1", "{}").expect(200);
        api.send("PATCH", PATH, "{\"brandTagline\":\"B\"}", null).expect(200);
        assertThat(api.get(PATH).text("brandTagline")).isEqualTo("B");
    }

    private Answer session(String more) {
        return api.post(
                "/v1/checkout-sessions",
                "{\"amount\":50000,\"currency\":\"IDR\",\"successUrl\":\"https://shop.example/\",\"cancelUrl\":"
                        + "\"https://shop.example/\"" + more + "}");
    }

    private Answer patch(String mount, String body) {
        return api.patch(mount + "/checkout/settings", body.replace('\'', '"'));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
