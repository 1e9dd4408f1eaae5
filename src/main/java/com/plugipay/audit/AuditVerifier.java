package com.plugipay.audit;

import com.plugipay.async.Rounds;
import com.plugipay.audit.AuditLinkStore.End;
import com.plugipay.audit.AuditVerification.Broken;
import com.plugipay.audit.AuditVerification.Reason;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares audit logs with their chains, page by page and for a limited time. */
public final class AuditVerifier {
    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final int PAGE = 500;

    private final AuditLinkStore links;
    private final Duration budget;
    private final int page;

    public AuditVerifier(Database database) {
        this(database, BUDGET, PAGE);
    }

    /** One with another budget and pages of another size, for tests. */
    AuditVerifier(Database database, Duration budget, int page) {
        this.links = new AuditLinkStore(database);
        this.budget = budget;
        this.page = page;
    }

    /** The first tenant with an audit log after this one; null to start at the first. */
    public Future<Optional<Tenant>> tenantAfter(@Nullable Tenant tenant) {
        return links.tenantAfter(tenant);
    }

    /**
     * Verifies a tenant's log until its end, the first broken entry or the end of the time.
     *
     * @param after the last entry that was verified before; null to start at the first
     * @param afterHash the hash that this entry had then, in hex; null when it is not known
     */
    public Future<AuditVerification> verify(Tenant tenant, @Nullable String after, @Nullable String afterHash) {
        long begun = System.nanoTime();
        return links.end(tenant)
                .compose(end -> links.countUnchained(tenant, end.lastId() == null ? "" : end.lastId())
                        .compose(unchained -> {
                            Found found = new Found(end, unchained);
                            return after == null
                                    ? walk(tenant, found, ChainPosition.START, begun)
                                    : goOn(tenant, found, after, afterHash, begun);
                        }));
    }

    private record Found(End end, long unchained) {
        AuditVerification as(ChainWalk walk, boolean isComplete) {
            @Nullable
            String head = end.head() == null ? null : end.head().position().hash();
            String lastId = walk.position().id();
            return new AuditVerification(
                    walk.verified(), unchained, head, walk.broken(), isComplete, lastId.isEmpty() ? null : lastId);
        }
    }

    private Future<AuditVerification> goOn(
            Tenant tenant, Found found, String after, @Nullable String afterHash, long begun) {
        return links.find(tenant, after).compose(link -> {
            if (link.isEmpty()) {
                return broken(found, new Broken(after, Reason.MISSING, null));
            }
            ChainPosition position = link.get().position();
            return afterHash != null && !afterHash.equalsIgnoreCase(position.hash())
                    ? broken(found, new Broken(after, Reason.CHANGED, link.get().chainedAt()))
                    : walk(tenant, found, position, begun);
        });
    }

    private static Future<AuditVerification> broken(Found found, Broken broken) {
        ChainWalk walk = new ChainWalk(ChainPosition.START);
        walk.breakAt(broken);
        return Future.succeededFuture(found.as(walk, true));
    }

    private Future<AuditVerification> walk(Tenant tenant, Found found, ChainPosition from, long begun) {
        ChainWalk walk = new ChainWalk(from);
        String last = found.end().lastId();
        if (last == null) {
            return Future.succeededFuture(found.as(walk, true));
        }
        return Rounds.until(() -> links.page(tenant, walk.position().id(), last, page)
                .compose(pairs -> {
                    walk.follow(pairs);
                    if (walk.isAtUnlinkedEntry()) {
                        return links.next(tenant, walk.unlinkedId())
                                .map(walk::explain)
                                .map(explained -> Optional.of(found.as(walk, true)));
                    }
                    if (pairs.size() < page) {
                        walk.end(last, found.end().head());
                    }
                    boolean isOver = pairs.size() < page || walk.broken() != null;
                    boolean isLate = System.nanoTime() - begun > budget.toNanos();
                    return Future.succeededFuture(
                            isOver || isLate ? Optional.of(found.as(walk, isOver)) : Optional.empty());
                }));
    }
}
