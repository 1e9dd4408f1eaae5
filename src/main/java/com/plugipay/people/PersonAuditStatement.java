package com.plugipay.people;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Write;
import org.jspecify.annotations.Nullable;

/** What a person does about the own account concerns all workspaces of the person: their audit logs show it too. */
final class PersonAuditStatement {
    private static final NamedSql IN_WORKSPACES = NamedSql.of("""
            insert into audit_log (workspace_id, mode, created_at, actor_type, actor_id, actor_label, ip, id, action,
                object_type, object_id, details)
            select m.workspace_id, 'live', date_trunc('milliseconds', stamped.at), 'member', :person_id, :label, :ip,
                   timed_id('aud', stamped.at, :rest), :action, 'person', :person_id, '{}'::jsonb
              from (select clock_timestamp() as at from changed limit 1) stamped, members m
             where m.person_id = :person_id""");

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
        return write.step(
                        "workspace_entries",
                        IN_WORKSPACES,
                        Values.none()
                                .and("person_id", person.id())
                                .and("label", person.label())
                                .and("ip", ip)
                                .and("rest", Ids.afterTime(0))
                                .and("action", action))
                .audit(action, person.id());
    }
}
