package com.plugipay.audit;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import io.vertx.core.Future;

/** The audit log over HTTP. */
public final class AuditRoutes {
    private final AuditStore log;
    private final AuditVerifier verifier;

    public AuditRoutes(AuditStore log, AuditVerifier verifier) {
        this.log = log;
        this.verifier = verifier;
    }

    public void mount(Operations api) {
        api.get("/audit-log", "List who did what to which object")
                .returnsPage(AuditEntry.class, "objectId", "action", "actorId")
                .handledBy(call -> log.list(call.tenant(), call.listing()));
        api.get("/audit-log/verify", "Verify that no entry was changed, removed or inserted")
                .parameters("after", "afterHash")
                .returns(200, AuditVerification.class)
                .handledBy(this::verify);
    }

    private Future<AuditVerification> verify(Call<Void> call) {
        String after = call.query("after");
        String hash = call.query("afterHash");
        boolean isFromStart = after == null || after.isEmpty();
        if (isFromStart && hash != null) {
            throw ErrorCode.VALIDATION_ERROR.forField("afterHash", "This needs after, the entry that it belongs to.");
        }
        return verifier.verify(call.tenant(), isFromStart ? null : after, hash);
    }
}
