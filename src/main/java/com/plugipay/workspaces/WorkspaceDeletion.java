package com.plugipay.workspaces;

import com.plugipay.auth.Authenticator;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.work.Work;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes workspaces whose seven days are over. Until then everything works. Then one transaction deletes the workspace, its
 * keys, members, invitations, provider accounts and webhook endpoints: from this moment on nobody reaches anything of it, no
 * worker touches it, and callbacks about it are answered like those of an unknown workspace. Only what nodes have cached, such
 * as a key, lives on for the five seconds that a revoked key does.
 *
 * <p>All other rows are deleted afterwards, one batch after the other in transactions of their own, which record how far it
 * is. Any node goes on at any time; a node that dies leaves nothing half done. A day later all tables are looked at once more,
 * for what was written by requests that were under way. One row of {@code deleted_workspaces} stays for each workspace, and
 * people stay, also those who were members nowhere else.
 *
 * <p>Nothing is changed at providers, whose accounts belong to the merchant. What this gateway cannot undo later is left
 * there: payments that are open can still be paid, and nobody is told of them here; payment methods stay stored at the
 * provider; PayPal keeps the registration of the callbacks' address. Whoever does not want that ends it during the seven days.
 */
final class WorkspaceDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceDeletion.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final String REFERRED_TO = "23503";

    /** A pause is as long as the batch before it took: half of the time belongs to others. */
    private static final long SHORTEST_PAUSE_MS = 5;

    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Database database;
    private final WorkspaceDeletionStore store;
    private final Authenticator authenticator;

    WorkspaceDeletion(Database database, Authenticator authenticator) {
        this.database = database;
        this.store = new WorkspaceDeletionStore(database);
        this.authenticator = authenticator;
    }

    Work work() {
        return Work.of("workspace-deletion", EVERY, now -> {
            long begun = System.nanoTime();
            return round(now).compose(more -> more ? pause(begun) : Future.succeededFuture(false));
        });
    }

    private Future<Boolean> pause(long begun) {
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return database.vertx()
                .timer(Math.clamp(tookMs, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS))
                .map(true);
    }

    /** Closes a workspace, or else deletes a batch of rows; gives whether there may be more. */
    Future<Boolean> round(Instant now) {
        return store.close(now).compose(closed -> {
            closed.ifPresent(workspace -> {
                workspace.keyIds().forEach(authenticator::forget);
                LOG.atInfo().addKeyValue("workspace", workspace.workspaceId()).log("Workspace deleted");
            });
            // Rows can wait; nobody reaches them.
            return closed.isPresent() || database.isCrowdedByRequests()
                    ? Future.succeededFuture(closed.isPresent())
                    : deleteRows(now);
        });
    }

    private Future<Boolean> deleteRows(Instant now) {
        AtomicReference<@Nullable DeletionProgress> begun = new AtomicReference<>();
        return database.transaction(transaction -> store.next(transaction, now).compose(found -> {
                    begun.set(found.orElse(null));
                    return found.isEmpty()
                            ? Future.succeededFuture(false)
                            : found.get()
                                    .statement()
                                    .run(
                                            transaction,
                                            found.get().workspaceId(),
                                            found.get().position())
                                    .compose(taken -> store.record(
                                            transaction, found.get().after(taken, now)))
                                    .map(true);
                }))
                .recover(failure -> putOff(begun.get(), failure, now));
    }

    /** Others are deleted meanwhile. */
    private Future<Boolean> putOff(@Nullable DeletionProgress progress, Throwable failure, Instant now) {
        if (progress == null) {
            return Future.failedFuture(failure);
        }
        return store.record(database, progress.failed(WorkSchedule.unceasing(progress.tries(), now)))
                .compose(recorded -> {
                    if (ErrorCode.UNAVAILABLE.is(failure)) {
                        return Future.failedFuture(failure);
                    }
                    // A row was written to a table that was empty already, as by a request that was under way.
                    boolean isLateRow =
                            failure instanceof PgException refused && REFERRED_TO.equals(refused.getSqlState());
                    if (!isLateRow) {
                        LOG.atError()
                                .setCause(failure)
                                .addKeyValue("workspace", progress.workspaceId())
                                .addKeyValue("table", progress.statement().name())
                                .log("Rows of a deleted workspace could not be deleted; this is tried again");
                    }
                    return Future.succeededFuture(true);
                });
    }
}
