package com.plugipay.notifications;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import java.time.Instant;

/** What members want to be mailed about, in the database: the same in both modes. */
public final class NotificationSettingsStore {
    private static final NamedSql FIND = NamedSql.of("""
            select %s as payment_succeeded, %s as transfer_to_confirm, %s as webhook_disabled, %s as provider_error
              from members m
              left join notification_settings s on s.workspace_id = m.workspace_id and s.person_id = m.person_id
             where m.workspace_id = :workspace and m.person_id = :person_id""".formatted(
                    wanted(NotificationKind.PAYMENT_SUCCEEDED),
                    wanted(NotificationKind.TRANSFER_TO_CONFIRM),
                    wanted(NotificationKind.WEBHOOK_DISABLED),
                    wanted(NotificationKind.PROVIDER_ERROR)));

    private static final NamedSql SAVE =
            NamedSql.of("""
            insert into notification_settings (workspace_id, person_id, payment_succeeded, transfer_to_confirm,
                webhook_disabled, provider_error, created_at, updated_at)
            select m.workspace_id, m.person_id, :payment_succeeded, :transfer_to_confirm, :webhook_disabled, :provider_error,
                   :now, :now
              from members m where m.workspace_id = :workspace and m.person_id = :person_id
            on conflict (workspace_id, person_id) do update
                set payment_succeeded = excluded.payment_succeeded, transfer_to_confirm = excluded.transfer_to_confirm,
                    webhook_disabled = excluded.webhook_disabled, provider_error = excluded.provider_error,
                    updated_at = %s
            returning person_id""".formatted(UpdatedAt.sql("excluded.updated_at", "notification_settings.updated_at")));

    private static final NamedSql DELETE_OLD = NamedSql.of("""
            delete from notifications as old
             using (select workspace_id, mode, person_id, occasion_id from notifications
                     where created_at < :before order by created_at limit :most) as oldest
             where old.workspace_id = oldest.workspace_id and old.mode = oldest.mode
               and old.person_id = oldest.person_id and old.occasion_id = oldest.occasion_id""");

    private final Database database;

    public NotificationSettingsStore(Database database) {
        this.database = database;
    }

    private static String wanted(NotificationKind kind) {
        return NotificationStatement.wanted('\'' + kind.text() + '\'');
    }

    /** What a member is mailed about. */
    public Future<NotificationSettings> of(Tenant tenant, MemberPrincipal member) {
        return database.one(
                        FIND,
                        ofPerson(Values.of(tenant), member),
                        row -> new NotificationSettings(
                                row.getBoolean("payment_succeeded"),
                                row.getBoolean("transfer_to_confirm"),
                                row.getBoolean("webhook_disabled"),
                                row.getBoolean("provider_error")))
                .map(found -> found.orElseThrow(ErrorCode.FORBIDDEN::exception));
    }

    /** Keeps what a member has chosen. */
    public Change<NotificationSettings> save(
            ChangeContext context, MemberPrincipal member, NotificationSettings settings) {
        return Write.of(context)
                .step(
                        "changed",
                        SAVE,
                        ofPerson(Values.none(), member)
                                .and("payment_succeeded", settings.paymentSucceeded())
                                .and("transfer_to_confirm", settings.transferToConfirm())
                                .and("webhook_disabled", settings.webhookDisabled())
                                .and("provider_error", settings.providerError()))
                .audit("member.notifications_changed", member.id())
                .returning(settings)
                .orFail(ErrorCode.FORBIDDEN::exception);
    }

    private static Values ofPerson(Values values, MemberPrincipal member) {
        return values.and("person_id", member.person().personId());
    }

    /** Deletes what some old mails were about; gives their number. */
    Future<Integer> deleteOld(Instant before, int most) {
        return database.run(DELETE_OLD, Values.none().and("before", before).and("most", most))
                .map(deleted -> deleted.rowCount());
    }
}
