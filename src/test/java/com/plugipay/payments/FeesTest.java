package com.plugipay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.plugipay.providers.Method;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.PublishedConfig;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeesTest {
    private final Fees published = new Fees(PublishedConfig.load().fees());

    @Test
    void aReportedFeeIsExact() {
        assertThat(published.of(MidtransFactory.KIND, Method.QRIS, 150_000, "IDR", 777L))
                .isEqualTo(Fee.exact(777));
    }

    @Test
    void otherFeesAreEstimatedByTheTable() {
        assertThat(published.of(MidtransFactory.KIND, Method.QRIS, 150_000, "IDR", null))
                .isEqualTo(Fee.estimated(1_050));
        assertThat(published.of(MidtransFactory.KIND, Method.BCA_VA, 150_000, "IDR", null))
                .isEqualTo(Fee.estimated(4_000));
        assertThat(published.of(MidtransFactory.KIND, Method.CARD, 150_000, "IDR", null))
                .isEqualTo(Fee.estimated(6_350));
    }

    @Test
    void aFeeNeverExceedsTheAmountAndIsRoundedToTheMinorUnit() {
        assertThat(published.of(MidtransFactory.KIND, Method.BCA_VA, 100, "IDR", null))
                .isEqualTo(Fee.estimated(100));
        Fees dollars = new Fees(List.of(new Fees.Rate(
                PayPalFactory.KIND, Method.PAYPAL, "USD", new BigDecimal("4.4"), new BigDecimal("0.30"))));
        assertThat(dollars.of(PayPalFactory.KIND, Method.PAYPAL, 1_001, "USD", null))
                .isEqualTo(Fee.estimated(74));
    }

    @Test
    void aFeeWithoutALineInTheTableIsUnknown() {
        assertThat(published.of(XenditFactory.KIND, Method.QRIS, 150_000, "IDR", null))
                .isEqualTo(Fee.UNKNOWN);
    }

    @Test
    void anImpossibleRateIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Fees.Rate(XenditFactory.KIND, Method.QRIS, "IDR", new BigDecimal("-1"), BigDecimal.ZERO))
                .withMessageContaining("xendit qris");
    }
}
