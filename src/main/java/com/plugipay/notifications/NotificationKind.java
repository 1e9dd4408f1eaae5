package com.plugipay.notifications;

import com.plugipay.outbox.EventType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What members are mailed about. */
public enum NotificationKind {
    /** Money was received. */
    PAYMENT_SUCCEEDED(EventType.PAYMENT_SUCCEEDED),
    /** A buyer has sent the proof of a bank transfer, which somebody compares with the account; its object is the session. */
    TRANSFER_TO_CONFIRM(null),
    /** An endpoint gets no webhooks any more, because it failed for too long. */
    WEBHOOK_DISABLED(EventType.WEBHOOK_ENDPOINT_DISABLED),
    /** A provider has refused an account that was connected; its object is the provider. */
    PROVIDER_ERROR(null);

    private static final Map<String, NotificationKind> BY_EVENT = Arrays.stream(values())
            .filter(kind -> kind.event != null)
            .collect(Collectors.toUnmodifiableMap(
                    kind -> Objects.requireNonNull(kind.event).text(), Function.identity()));

    private final @Nullable EventType event;

    /** @param event the event that leads to it; null when none does */
    NotificationKind(@Nullable EventType event) {
        this.event = event;
    }

    /** The name in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind to which an event of this type leads, if it leads to one. */
    public static Optional<NotificationKind> ofEvent(String type) {
        return Optional.ofNullable(BY_EVENT.get(type));
    }
}
