package com.plugipay.pages.portal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the portal says after a form was sent. */
public enum PortalNotice {
    PAUSED,
    RESUMED,
    CANCELED,
    CONTINUED,
    CHANGED,
    METHOD,
    REMOVED,
    /** The page from which the form was sent was out of date. */
    STALE,
    UNAVAILABLE;

    /** The name in addresses, and in the keys of the texts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PortalNotice> of(@Nullable String text) {
        return Stream.of(values()).filter(notice -> notice.text().equals(text)).findFirst();
    }
}
