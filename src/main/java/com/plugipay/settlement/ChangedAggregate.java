package com.plugipay.settlement;

import com.plugipay.model.Resource;
import com.plugipay.outbox.Write;
import java.util.List;

/**
 * One object that a decision about money was made on, such as a payment, and what it becomes. A settlement writes all its
 * objects in one statement, or none of them when one is no longer as it was read.
 */
public interface ChangedAggregate {
    /** The order of payments; see {@link #order}. */
    int PAYMENT = 10;

    /** The order of what is paid, such as checkout sessions. */
    int PAYABLE = 20;

    /** The order of payment methods. */
    int PAYMENT_METHOD = 80;

    /** The order of attempts: the last, because the end of a session also changes its other attempts. */
    int ATTEMPT = 90;

    /** The name of the object in the transition, such as {@code payment}; a transition has one of each name. */
    String name();

    /**
     * The place of the object among those of a transition, lower first. Rows are locked in this order by every settlement,
     * so that two settlements never wait for each other; events are written in this order too.
     */
    int order();

    /** What the object becomes. */
    Resource after();

    /** Whether the object changes. One that does not must still be as it was read. */
    boolean isChanged();

    /** The steps that lock the rows, each of which returns its row as long as it is as it was read; none for a new object. */
    List<SettlementStep> locks();

    /**
     * The steps that write what the object becomes, which they do only if the step {@code changed} has a row.
     *
     * @param transition what else changes
     */
    List<SettlementStep> writes(Transition transition);

    /** Adds the events and audit entries of the change. */
    void addEvents(Write write);
}
