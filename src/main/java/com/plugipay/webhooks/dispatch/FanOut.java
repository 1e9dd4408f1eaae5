package com.plugipay.webhooks.dispatch;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.db.Database.Transaction;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.notifications.Notifications;
import com.plugipay.notifications.Notifications.Happened;
import com.plugipay.webhooks.deliveries.DeliveryStatement;
import com.plugipay.webhooks.deliveries.DeliveryStatement.Existing;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.StoredEvent;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns events into deliveries: one for each active endpoint of the event's workspace and mode that asks for it. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int BATCH = 200;

    private final Database database;
    private final Notifications notifications;
    private final SdkEvents sdkEvents;

    /** The last workspace of the previous batch, if there were more workspaces than a batch takes. */
    private @Nullable Tenant last;

    /** @param notifications queues mails about the same events */
    FanOut(Database database, Notifications notifications, SdkEvents sdkEvents) {
        this.database = database;
        this.notifications = notifications;
        this.sdkEvents = sdkEvents;
    }

    /**
     * The result of a batch.
     *
     * @param queues to which deliveries were added
     * @param more whether there may be more events
     */
    record FannedOut(Set<EndpointKey> queues, boolean more) {}

    /** Turns a batch of waiting events into deliveries; if that fails for the batch, each event by itself. */
    Future<FannedOut> next(Instant now) {
        List<StoredEvent> taken = new ArrayList<>();
        return together(taken, now)
                .recover(failure -> taken.isEmpty() || ErrorCode.UNAVAILABLE.is(failure)
                        ? Future.failedFuture(failure)
                        : eachByItself(taken, now));
    }

    /** @param taken is filled with the events of the batch, also when the rest fails */
    private Future<FannedOut> together(List<StoredEvent> taken, Instant now) {
        Tenant after = last;
        return database.transaction(transaction -> FanOutStore.take(transaction, BATCH, after)
                .compose(events -> {
                    // The transaction may be run twice.
                    taken.clear();
                    taken.addAll(events);
                    boolean more = !events.isEmpty() || last != null;
                    last = lastOfMany(events);
                    return fanOut(transaction, events, now).map(queues -> new FannedOut(queues, more));
                }));
    }

    private Future<FannedOut> eachByItself(List<StoredEvent> events, Instant now) {
        Set<EndpointKey> queues = new HashSet<>();
        Iterator<StoredEvent> rest = events.iterator();
        return Rounds.whileMore(() -> byItself(rest.next(), now).map(written -> {
                    queues.addAll(written);
                    return rest.hasNext();
                }))
                .map(written -> new FannedOut(queues, true));
    }

    /** An event that fails is set aside: it must not block every event behind it. */
    private Future<Set<EndpointKey>> byItself(StoredEvent event, Instant now) {
        return database.transaction(transaction ->
                        FanOutStore.take(transaction, event).compose(taken -> fanOut(transaction, taken, now)))
                .recover(failure ->
                        ErrorCode.UNAVAILABLE.is(failure) ? Future.failedFuture(failure) : setAside(event, failure));
    }

    private Future<Set<EndpointKey>> setAside(StoredEvent event, Throwable failure) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("eventId", event.id())
                .log("Cannot turn an event into deliveries; it is set aside");
        return FanOutStore.setAside(database, event, ApiException.codeOf(failure))
                .map(Set.of());
    }

    private static @Nullable Tenant lastOfMany(List<StoredEvent> events) {
        Set<Tenant> tenants = events.stream().map(StoredEvent::tenant).collect(Collectors.toSet());
        return tenants.size() < FanOutStore.MOST_TENANTS
                ? null
                : Collections.max(
                        tenants,
                        Comparator.comparing(Tenant::workspaceId)
                                .thenComparing(tenant -> tenant.mode().text()));
    }

    private Future<Set<EndpointKey>> fanOut(Transaction transaction, List<StoredEvent> events, Instant now) {
        if (events.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        List<Tenant> tenants =
                events.stream().map(StoredEvent::tenant).distinct().toList();
        return notifications
                .queue(transaction, notified(events), now)
                .compose(queued -> FanOutStore.subscribers(transaction, tenants))
                .compose(subscribers -> {
                    List<NewDelivery> deliveries = events.stream()
                            .flatMap(
                                    event -> NewDelivery.of(
                                            event, subscribers.getOrDefault(event.tenant(), List.of()), sdkEvents, now)
                                            .stream())
                            .toList();
                    return DeliveryStatement.write(transaction, deliveries, Existing.UNCHANGED, now)
                            .map(written -> deliveries.stream()
                                    .map(NewDelivery::endpoint)
                                    .collect(Collectors.toSet()));
                });
    }

    private static List<Happened> notified(List<StoredEvent> events) {
        return events.stream()
                .flatMap(event ->
                        NotificationKind.ofEvent(event.type())
                                .map(kind -> new Happened(event.tenant(), event.id(), kind))
                                .stream())
                .toList();
    }
}
