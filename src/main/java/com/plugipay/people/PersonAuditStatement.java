package com.plugipay.people;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Write;
import org.jspecify.annotations.Nullable;

/** What a person does about the own account concerns all workspaces of the person: their audit logs show it too. */
public final class PersonAuditStatement {
    private static final String ENTRIES = """
            insert into audit_log (workspace_id, mode, created_at, actor_type, actor_id, actor_label, ip, id, action,
                object_type, object_id, details)
            select m.workspace_id, 'live', date_trunc('milliseconds', stamped.at), 'member', :person_id, :label, :ip,
                   timed_id('aud', stamped.at, :rest), :action, :object_type, %s, jsonb_build_object('role', m.role)
              from (select clock_timestamp() as at from changed limit 1) stamped, %s""";
    private static final NamedSql IN_WORKSPACES =
            NamedSql.of(ENTRIES.formatted(":person_id", "members m where m.person_id = :person_id"));
    private static final NamedSql IN_NEW_WORKSPACE = NamedSql.of(
            ENTRIES.formatted("m.workspace_id", "(select :workspace_id::text as workspace_id, :role::text as role) m"));

    private PersonAuditStatement() {}

    /** A write of nothing but that somebody has given a wrong password for this person. */
    static Write failed(Write write, Person person, String ip) {
        return everywhere(
                write.step("changed", PersonStore.EXISTS, PersonStore.of(person)),
                person.actor(),
                ip,
                "person.sign_in_failed");
    }

    /** Adds an entry to the person's own log, and one to the log of each workspace. */
    static Write everywhere(Write write, Actor person, @Nullable String ip, String action) {
        return write.step("workspace_entries", IN_WORKSPACES, entry(person, ip, action, "person"))
                .audit(action, person.id());
    }

    /** Adds an entry to the log of a workspace that the person makes by this write, with this role. */
    public static Write inNewWorkspace(
            Write write, Actor person, @Nullable String ip, String workspaceId, String role, String action) {
        return write.step(
                "workspace_entries",
                IN_NEW_WORKSPACE,
                entry(person, ip, action, "workspace")
                        .and("workspace_id", workspaceId)
                        .and("role", role));
    }

    private static Values entry(Actor person, @Nullable String ip, String action, String objectType) {
        return Values.none()
                .and("person_id", person.id())
                .and("label", person.label())
                .and("ip", ip)
                .and("rest", Ids.afterTime(0))
                .and("action", action)
                .and("object_type", objectType);
    }
}
