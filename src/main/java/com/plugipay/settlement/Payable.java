package com.plugipay.settlement;

import com.plugipay.model.Resource;
import com.plugipay.outbox.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer is asked to pay, and what becomes of it with the money: a checkout session. A direct payment has none.
 *
 * <p>Its changes are pure, and give it as it would be. Its SQL is a part of the settlement's statement.
 */
public interface Payable extends Resource {
    /** The one payment, from when money is certain or on its way. */
    @Nullable
    String paymentId();

    /** Whether a person has to look at money that came in. */
    boolean reviewPending();

    /** Whether its time is over, marked or not. */
    boolean isOver(Instant now);

    /** A payment of it by that method; the amount is in the currency's minor unit. */
    Payment.Terms terms(Method method, ProviderKind provider, long amount);

    /** The money is on its way. */
    Payable awaiting(Payment payment, Instant now);

    /** The money is here; a person may have to look at other money all the same. */
    Payable completed(Payment payment, boolean reviewPending, Instant now);

    /** The money will not come. */
    Payable canceled(@Nullable Payment payment, Instant now);

    /** A person has to look at money that came in, or has done so. */
    Payable reviewing(boolean reviewPending, Instant now);

    /** Whether this is another end, or the same end in another way, than what it was before. */
    boolean isEndOf(Payable before);

    /** What tells of its end; none while it is open. */
    Optional<EventType> endEvent();

    /** The step that locks its row and returns it as long as it is as it was read. */
    SettlementStep lock();

    /** The step that writes it as it becomes, if the step {@code changed} has a row. */
    SettlementStep settledUpdate();

    /** What is written when it becomes this: itself, and what changes with it, such as an invoice that it is for. */
    default List<ChangedAggregate> changesFrom(Payable before) {
        return List.of(new ChangedPayable(before, this));
    }
}
