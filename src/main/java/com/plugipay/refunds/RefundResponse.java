package com.plugipay.refunds;

import com.plugipay.errors.ErrorCode;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The response to the request for a refund, after its provider has answered. */
final class RefundResponse {
    private RefundResponse() {}

    /** Returns the refund; fails when the provider has refused it or could not be reached. */
    static Future<Refund> of(Refund refund, Outcome outcome) {
        if (outcome instanceof Outcome.NotDone notDone && refund.status() != Refund.Status.SUCCEEDED) {
            return Future.failedFuture(ErrorCode.PROVIDER_UNAVAILABLE
                    .withMessage(notDone.message())
                    .with(List.of(
                            Map.of("code", notDone.code(), "message", notDone.message(), "refundId", refund.id())))
                    .after(notDone.retryAfter()));
        }
        if (refund.status() != Refund.Status.FAILED) {
            return Future.succeededFuture(refund);
        }
        String code = String.valueOf(refund.failureCode());
        String providerCode = switch (outcome) {
            case Outcome.Declined declined -> declined.providerCode();
            case Outcome.Rejected rejected -> rejected.providerCode();
            default -> null;
        };
        String message = String.valueOf(refund.failureMessage());
        ErrorCode errorCode =
                outcome instanceof Outcome.Declined ? ErrorCode.PROVIDER_DECLINED : ErrorCode.PROVIDER_REJECTED;
        String advice = code.equals(Command.REFUND_NOT_SUPPORTED)
                ? " Send the money yourself and record it with manual: true."
                : "";
        return Future.failedFuture(errorCode
                .withMessage(message + advice)
                .with(List.of(Map.of(
                        "code",
                        providerCode == null ? code : providerCode,
                        "message",
                        message,
                        "failureCode",
                        code,
                        "refundId",
                        refund.id()))));
    }
}
