package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import com.plugipay.db.Columns;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person in a workspace.
 *
 * @param joinedAt the same as {@code createdAt}, for client libraries
 * @param isYou whether it is the person who asks
 * @param groups always empty: there are no groups
 */
public record Member(
        String id,
        String workspaceId,
        String personId,
        String email,
        @Nullable String name,
        boolean emailVerified,
        MemberRole role,
        @Nullable Instant lastLoginAt,
        Instant joinedAt,
        Instant createdAt,
        Instant updatedAt,
        boolean isYou,
        List<String> groups) {

    static Member read(Row row, String asking) {
        Instant createdAt = Columns.moment(row, "created_at");
        return new Member(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("person_id"),
                row.getString("email"),
                row.getString("name"),
                Columns.instant(row, "email_verified_at") != null,
                Columns.constant(row, "role", MemberRole.class),
                Columns.instant(row, "last_sign_in_at"),
                createdAt,
                createdAt,
                Columns.moment(row, "updated_at"),
                row.getString("person_id").equals(asking),
                List.of());
    }
}
