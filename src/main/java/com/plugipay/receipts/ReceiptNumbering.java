package com.plugipay.receipts;

import com.plugipay.model.Tenant;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Numbers the receipts of a workspace. No node claims them: several may try, and each number is given once. */
final class ReceiptNumbering implements DueWork<Tenant> {
    private static final int BATCH = 50;

    private final ReceiptStore receipts;

    private ReceiptNumbering(ReceiptStore receipts) {
        this.receipts = receipts;
    }

    static Work of(ReceiptStore receipts) {
        return Work.due("receipt-numbers", Duration.ofSeconds(1), BATCH, new ReceiptNumbering(receipts));
    }

    @Override
    public Future<List<Tenant>> claim(Instant now, int most, Set<String> busy) {
        return receipts.unnumbered(most, busy.toArray(String[]::new));
    }

    @Override
    public String id(Tenant tenant) {
        return tenant.workspaceId() + '/' + tenant.mode().text();
    }

    @Override
    public String workspaceId(Tenant tenant) {
        return tenant.workspaceId();
    }

    @Override
    public Future<WorkResult> run(Tenant tenant, Instant now) {
        return receipts.numberAll(tenant).map(WorkResult.DONE);
    }

    @Override
    public Instant again(Tenant tenant, Instant now) {
        return WorkSchedule.unceasing(0, now);
    }

    /** Nothing is to be written: a receipt without a number is due. */
    @Override
    public Future<?> end(List<Ended<Tenant>> ended, Instant now) {
        return Future.succeededFuture();
    }
}
