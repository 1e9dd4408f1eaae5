package com.plugipay.settlement;

import com.plugipay.model.Resource;
import com.plugipay.outbox.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer is asked to pay, such as a checkout session; a direct payment has none.
 *
 * <p>Its methods that change it are pure and return a copy. Its SQL is a part of the settlement's statement.
 */
public interface Payable extends Resource {
    /** The id of its only payment; null until the money is on its way. */
    @Nullable
    String paymentId();

    /** What is still to be paid, in the currency's minor unit. */
    long amountDue();

    String currency();

    /** Whether money that came in is in review. */
    boolean reviewPending();

    /** Whether it has ended or its time is over. */
    boolean isOver(Instant now);

    /** The terms of a payment of it; the amount is in the currency's minor unit. */
    Payment.Terms terms(Method method, ProviderKind provider, long amount);

    /** The money is on its way. */
    Payable awaiting(Payment payment, Instant now);

    /** The money is here; other money may still be in review. */
    Payable completed(Payment payment, boolean reviewPending, Instant now);

    /** The money will not come. */
    Payable canceled(@Nullable Payment payment, Instant now);

    /** Money that came in is in review, or no longer is. */
    Payable reviewing(boolean reviewPending, Instant now);

    /** Whether it ends with this change, or ends in another way than before. */
    boolean isEndOf(Payable before);

    /** The type of the event of its end; empty while it is open. */
    Optional<EventType> endEvent();

    /** The step that locks its row and returns it as long as it is as it was read. */
    SettlementStep lock();

    /** The step that writes it as it becomes, if the step {@code changed} has a row. */
    SettlementStep settledUpdate();
}
