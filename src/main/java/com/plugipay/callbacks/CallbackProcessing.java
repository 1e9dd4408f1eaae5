package com.plugipay.callbacks;

import com.plugipay.db.Claimed;
import com.plugipay.db.Claims;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works off what has come from one provider. */
final class CallbackProcessing implements DueWork<Claimed<ReceivedCallback>> {
    private static final int BATCH = 32;
    private static final int ROUNDS_AT_ONCE = 4;

    private final ProviderKind provider;
    private final Claims claims;
    private final CallbackWork work;

    private CallbackProcessing(ProviderKind provider, Claims claims, CallbackWork work) {
        this.provider = provider;
        this.claims = claims;
        this.work = work;
    }

    /** That of one provider: many callbacks lead to a question, and one that is slow to answer holds up only itself. */
    static Work of(ProviderKind provider, Claims claims, CallbackWork work) {
        CallbackProcessing processing = new CallbackProcessing(provider, claims, work);
        return Work.due(provider.text() + "-callbacks", Duration.ofSeconds(1), BATCH, processing)
                .atOnce(ROUNDS_AT_ONCE)
                .nudgedBy((vertx, nudge) -> Inbox.CALLBACKS_READY.subscribe(vertx, ready -> {
                    if (ready.provider() == provider) {
                        nudge.run();
                    }
                }));
    }

    @Override
    public Future<List<Claimed<ReceivedCallback>>> claim(Instant now, int most) {
        return claims.claim(CallbackStore.DUE, provider.text(), now, most, CallbackStore::read);
    }

    @Override
    public String id(Claimed<ReceivedCallback> callback) {
        return callback.id();
    }

    @Override
    public Future<WorkResult> run(Claimed<ReceivedCallback> claimed, Instant now) {
        return work.work(claimed.read(), now)
                .<WorkResult>map(WorkResult.DONE)
                .recover(failure -> failure instanceof CallbackWork.NotKnownYet unknown
                        ? Future.succeededFuture(unknown(claimed, unknown, now))
                        : Future.failedFuture(failure));
    }

    private WorkResult unknown(Claimed<ReceivedCallback> callback, CallbackWork.NotKnownYet unknown, Instant now) {
        String what = String.valueOf(unknown.getMessage());
        @Nullable Instant at = again(callback, now);
        return at == null ? new WorkResult.GivenUp(what) : new WorkResult.Again(what, at);
    }

    /** The claim itself is counted already. */
    @Override
    public @Nullable Instant again(Claimed<ReceivedCallback> callback, Instant now) {
        return WorkSchedule.later(callback.tries() - 1, now);
    }

    @Override
    public Future<?> end(List<Ended<Claimed<ReceivedCallback>>> ended, Instant now) {
        return claims.end(CallbackStore.DUE, ended, now);
    }
}
