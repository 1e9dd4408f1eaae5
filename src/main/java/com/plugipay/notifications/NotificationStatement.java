package com.plugipay.notifications;

import com.plugipay.db.NamedSql;

/** The parts of the statements that gather what members are mailed about. */
public final class NotificationStatement {
    /** The members who are told without having chosen. */
    private static final String ADMINISTERS = "m.role in ('owner', 'admin')";

    static final NamedSql HAPPENED = NamedSql.of("""
            select :workspace::text as workspace_id, :mode::text as mode, :kind::text as kind, :object_id::text as object_id
              from changed limit 1""");

    /** Adds to what waits for the mail of the same occasion; the first twenty objects are listed, all are counted. */
    private static final String GATHER_ALL = """
            insert into notifications as n (workspace_id, mode, person_id, occasion_id, kind, object_ids, number, created_at)
            select h.workspace_id, h.mode, m.person_id, h.kind || '.' || :window::text, h.kind,
                   (array_agg(h.object_id))[1:20], count(*), :now
              from happened h
              join members m on m.workspace_id = h.workspace_id collate "C"
              left join notification_settings s on s.workspace_id = m.workspace_id and s.person_id = m.person_id
             where %s
             group by h.workspace_id, h.mode, m.person_id, h.kind
             order by h.workspace_id, h.mode, m.person_id, h.kind
            on conflict (workspace_id, mode, person_id, occasion_id) do update
                set object_ids = (n.object_ids || excluded.object_ids)[1:20], number = n.number + excluded.number
            returning n.workspace_id, n.mode, n.person_id, n.occasion_id""".formatted(wanted("h.kind"));

    private static final String QUEUE_ALL = """
            insert into mails (workspace_id, mode, id, kind, object_id, occasion_id, recipient, due_at, tries, created_at)
            select g.workspace_id, g.mode,
                   timed_id('mail', :now::timestamptz, upper(right(replace(gen_random_uuid()::text, '-', ''), 14))),
                   'notification', g.person_id, g.occasion_id, p.email, :mailed_at, 0, :now
              from gathered g
              join people p on p.id = g.person_id
             where p.email ~ :address and length(p.email) <= :longest
            on conflict (workspace_id, mode, object_id, occasion_id) do nothing
            returning id""";

    static final NamedSql GATHER = NamedSql.of(GATHER_ALL);
    static final NamedSql QUEUE = NamedSql.of(QUEUE_ALL);

    static final NamedSql OF_EVENTS = NamedSql.of("""
            with happened as (
                select e.workspace_id, e.mode, t.kind, e.object_id
                  from unnest(:workspaces::text[], :modes::text[], :ids::text[], :kinds::text[])
                        as t (workspace_id, mode, id, kind)
                  join events e on e.workspace_id = t.workspace_id collate "C" and e.mode = t.mode
                       and e.id = t.id collate "C"
            ), gathered as (
            %s
            )
            %s""".formatted(GATHER_ALL, QUEUE_ALL));

    private NotificationStatement() {}

    /** The condition that a member {@code m} with the settings {@code s}, if any, wants to be told of the kind in this column. */
    public static String wanted(String kind) {
        return """
                case %1$s
                    when 'payment_succeeded' then coalesce(s.payment_succeeded, false)
                    when 'transfer_to_confirm' then coalesce(s.transfer_to_confirm, %2$s)
                    when 'webhook_disabled' then coalesce(s.webhook_disabled, %2$s)
                    when 'provider_error' then coalesce(s.provider_error, %2$s)
                end""".formatted(kind, ADMINISTERS);
    }
}
