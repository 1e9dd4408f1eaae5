package com.plugipay.notifications;

import com.plugipay.auth.MemberPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.outbox.Change;
import com.plugipay.work.Work;
import java.time.Duration;
import java.util.List;

/** What members are mailed about: their settings over HTTP, and the deletion of what is old. */
public final class NotificationModule implements Module {
    /** Mails are tried for three days, and kept for thirty. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int BATCH = 1_000;

    private final NotificationSettingsStore settings;

    public NotificationModule(Node node) {
        this.settings = new NotificationSettingsStore(node.database());
    }

    @Override
    public void mount(Operations api) {
        api.get("/notification-settings", "Retrieve what one is mailed about in the workspace")
                .returns(200, NotificationSettings.class)
                .handledBy(call -> settings.of(call.tenant(), member(call)));
        api.patch("/notification-settings", "Choose what one is mailed about in the workspace, in both modes")
                .acceptsSome(NotificationSettingsInput.class)
                .returns(200, NotificationSettings.class)
                .handledBy(this::change);
    }

    private Change<NotificationSettings> change(Call<NotificationSettingsInput> call) {
        MemberPrincipal member = member(call);
        return Change.after(() -> settings.of(call.tenant(), member)
                .map(before -> settings.save(
                        call.context(),
                        member,
                        call.changed(NotificationSettingsInput.of(before)).settings())));
    }

    private static MemberPrincipal member(Call<?> call) {
        if (call.principal() instanceof MemberPrincipal member) {
            return member;
        }
        throw ErrorCode.PERSON_ONLY.exception();
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(
                "old-notifications",
                Duration.ofMinutes(1),
                now -> settings.deleteOld(now.minus(KEPT), BATCH).map(deleted -> deleted == BATCH)));
    }

    /** What members have chosen. */
    public NotificationSettingsStore settings() {
        return settings;
    }
}
