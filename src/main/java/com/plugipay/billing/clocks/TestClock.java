package com.plugipay.billing.clocks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that only moves when it is asked to. Customers that are made with it live on it, with all that hangs on them. Only in
 * test mode.
 *
 * @param frozenTime the present time of its customers; while it advances, that of what is done at the moment
 * @param advancingTo how far it advances; null if it does not
 * @param createdAt in real time, as is updatedAt
 * @param advancedFrom its time when it began to advance; null if it does not
 */
public record TestClock(
        String id,
        String workspaceId,
        Mode mode,
        String name,
        Instant frozenTime,
        Status status,
        @Nullable Instant advancingTo,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable Instant advancedFrom)
        implements Resource {

    public enum Status {
        @JsonProperty("ready")
        READY,
        /** Everything that is due until the time that was asked for is being done. */
        @JsonProperty("advancing")
        ADVANCING
    }

    /** A clock that is ready. */
    public static TestClock of(Tenant tenant, String name, Instant frozenTime, Instant now) {
        return new TestClock(
                Ids.at(now, "clock"),
                tenant.workspaceId(),
                tenant.mode(),
                name,
                frozenTime,
                Status.READY,
                null,
                now,
                now,
                null);
    }

    /** The clock when it begins to advance. */
    public TestClock advancing(Instant to, Instant now) {
        return new TestClock(
                id,
                workspaceId,
                mode,
                name,
                frozenTime,
                Status.ADVANCING,
                to,
                createdAt,
                UpdatedAt.after(updatedAt, now),
                frozenTime);
    }

    /** By how many whole days it advances; null if it does not. */
    public @Nullable Long daysAdvanced() {
        return advancingTo == null || advancedFrom == null
                ? null
                : Duration.between(advancedFrom, advancingTo).toDays();
    }
}
