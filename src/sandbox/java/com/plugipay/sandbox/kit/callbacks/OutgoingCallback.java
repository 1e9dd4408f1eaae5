package com.plugipay.sandbox.kit.callbacks;

import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A message of a provider to the gateway, ready to be posted.
 *
 * @param standIn the {@link StandIn#name} whose faults it meets
 * @param headers with the content type and the proof
 * @param body these bytes exactly, because proofs are made over them
 * @param broken makes the same message with a proof that does not hold, for {@link Fault#WRONG_SIGNATURE}
 */
public record OutgoingCallback(
        String standIn,
        String url,
        Map<String, String> headers,
        Buffer body,
        UnaryOperator<OutgoingCallback> broken,
        RetryPlan retryPlan) {

    public OutgoingCallback {
        headers = Map.copyOf(headers);
    }

    public OutgoingCallback withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new OutgoingCallback(standIn, url, changed, body, broken, retryPlan);
    }

    public OutgoingCallback withBody(Buffer changed) {
        return new OutgoingCallback(standIn, url, headers, changed, broken, retryPlan);
    }

    /** Headers hold proofs and tokens, which belong in no log. */
    @Override
    public String toString() {
        return "OutgoingCallback[standIn=%s, url=%s, body=%d bytes]".formatted(standIn, url, body.length());
    }
}
