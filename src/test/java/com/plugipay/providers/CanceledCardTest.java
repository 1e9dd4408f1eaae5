package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.TestSandbox;
import org.junit.jupiter.api.Test;

/** A captured card payment at Midtrans can be canceled, by Plugipay or in Midtrans's dashboard: its money goes back. */
class CanceledCardTest {

    @Test
    void aCapturedCardThatIsCanceledIsRefunded() {
        ProviderDriver till = ProviderDriver.of(TestSandbox.shared(), MidtransFactory.KIND, Method.CARD);
        String session = till.session();
        till.choose(session).expect(200);
        till.pay(session);
        String payment =
                till.awaitSession(session, "complete").path("paymentId").asText();

        till.act(session, "cancel");

        assertThat(till.await("/v1/payments/" + payment, "refunded")
                        .path("amountRefunded")
                        .asLong())
                .isEqualTo(till.price);
    }
}
