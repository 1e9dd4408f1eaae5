package com.plugipay.callbacks;

import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Works off what has come from one provider. */
final class CallbackProcessing extends ClaimedWork<StoredCallback> {
    private static final int BATCH = 32;
    private static final int ROUNDS_AT_ONCE = 4;

    /** What fails for a reason that nobody has foreseen fails again. */
    private static final int TRIES_OF_THE_UNEXPECTED = 5;

    private final CallbackWork work;
    private final Batches<Unconfirmed> unconfirmed;

    private CallbackProcessing(
            ProviderKind provider, Claims claims, CallbackWork work, Batches<Unconfirmed> unconfirmed) {
        super(claims, CallbackStore.DUE, provider.text(), CallbackStore::read);
        this.work = work;
        this.unconfirmed = unconfirmed;
    }

    /** That of one provider: many callbacks lead to a question, and one that is slow to answer holds up only itself. */
    static Work of(ProviderKind provider, Claims claims, CallbackWork work, Batches<Unconfirmed> unconfirmed) {
        CallbackProcessing processing = new CallbackProcessing(provider, claims, work, unconfirmed);
        return Work.asking(provider.text() + "-callbacks", Duration.ofSeconds(1), BATCH, processing)
                .atOnce(ROUNDS_AT_ONCE)
                .nudgedBy((vertx, nudge) -> CallbackInbox.CALLBACKS_READY.subscribe(vertx, ready -> {
                    if (ready.equals(provider.text())) {
                        nudge.run();
                    }
                }));
    }

    /** What is to be confirmed is noted first: a callback that is done is not looked at again. */
    @Override
    public Future<WorkResult> run(Claimed<StoredCallback> claimed, Instant now) {
        StoredCallback callback = claimed.read();
        return work.work(callback, now)
                .compose(fate -> fate.confirmAt() == null
                        ? Future.succeededFuture(fate.result())
                        : unconfirmed
                                .add(new Unconfirmed(callback, fate.confirmAt(), null))
                                .map(fate.result()));
    }

    /** The claim itself is counted already. */
    @Override
    public @Nullable Instant again(Claimed<StoredCallback> callback, Instant now) {
        return callback.tries() < TRIES_OF_THE_UNEXPECTED ? WorkSchedule.later(callback.tries() - 1, now) : null;
    }
}
