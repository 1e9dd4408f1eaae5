package com.plugipay.pages.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another payment method is stored on the checkout page. */
class PortalMethodTest {
    private final TestSandbox sandbox = TestSandbox.shared();

    @Test
    void aSessionStoresItAndReturnsToThePortal() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        String customer = Billing.customer(api, "Siti");
        PortalVisitor visitor = PortalVisitor.of(api, customer);
        assertThat(visitor.page()).contains("Add a payment method");

        String path = visitor.press("/portal/methods").expect(303).header("Location");

        assertThat(path).matches("/c/sess_[0-9A-Z]{26}");
        Answer session = api.get("/v1/checkout-sessions/" + path.substring("/c/".length()))
                .expect(200);
        assertThat(session.text("purpose")).isEqualTo("setup");
        assertThat(session.text("customerId")).isEqualTo(customer);
        assertThat(session.text("currency")).isEqualTo("IDR");
        assertThat(session.text("successUrl"))
                .isEqualTo(sandbox.gateway().baseUrl() + "/portal")
                .isEqualTo(session.text("cancelUrl"));
        api.raw("GET", path, new byte[0], Map.of()).expect(200);
        assertThat(api.audited("objectId=" + session.id(), 1).data())
                .singleElement()
                .satisfies(entry -> assertThat(entry.at("/actor/id").asText()).isEqualTo(customer));
    }

    @Test
    void nothingCanBeAddedWithoutAProviderThatStores() {
        Api api = sandbox.merchant(ManualFactory.KIND);
        String customer = Billing.customer(api, "Siti");
        PortalVisitor.card(sandbox.gateway(), customer, "Visa •••• 1111");
        PortalVisitor visitor = PortalVisitor.of(api, customer);
        assertThat(visitor.page()).doesNotContain("Add a payment method");
        assertThat(visitor.press("/portal/methods").expect(303).header("Location"))
                .isEqualTo("/portal?notice=unavailable");
        assertThat(visitor.get("/portal?notice=unavailable", "en").body()).contains("not possible at the moment");
    }
}
