package com.plugipay.proofs;

import com.plugipay.async.WorkerThreads;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.ChangeContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Proofs of transfers, which buyers send and only the merchant can read. */
public final class Proofs {
    /** The size of the largest file that is accepted, in bytes. */
    public static final int LARGEST = ProofFile.LARGEST;

    private static final int MOST_OF_A_SESSION = 5;

    /** Checking a file may need a hundred megabytes of memory. */
    private static final int CHECKED_AT_ONCE = 2;

    private final ProofStore store;
    private final CheckoutSessionStore sessions;
    private final WorkerExecutor checks;

    public Proofs(Vertx vertx, Database database, CheckoutSessionStore sessions, Notifications notifications) {
        this.store = new ProofStore(database, notifications);
        this.sessions = sessions;
        this.checks = WorkerThreads.of(vertx, "proofs", CHECKED_AT_ONCE);
    }

    /** What became of a file that a buyer has sent. */
    public enum ReceiveResult {
        STORED,
        /** The session expects no transfer, or has the most proofs that it can have. */
        REFUSED
    }

    /**
     * Checks and stores a file. The session itself does not change.
     *
     * @return fails with {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} when the file is not an undamaged picture or PDF
     */
    public Future<ReceiveResult> receive(ChangeContext context, String sessionId, Buffer sent) {
        String id = Ids.at(context.now(), "prf");
        return checks.executeBlocking(() -> ProofFile.of(sent.getBytes()), false)
                .compose(file -> store.insert(context, sessionId, id, file));
    }

    /** What a buyer has sent for a session, the newest first. */
    public Future<List<Proof>> sent(Tenant tenant, String sessionId) {
        return store.list(tenant, sessionId, Listing.newest(MOST_OF_A_SESSION, "checkoutSessionId", sessionId))
                .map(Page::items);
    }

    public void mount(Operations api) {
        api.get("/checkout-sessions/:id/proofs", "List the proofs of a manual transfer")
                .returnsPage(Proof.class)
                .handledBy(call -> session(call.tenant(), call.id())
                        .compose(session -> store.list(call.tenant(), session.id(), call.listing())));
        api.get("/proofs/:id", "Retrieve a proof of a manual transfer")
                .requires("checkout-sessions")
                .returns(200, Proof.class)
                .handledBy(call -> store.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.get("/proofs/:id/content", "Download a proof of a manual transfer; the buyer's claim, no evidence")
                .requires("checkout-sessions")
                .returnsFile()
                .handledBy(call -> store.content(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
    }

    private Future<CheckoutSession> session(Tenant tenant, String id) {
        return sessions.find(tenant, id).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
