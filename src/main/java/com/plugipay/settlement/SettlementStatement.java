package com.plugipay.settlement;

import com.plugipay.attempts.Settler;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes a transition, with its events and audit entries, in one statement. It locks each row that the decision was made on as
 * long as it is as it was read; only when all of them are does it write what they become:
 *
 * <pre>{@code
 * with payment_as_read as (select id from payments where ... and updated_at = ... for no key update),
 *      checkout_session_as_read as (select id from checkout_sessions where ... for no key update),
 *      attempt_as_read as (select id from payment_attempts where ... for no key update),
 *      changed as (
 *          select 1
 *           where exists (select 1 from payment_as_read)
 *             and exists (select 1 from checkout_session_as_read)
 *             and exists (select 1 from attempt_as_read)),
 *      payment as (update payments set ... where ... and exists (select 1 from changed)),
 *      checkout_session as (update checkout_sessions set ... where ... and exists (select 1 from changed)),
 *      attempt as (update payment_attempts set ... where ... and exists (select 1 from changed)),
 *      ...
 * select count(*) from changed
 * }</pre>
 */
final class SettlementStatement {
    /** The step {@code changed} by the names of the steps that lock: one for each kind of settlement. */
    private static final Map<List<String>, NamedSql> CHANGED = new ConcurrentHashMap<>();

    private SettlementStatement() {}

    /** The write of a transition that changes something. */
    static Write of(ChangeContext context, Transition transition) {
        Write write = Write.of(context)
                .refusing("payment_attempts_reference_key", Settler::referenceOfAnother)
                .refusing("payments_reference_key", Settler::referenceOfAnother)
                .refusing("payment_methods_token_key", ChangedPaymentMethod.Taken::new);
        List<String> locks = new ArrayList<>();
        for (ChangedAggregate aggregate : transition.aggregates()) {
            for (SettlementStep lock : aggregate.locks()) {
                add(write, lock);
                locks.add(lock.name());
            }
        }
        write.step("changed", CHANGED.computeIfAbsent(List.copyOf(locks), SettlementStatement::changed), Values.none());
        List<ChangedAggregate> changes = transition.aggregates().stream()
                .filter(ChangedAggregate::isChanged)
                .toList();
        changes.forEach(change -> change.writes(transition).forEach(step -> add(write, step)));
        changes.forEach(change -> change.addEvents(write));
        return write;
    }

    private static void add(Write write, SettlementStep step) {
        write.step(step.name(), step.sql(), step.values());
    }

    /** A row when all of these have one. They are evaluated in this order, and none after one that has no row. */
    private static NamedSql changed(List<String> locks) {
        return NamedSql.of(locks.stream()
                .map(lock -> "exists (select 1 from " + lock + ")")
                .collect(Collectors.joining("\n   and ", "select 1\n where ", "")));
    }
}
