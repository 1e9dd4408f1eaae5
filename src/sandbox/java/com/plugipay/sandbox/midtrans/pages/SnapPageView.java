package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Snap's page while the buyer chooses.
 *
 * @param methods everything but a card, and OVO, which asks for a phone
 * @param problem what went wrong with the last try; null for nothing
 * @param backUrl null for nowhere
 */
public record SnapPageView(
        String token,
        String merchant,
        String orderId,
        String amount,
        List<Method> methods,
        boolean ovo,
        boolean card,
        @Nullable String problem,
        @Nullable String backUrl) {

    /** A button. */
    public record Method(String name, String title) {}

    static SnapPageView of(SnapSession session, @Nullable String problem) {
        MidtransOrder order = session.order();
        String finish = session.finishUrl();
        return new SnapPageView(
                session.token(),
                order.merchant().merchantId(),
                order.orderId(),
                ChargePage.rupiah(order.amount()),
                session.enabled().stream()
                        .filter(channel -> channel != MidtransPaymentType.CARD && channel != MidtransPaymentType.OVO)
                        .map(channel -> new Method(channel.snapName(), channel.title()))
                        .toList(),
                session.enabled().contains(MidtransPaymentType.OVO),
                session.enabled().contains(MidtransPaymentType.CARD),
                problem,
                finish == null ? null : Returns.unfinished(finish, order));
    }
}
