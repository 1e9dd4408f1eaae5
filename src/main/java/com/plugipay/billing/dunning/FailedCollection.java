package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.customers.CustomerMailStore;
import com.plugipay.customers.CustomerMailStore.CustomerMail;
import com.plugipay.db.Values;
import com.plugipay.mail.MailKind;
import com.plugipay.model.Resource;
import com.plugipay.outbox.Write;
import com.plugipay.settlement.ChangedAggregate;
import com.plugipay.settlement.PayableEnd.Ended;
import com.plugipay.settlement.SettlementStep;
import com.plugipay.settlement.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A try that has failed, with the one that follows.
 *
 * @param next null when that was the last one
 * @param mailedCustomerId the customer who is told by mail; null for nobody
 * @param events of the invoice and its subscription
 */
record FailedCollection(
        CollectionTry failed,
        @Nullable CollectionTry next,
        @Nullable String mailedCustomerId,
        List<Ended> events,
        Instant now)
        implements ChangedAggregate {

    @Override
    public String name() {
        return "collection_try";
    }

    /** After what is paid: its rows are locked first. */
    @Override
    public int order() {
        return PAYABLE + 1;
    }

    @Override
    public Resource after() {
        return failed;
    }

    @Override
    public boolean isChanged() {
        return true;
    }

    @Override
    public List<SettlementStep> locks() {
        return List.of(
                new SettlementStep("collection_try_as_read", CollectionTryRow.LOCK, CollectionTryRow.values(failed)));
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        Values ended = CollectionTryRow.values(failed);
        List<SettlementStep> writes = new ArrayList<>();
        writes.add(new SettlementStep(name(), CollectionTryRow.SETTLED_END, ended));
        if (next != null) {
            writes.add(new SettlementStep(
                    "next_collection_try", CollectionTryRow.INSERT_NEXT, CollectionTryRow.rows(List.of(next), now)));
        }
        if (mailedCustomerId != null) {
            CustomerMail mail = new CustomerMail(failed.invoiceId(), failed.id(), mailedCustomerId);
            writes.add(new SettlementStep(
                    "mail",
                    CustomerMailStore.QUEUE,
                    CustomerMailStore.values(MailKind.COLLECTION_FAILED, List.of(mail), now)));
        }
        return writes;
    }

    @Override
    public void addEvents(Write write) {
        events.forEach(event -> write.event(event.type(), event.object()));
        write.audit(
                "collection_try.failed",
                failed.id(),
                Map.of(
                        "invoiceId",
                        failed.invoiceId(),
                        "code",
                        Objects.requireNonNullElse(failed.failureCode(), "unknown")));
    }
}
