package com.plugipay.mail;

import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sending of mails; without a configured mail server there is none. */
public final class MailModule implements Module {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 1_000;

    private final Node node;
    private final SmtpConfig config;
    private final Map<MailKind, MailComposer> composers;

    /** @param composers by the kinds of mails */
    public MailModule(Node node, SmtpConfig config, Map<MailKind, MailComposer> composers) {
        this.node = node;
        this.config = config;
        this.composers = Map.copyOf(composers);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(MailStore.DUE);
    }

    @Override
    public List<Work> work() {
        Work deletion = Work.of(
                "old-mails",
                Duration.ofMinutes(1),
                now -> MailStore.deleteOld(node.database(), now.minus(KEPT), BATCH)
                        .map(deleted -> deleted == BATCH));
        return config.isConfigured()
                ? List.of(deletion, MailWork.of(node.claims(), new MailSender(node.vertx(), config), composers))
                : List.of(deletion);
    }
}
