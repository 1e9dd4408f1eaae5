package com.plugipay.audit;

import com.plugipay.audit.AuditChainStore.Due;
import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.model.Tenant;
import com.plugipay.work.Work;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chains the entries of the audit log by hashes, in batches after they were committed, so that no request waits for it. Only
 * entries before which none can be committed any more are chained, see {@link Horizon}.
 *
 * <p>All nodes do it, without a lock: a statement adds a batch while the chain ends where the batch was read, and a node that
 * was slower looks again. A process that ends in between leaves nothing half done.
 */
final class AuditChaining {
    private static final int BATCH = 1_000;

    private final Database database;
    private final AuditChainStore chains;

    /** The tenant after which the next round looks; null for the first. Only the rounds, one after the other, use it. */
    private @Nullable Tenant last;

    AuditChaining(Database database) {
        this.database = database;
        this.chains = new AuditChainStore(database);
    }

    static Work of(Database database) {
        return Work.of("audit-chain", Duration.ofSeconds(1), new AuditChaining(database)::round);
    }

    /** Chains a batch, in equal shares; gives whether more waits. Not while requests wait for connections. */
    Future<Boolean> round(Instant now) {
        if (database.isCrowdedByRequests()) {
            return Future.succeededFuture(false);
        }
        return chains.due(last).compose(due -> chain(due, now));
    }

    private Future<Boolean> chain(Due due, Instant now) {
        if (due.heads().isEmpty()) {
            last = due.last();
            return Future.succeededFuture(false);
        }
        int share = Math.max(1, BATCH / due.heads().size());
        return Horizon.AUDIT_LOG
                .upTo(database, due.before())
                .compose(before -> chains.entries(due.heads(), before, share))
                .compose(entries -> extend(ChainExtension.of(due.heads(), entries), share, now))
                .onComplete(outcome -> last = outcome.succeeded() && outcome.result() ? last : due.last());
    }

    /** More waits where a share was used up, unless another node chains it at the same time. */
    private Future<Boolean> extend(List<ChainExtension> extensions, int share, Instant now) {
        if (extensions.isEmpty()) {
            return Future.succeededFuture(false);
        }
        boolean isUsedUp = extensions.stream().anyMatch(one -> one.links().size() == share);
        return chains.extend(extensions, now).map(written -> isUsedUp && written == extensions.size());
    }
}
