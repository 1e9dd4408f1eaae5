package com.plugipay.checkout;

import com.plugipay.work.Claimed;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Expires sessions whose time is over. No node claims them: several may try to expire one, and only one succeeds. */
public final class SessionExpiry implements DueWork<Claimed<CheckoutSession>> {
    private static final int BATCH = 100;

    private final CheckoutSessionStore sessions;
    private final SessionTransitions transitions;

    private SessionExpiry(CheckoutSessionStore sessions, SessionTransitions transitions) {
        this.sessions = sessions;
        this.transitions = transitions;
    }

    public static Work of(CheckoutSessionStore sessions, SessionTransitions transitions) {
        return Work.due("expiry", Duration.ofSeconds(1), BATCH, new SessionExpiry(sessions, transitions));
    }

    @Override
    public Future<List<Claimed<CheckoutSession>>> claim(Instant now, int most, Set<String> busy) {
        return sessions.due(now, most);
    }

    @Override
    public String id(Claimed<CheckoutSession> session) {
        return session.id();
    }

    @Override
    public String workspaceId(Claimed<CheckoutSession> session) {
        return session.tenant().workspaceId();
    }

    @Override
    public Future<WorkResult> run(Claimed<CheckoutSession> session, Instant now) {
        return transitions.expire(session.read(), now).map(WorkResult.DONE);
    }

    @Override
    public Instant again(Claimed<CheckoutSession> session, Instant now) {
        return WorkSchedule.unceasing(session.tries(), now);
    }

    @Override
    public Future<?> end(List<Ended<Claimed<CheckoutSession>>> ended, Instant now) {
        return sessions.tryAgain(ended);
    }
}
