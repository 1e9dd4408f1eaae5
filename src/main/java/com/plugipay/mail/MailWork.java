package com.plugipay.mail;

import com.plugipay.errors.ErrorCode;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails that are due. A mail is tried for three days, until a server takes it over or refuses its recipient. One whose
 * sending was cut off is sent again: it may arrive twice, and is never lost. A workspace with many mails does not delay those
 * of others.
 */
final class MailWork extends ClaimedWork<Mail> {
    private static final Logger LOG = LoggerFactory.getLogger(MailWork.class);
    /** With what runs of it at a time, no more PDFs wait than the renderer takes. */
    private static final int BATCH = 8;

    private final MailSender sender;
    private final Map<String, MailComposer> composers;

    private MailWork(Claims claims, MailSender sender, Map<MailKind, MailComposer> composers) {
        super(claims, MailStore.DUE, null, MailStore::read);
        this.sender = sender;
        this.composers = composers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(each -> each.getKey().text(), Map.Entry::getValue));
    }

    /** @param composers by the kinds of mails */
    static Work of(Claims claims, MailSender sender, Map<MailKind, MailComposer> composers) {
        return Work.callingProviders("mails", Duration.ofSeconds(1), BATCH, new MailWork(claims, sender, composers));
    }

    @Override
    public Future<WorkResult> run(Claimed<Mail> claimed, Instant now) {
        Mail mail = claimed.read();
        @Nullable MailComposer composer = composers.get(mail.kind());
        if (composer == null) {
            // Nodes of a newer version may know it.
            return Future.succeededFuture(again(claimed, "unknown_kind", now));
        }
        return sent(claimed, mail, composer, now).onSuccess(result -> logIfGivenUp(mail, result));
    }

    private Future<WorkResult> sent(Claimed<Mail> claimed, Mail mail, MailComposer composer, Instant now) {
        return composer.compose(mail)
                .compose(content -> content.isEmpty()
                        ? Future.succeededFuture(WorkResult.DONE)
                        : sender.send(mail, content.get())
                                .map(WorkResult.DONE)
                                .otherwise(failure -> failed(claimed, failure, now)))
                .recover(failure -> ErrorCode.UNAVAILABLE.is(failure)
                        ? Future.succeededFuture(again(claimed, "busy", now))
                        : Future.failedFuture(failure));
    }

    /** Nobody else tells the operator, who may have to write to the recipient in another way. */
    private static void logIfGivenUp(Mail mail, WorkResult result) {
        if (result instanceof WorkResult.GivenUp given) {
            LOG.atWarn()
                    .addKeyValue("mailId", mail.id())
                    .addKeyValue("objectId", mail.objectId())
                    .addKeyValue("reason", given.reason())
                    .log("A mail could not be sent and is given up");
        }
    }

    private static WorkResult failed(Claimed<Mail> claimed, Throwable failure, Instant now) {
        if (failure instanceof SMTPException refused) {
            return MailSender.NEVER.contains(refused.getReplyCode())
                    ? new WorkResult.GivenUp("recipient_refused")
                    : again(claimed, "refused_" + refused.getReplyCode(), now);
        }
        return again(claimed, "unreachable", now);
    }

    private static WorkResult again(Claimed<Mail> claimed, String error, Instant now) {
        @Nullable Instant at = WorkSchedule.later(claimed.tries(), now);
        return at == null ? new WorkResult.GivenUp(error) : new WorkResult.Again(error, at);
    }
}
