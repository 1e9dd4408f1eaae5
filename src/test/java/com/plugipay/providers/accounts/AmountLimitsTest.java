package com.plugipay.providers.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.PublishedConfig;
import com.plugipay.support.TestSandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A method that does not take the amount is not offered, and its refusal names the limit. */
class AmountLimitsTest {
    private final TestSandbox sandbox = TestSandbox.shared();
    private final List<AmountLimitTable.Line> lines = PublishedConfig.load().amountLimits();
    private final AmountLimitTable published = new AmountLimitTable(lines);

    @ParameterizedTest
    @CsvSource({
        "xendit, QRIS, IDR, 1, none",
        "xendit, QRIS, IDR, 10000000, none",
        "xendit, QRIS, IDR, 10000001, amount_too_large",
        "xendit, BCA_VA, IDR, 9999, amount_too_small",
        "xendit, BCA_VA, IDR, 10000, none",
        "xendit, BCA_VA, IDR, 50000001, amount_too_large",
        "xendit, MANDIRI_VA, IDR, 50000000001, amount_too_large",
        "xendit, PERMATA_VA, IDR, 10000000000, amount_too_large",
        "xendit, CIMB_VA, IDR, 1, none",
        "xendit, LINKAJA, IDR, 20000001, amount_too_large",
        "xendit, CARD, IDR, 4999, amount_too_small",
        "xendit, CARD, IDR, 5000, none",
        "midtrans, QRIS, IDR, 10000001, amount_too_large",
        "midtrans, BCA_VA, IDR, 1, none",
        "paypal, PAYPAL, HUF, 100050, amount_not_supported",
        "paypal, PAYPAL, HUF, 100000, none",
        "paypal, PAYPAL, TWD, 101, amount_not_supported",
        "paypal, PAYPAL, JPY, 1001, none",
        "paypal, PAYPAL, USD, 1001, none",
        "manual, BANK_TRANSFER, IDR, 1, none"
    })
    void findsTheObstacle(ProviderKind kind, Method method, String currency, long amount, String obstacle) {
        String found = published.of(kind, method, currency).obstacle(amount, currency);
        assertThat(String.valueOf(found)).isEqualTo(obstacle.equals("none") ? "null" : obstacle);
    }

