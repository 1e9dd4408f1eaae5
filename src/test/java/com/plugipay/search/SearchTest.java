package com.plugipay.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person has in hand leads to the object that is meant, and to none of another workspace. */
class SearchTest {
    private final Api merchant = TestGateway.shared().merchant();

    private List<String> found(String text) {
        return StreamSupport.stream(
                        merchant.get("/v1/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                                .expect(200)
                                .data()
                                .spliterator(),
                        false)
                .map(hit -> hit.path("id").asText())
                .toList();
    }

    private static String customer(Api api, String name, String email, String externalId) {
        return api.post(
                        "/v1/customers",
                        "{\"name\":\"%s\",\"email\":\"%s\",\"externalId\":\"%s\"}".formatted(name, email, externalId))
                .expect(201)
                .id();
    }

    private static String payment(Api api, long amount, String currency) {
        return api.post("/v1/payments", """
                {"amount":%d,"currency":"%s","method":"bank_transfer"}""".formatted(amount, currency))
                .expect(201)
                .id();
    }

    @Test
    void aCustomerIsFoundByIdAddressReferenceAndTheBeginningOfTheName() {
        String siti = customer(merchant, "Siti Rahmawati", "siti@kopi.example", "CRM-7");
        String other = customer(merchant, "Situ Bagendit", "situ@kopi.example", "CRM-8");
        customer(TestGateway.shared().merchant(), "Siti Rahmawati", "siti@kopi.example", "CRM-7");

        assertThat(found(siti)).containsExactly(siti);
        assertThat(found("siti@kopi.example")).containsExactly(siti);
        assertThat(found("CRM-7")).containsExactly(siti);
        assertThat(found("siti rah")).containsExactly(siti);
        assertThat(found("SIT")).containsExactlyInAnyOrder(siti, other);
        assertThat(found("%")).isEmpty();
        assertThat(found("rahmawati")).isEmpty();
    }

    @Test
    void aPaymentIsFoundByItsExactAmountAndItsReference() {
        String payment = payment(merchant, 150_001, "IDR");
        long amount =
                merchant.get("/v1/payments/" + payment).data().path("amount").asLong();
        String reference = merchant.get("/v1/payments/" + payment)
                .data()
                .path("providerReference")
                .asText();

        assertThat(found(String.valueOf(amount))).containsExactly(payment);
        assertThat(found("Rp " + amount / 1000 + '.' + String.valueOf(amount).substring(3)))
                .containsExactly(payment);
        assertThat(found(reference)).containsExactly(payment);
        assertThat(found(String.valueOf(amount + 1))).isEmpty();
        // Rupiah have no minor unit: this is another amount.
        assertThat(found(amount / 100 + "," + amount % 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table payments",
                "\uD83D\uDE00",
                "9999999999999",
                "111.111.111.111.111.111.111.111",
                "١٢٣",
                "a\\b",
                "1.2.3.4"
            })
    void whatIsNothingFindsNothing(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void nothingIsNotLookedFor() {
        assertThat(merchant.get("/v1/search").expect(400).field()).isEqualTo("q");
        assertThat(merchant.get("/v1/search?q=%20").expect(400).field()).isEqualTo("q");
    }
}
