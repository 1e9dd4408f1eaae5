package com.plugipay.notifications;

import com.plugipay.db.Batch;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.mail.MailAddress;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Queues the mails by which members are told of what happens.
 *
 * <p>What happens within the same five minutes of the clock is gathered: for each person, workspace, mode and kind one mail is
 * sent when they are over, and lists it. So nobody gets more than one of a kind in five minutes, and each comes within about
 * six. Everything is a row of the transaction that makes the change, or that turns the event into webhooks: no crash loses it, and a
 * mail server that is down only delays it.
 */
public final class Notifications {
    /** What is gathered in one mail. */
    static final Duration GATHERED = Duration.ofMinutes(5);

    /** What a transaction that began before the end may take: it has added its part when the mail is written. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final boolean isSending;

    /** @param isSending whether this gateway has a mail server; without one nothing is queued */
    public Notifications(boolean isSending) {
        this.isSending = isSending;
    }

    /** An event that may lead to a mail. */
    public record Happened(Tenant tenant, String eventId, NotificationKind kind) {}

    /** Queues mails about stored events, in the transaction that deals with them. */
    public Future<Void> queue(Statements transaction, List<Happened> events, Instant now) {
        if (!isSending || events.isEmpty()) {
            return Future.succeededFuture();
        }
        Values values = Batch.of(events)
                .tenants(Happened::tenant)
                .texts("ids", Happened::eventId)
                .texts("kinds", event -> event.kind().text())
                .values()
                .and("now", now)
                .and(gathering(now))
                .and(mailing(now));
        return transaction.run(NotificationStatement.OF_EVENTS, values).mapEmpty();
    }

    /** Queues mails about a change, if its step {@code changed} has a row. */
    public Write queue(Write write, NotificationKind kind, String objectId, Instant now) {
        return isSending
                ? write.step(
                                "happened",
                                NotificationStatement.HAPPENED,
                                Values.none().and("kind", kind.text()).and("object_id", objectId))
                        .step("gathered", NotificationStatement.GATHER, gathering(now))
                        .step("notified", NotificationStatement.QUEUE, mailing(now))
                : write;
    }

    private static Values gathering(Instant now) {
        return Values.none().and("window", String.valueOf(window(now).getEpochSecond()));
    }

    private static Values mailing(Instant now) {
        return Values.none()
                .and("mailed_at", window(now).plus(GATHERED).plus(LATE))
                .and("address", MailAddress.PATTERN)
                .and("longest", MailAddress.LONGEST);
    }

    private static Instant window(Instant now) {
        long seconds = GATHERED.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
    }
}
