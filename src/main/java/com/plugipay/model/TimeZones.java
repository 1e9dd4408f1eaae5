package com.plugipay.model;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time zones of workspaces, which are stored by their ids in the IANA database. */
public final class TimeZones {
    private TimeZones() {}

    /** The zone with this id; UTC for null, and for an id that this Java does not know any more. */
    public static ZoneId of(@Nullable String id) {
        return id != null && ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : ZoneOffset.UTC;
    }
}
