package com.plugipay.billing.collection;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A try to collect the invoice of a subscription. The next one is made when it has failed.
 *
 * @param number counted from 0
 * @param charges whether the stored payment method is charged; otherwise the customer is reminded
 * @param startedAt when the first try was made, from which the days of the others are counted
 * @param attemptId the charge; null before it was started
 * @param testClockId the test clock on which it lives; null for real time
 * @param dueAt when something is to be done; null when it is over
 */
@RecordBuilder
public record CollectionTry(
        String id,
        String workspaceId,
        Mode mode,
        String invoiceId,
        int number,
        boolean charges,
        Status status,
        Instant startedAt,
        @Nullable String attemptId,
        @Nullable String failureCode,
        @Nullable String testClockId,
        @Nullable Instant dueAt)
        implements Resource {

    /** Its state. */
    public enum Status {
        SCHEDULED,
        /** A charge was started, whose outcome is not known yet. */
        CHARGING,
        /** It has collected the invoice. */
        SUCCEEDED,
        FAILED,
        /** The invoice was paid or voided otherwise. */
        ENDED;

        /** The name in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first try of an invoice. */
    public static CollectionTry first(
            Tenant tenant,
            String invoiceId,
            boolean charges,
            @Nullable String testClockId,
            Instant dueAt,
            Instant now) {
        return new CollectionTry(
                Ids.at(now, "try"),
                tenant.workspaceId(),
                tenant.mode(),
                invoiceId,
                0,
                charges,
                Status.SCHEDULED,
                dueAt,
                null,
                null,
                testClockId,
                dueAt);
    }

    /** The try that follows this one. */
    public CollectionTry next(Instant dueAt, Instant now) {
        return CollectionTryBuilder.builder(this)
                .id(Ids.at(now, "try"))
                .number(number + 1)
                .status(Status.SCHEDULED)
                .attemptId(null)
                .failureCode(null)
                .dueAt(dueAt)
                .build();
    }

    /** The try when its charge has been started. */
    public CollectionTry charging(String attemptId) {
        return CollectionTryBuilder.builder(this)
                .status(Status.CHARGING)
                .attemptId(attemptId)
                .build();
    }

    /** The try when it is over. */
    public CollectionTry over(Status status, @Nullable String failureCode) {
        return CollectionTryBuilder.builder(this)
                .status(status)
                .failureCode(failureCode)
                .dueAt(null)
                .build();
    }
}
