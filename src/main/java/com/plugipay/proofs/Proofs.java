package com.plugipay.proofs;

import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;

/** Proofs of transfers: taken from buyers, and shown to nobody but the merchant. */
public final class Proofs {
    /** The largest file that is taken, in bytes. */
    public static final int LARGEST = ProofFile.LARGEST;

    /** Each may need a hundred megabytes for a moment. */
    private static final int CHECKED_AT_ONCE = 2;

    private final ProofStore store;
    private final CheckoutSessionStore sessions;
    private final WorkerExecutor checks;

    public Proofs(Vertx vertx, Database database, CheckoutSessionStore sessions) {
        this.store = new ProofStore(database);
        this.sessions = sessions;
        this.checks = vertx.createSharedWorkerExecutor("proofs", CHECKED_AT_ONCE);
    }

    /**
     * Takes what a buyer has sent. It changes nothing but that the merchant can see it.
     *
     * @return whether it was taken: not when the session waits for no transfer, or has five already; fails with
     *     {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} when it is no sound picture or PDF
     */
    public Future<Boolean> receive(ChangeContext origin, String sessionId, Buffer sent) {
        String id = Ids.at(origin.now(), "prf");
        return checks.executeBlocking(() -> ProofFile.of(sent.getBytes()), false)
                .compose(file -> store.insert(origin, sessionId, id, file));
    }

    public void mount(Operations api) {
        api.get("/checkout-sessions/:id/proofs", "List what the buyer has sent as proof of a manual transfer")
                .returnsPage(Proof.class)
                .handledBy(call -> session(call.tenant(), call.id())
                        .compose(session -> store.list(call.tenant(), session.id(), call.listing())));
        api.get("/proofs/:id", "Retrieve a proof of a manual transfer")
                .requires("checkout-sessions")
                .returns(200, Proof.class)
                .handledBy(call -> store.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.get("/proofs/:id/content", "Download a proof of a manual transfer; a claim of the buyer, no evidence")
                .requires("checkout-sessions")
                .returnsFile()
                .handledBy(call -> store.content(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
    }

    private Future<CheckoutSession> session(Tenant tenant, String id) {
        return sessions.find(tenant, id).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