    /** A line without limits means that the provider publishes none. */
    @ParameterizedTest
    @ValueSource(strings = {"xendit", "midtrans", "paypal"})
    void everyMethodThatIsOfferedHasOneLine(ProviderKind kind) {
        List<String> offered = new ArrayList<>();
        for (Method method : Method.values()) {
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .filter(currency -> kind.takes(method, currency))
                    .forEach(currency -> offered.add(method + " " + currency));
        }

        assertThat(lines.stream().filter(line -> line.provider() == kind))
                .extracting(line -> line.method() + " " + line.currency())
                .containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void anOperatorsOwnLimitIsUsed() {
        AmountLimitTable own = new AmountLimitTable(List.of(new AmountLimitTable.Line(
                PayPalFactory.KIND, Method.PAYPAL, "HUF", new BigDecimal("100"), new BigDecimal("3000000"))));

        AmountLimits limits = own.of(PayPalFactory.KIND, Method.PAYPAL, "HUF");
        assertThat(limits.obstacle(9_900, "HUF")).isEqualTo("amount_too_small");
        assertThat(limits.obstacle(300_000_100, "HUF")).isEqualTo("amount_too_large");
        assertThat(limits.obstacle(10_050, "HUF")).isEqualTo("amount_not_supported");
        assertThat(own.of(PayPalFactory.KIND, Method.PAYPAL, "TWD").obstacle(101, "TWD"))
                .isEqualTo("amount_not_supported");
        assertThat(own.of(XenditFactory.KIND, Method.QRIS, "IDR").take(1, "IDR"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "xendit, QRIS, IDR, 10, 9, minimum is more than maximum for xendit qris IDR",
        "xendit, QRIS, IDR, -1, 9, -1 is not a valid amount for xendit qris IDR",
        "paypal, PAYPAL, USD, 0.001, 9, 0.001 is not a valid amount for paypal paypal USD",
        "midtrans, OVO, IDR, 1, 9, nothing can be charged by midtrans ovo IDR",
        "paypal, PAYPAL, RUPIAH, 1, 9, RUPIAH is not an ISO 4217 currency"
    })
    void nonsenseIsRefusedByName(
            ProviderKind kind, Method method, String currency, BigDecimal minimum, BigDecimal maximum, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmountLimitTable.Line(kind, method, currency, minimum, maximum))
                .withMessageContaining(message);
    }

    @Test
    void aSessionOffersOnlyMethodsThatTakeItsAmount() {
        Api api = sandbox.merchant(XenditFactory.KIND, PayPalFactory.KIND, ManualFactory.KIND);

        assertThat(methods(api, 9_999, "IDR")).contains("\"qris\"", "\"card\"", "\"bank_transfer\"");
        assertThat(methods(api, 9_999, "IDR")).doesNotContain("\"bca_va\"", "\"alfamart\"", "\"indomaret\"");
        assertThat(methods(api, 10_000_001, "IDR")).contains("\"bca_va\"").doesNotContain("\"qris\"");
        assertThat(methods(api, 100_050, "HUF")).isEqualTo("[\"bank_transfer\"]");
        assertThat(methods(api, 100_000, "HUF")).contains("\"paypal\"");
    }

    @Test
    void aRequestedMethodThatDoesNotTakeTheAmountIsRefusedWithItsLimit() {
        Api api = sandbox.merchant(XenditFactory.KIND, PayPalFactory.KIND);

        Answer small = create(api, 9_999, "IDR", "\"qris\",\"bca_va\"").expect(422, "provider_rejected");
        assertThat(small.field()).isEqualTo("methods/1");
        assertThat(small.body()).contains("from Rp 10.000 to Rp 50.000.000");
        assertThat(small.details().path(0).path("code").asText()).isEqualTo("amount_too_small");
        assertThat(small.details().path(0).path("minimum").asLong()).isEqualTo(10_000);
        assertThat(small.details().path(0).path("maximum").asLong()).isEqualTo(50_000_000);

        Answer decimals = create(api, 100_050, "HUF", "\"paypal\"").expect(422, "provider_rejected");
        assertThat(decimals.details().path(0).path("code").asText()).isEqualTo("amount_not_supported");
        Answer nothing = create(api, 100_050, "HUF", null).expect(422, "provider_rejected");
        assertThat(nothing.field()).isEqualTo("amount");

        Answer direct = api.post("/v1/payments", "{\"amount\":10000001,\"currency\":\"IDR\",\"method\":\"qris\"}")
                .expect(422, "provider_rejected");
        assertThat(direct.field()).isEqualTo("amount");
        assertThat(direct.details().path(0).path("maximum").asLong()).isEqualTo(10_000_000);
        assertThat(api.get("/v1/payments").data()).isEmpty();
    }

    @Test
    void whoCannotTakeTheAmountIsPassedOver() {
        Api api = sandbox.merchant(XenditFactory.KIND, MidtransFactory.KIND);
        assertThat(provider(api, 10_000)).isEqualTo("xendit");
        assertThat(provider(api, 9_999)).isEqualTo("midtrans");
        assertThat(methods(api, 9_999, "IDR")).contains("\"bca_va\"");
        api.post("/v1/payments", """
            {"amount":9999,"currency":"IDR","method":"bca_va","provider":"xendit"}""").expect(422, "provider_rejected");
    }

    @Test
    void anAccountThatFailsIsNoLongerOffered() {
        Api api = sandbox.merchant(XenditFactory.KIND, ManualFactory.KIND);
        String session = create(api, 25_000, "IDR", null).expect(201).id();
        assertThat(page(api, session)).contains("value=\"qris\"", "value=\"bank_transfer\"");

        api.put("/v1/adapters/xendit", "{\"secretKey\":\"xnd_development_wrong\"}")
                .expect(200);

        assertThat(page(api, session)).contains("value=\"bank_transfer\"").doesNotContain("value=\"qris\"");
        Answer seen = api.get("/v1/public/checkout/sessions/" + session).expect(200);
        assertThat(seen.data().path("methods").toString()).isEqualTo("[\"bank_transfer\"]");
        assertThat(api.get("/v1/checkout-sessions/" + session)
                        .data()
                        .path("methods")
                        .toString())
                .contains("\"qris\"");
    }

    private static String provider(Api api, long amount) {
        return api.post("/v1/payments", "{\"amount\":%d,\"currency\":\"IDR\",\"method\":\"bca_va\"}".formatted(amount))
                .expect(201)
                .text("provider");
    }

    private static String methods(Api api, long amount, String currency) {
        return create(api, amount, currency, null)
                .expect(201)
                .data()
                .path("methods")
                .toString();
    }

    private static Answer create(Api api, long amount, String currency, @Nullable String methods) {
        String methodsField = methods == null ? "" : ",\"methods\":[" + methods + "]";
        return api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"%s","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"%s}""".formatted(amount, currency, methodsField));
    }

    private static String page(Api api, String session) {
        return api.raw("GET", "/c/" + session, new byte[0], Map.of("Accept-Language", "en"))
                .body();
    }
}
