package com.plugipay.billing.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.dunning.FailureNotice.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the failure code of a try means to the customer. */
class FailureReasonTest {
    @ParameterizedTest
    @CsvSource({
        "insufficient_funds, DECLINED",
        "anything_else, DECLINED",
        "provider_not_configured, DECLINED",
        ", DECLINED",
        "card_stolen, METHOD_ENDED",
        "account_closed, METHOD_ENDED",
        "expired_card, METHOD_ENDED",
        "payment_method_revoked, METHOD_ENDED",
        "action_required, NOT_CONFIRMED",
        "no_payment_method, NO_METHOD",
        "not_paid, NOT_PAID"
    })
    void followsFromTheCode(String code, Reason reason) {
        assertThat(Reason.of(code)).isEqualTo(reason);
    }
}
