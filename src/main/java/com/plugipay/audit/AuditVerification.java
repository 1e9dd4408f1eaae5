package com.plugipay.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of a workspace's audit log has found, in one mode.
 *
 * @param verified how many entries hold, of those that were compared with the chain
 * @param unchained how many newer entries are not chained yet, counted to 100,000
 * @param head the hash of the last entry that is chained, in hex; null when none is
 * @param firstBroken the first place where log and chain differ; null when there is none
 * @param complete false when the time was over before the end: continue after {@code lastId}
 * @param lastId the last entry that holds; null when there is none
 */
public record AuditVerification(
        long verified,
        long unchained,
        @Nullable String head,
        @Nullable Broken firstBroken,
        boolean complete,
        @Nullable String lastId) {

    /** How log and chain differ. */
    public enum Reason {
        /** The entry or its link was changed. */
        @JsonProperty("changed")
        CHANGED,
        /** The entry or its link was removed, or both were removed before the entry that is named. */
        @JsonProperty("missing")
        MISSING,
        /** The entry was added among others that were chained already. */
        @JsonProperty("inserted")
        INSERTED;
    }

    /**
     * The first place where log and chain differ.
     *
     * @param id of the entry
     * @param at when the entry was created, as it says; when the entry is missing, when it was chained; null when neither is
     *     known
     */
    public record Broken(String id, Reason reason, @Nullable Instant at) {}
}
