package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as one of its members, or one of its keys, sees it.
 *
 * @param slug the name in lower-case letters, digits and hyphens
 * @param role that of the member; for a key the nearest one
 * @param isActive whether the session shows it
 * @param pendingDeletionAt when it is deleted; null unless that is scheduled
 */
public record Membership(
        String id,
        String name,
        String slug,
        @Nullable MemberRole role,
        Instant createdAt,
        @Nullable Instant joinedAt,
        boolean isActive,
        @Nullable Instant pendingDeletionAt) {

    static Membership of(
            String id,
            String name,
            @Nullable MemberRole role,
            Instant createdAt,
            @Nullable Instant joinedAt,
            boolean isActive,
            @Nullable Instant pendingDeletionAt) {
        return new Membership(id, name, slug(name), role, createdAt, joinedAt, isActive, pendingDeletionAt);
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
