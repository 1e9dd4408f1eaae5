package com.plugipay.pages.notifications;

import com.plugipay.notifications.NotificationKind;
import com.plugipay.text.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told of by one mail.
 *
 * @param number of all objects, of which the first ones are listed
 */
record Notified(String workspace, Language language, NotificationKind kind, List<String> objectIds, long number) {
    Notified {
        objectIds = objectIds.stream().distinct().toList();
    }

    /**
     * An object, as the mail names it.
     *
     * @param amount in the minor unit; null for an object without one
     * @param url of an endpoint; null for others
     */
    record Named(
            String id,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String url) {}
}
