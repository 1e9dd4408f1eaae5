package com.plugipay.members;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.auth.MemberRole;
import com.plugipay.db.Columns;
import com.plugipay.model.Ids;
import com.plugipay.people.Person;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * An invitation into a workspace, by a link that is mailed.
 *
 * @param email in lower case
 * @param invitedBy the person's name for people
 * @param expiresAt after this it cannot be accepted any more
 */
public record Invitation(
        String id,
        String workspaceId,
        String email,
        MemberRole role,
        String invitedBy,
        Status status,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {
    static final Duration LASTS = Duration.ofDays(7);

    /** Its state. */
    public enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("canceled")
        CANCELED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Invitation create(String workspaceId, InvitationInput input, String invitedBy, Instant now) {
        return new Invitation(
                Ids.at(now, "ivt"),
                workspaceId,
                Person.normal(input.email()),
                input.role(),
                invitedBy,
                Status.PENDING,
                now.plus(LASTS),
                now,
                now);
    }

    static Invitation read(Row row) {
        return new Invitation(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("email"),
                Columns.constant(row, "role", MemberRole.class),
                row.getString("invited_by"),
                Columns.constant(row, "status", Status.class),
                Columns.moment(row, "ends_at"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
