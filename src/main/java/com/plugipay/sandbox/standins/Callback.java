package com.plugipay.sandbox.standins;

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
public record Callback(
        String standIn,
        String url,
        Map<String, String> headers,
        Buffer body,
        UnaryOperator<Callback> broken,
        RetryPlan retryPlan) {

    public Callback {
        headers = Map.copyOf(headers);
    }

    public Callback withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Callback(standIn, url, changed, body, broken, retryPlan);
    }

    public Callback withBody(Buffer changed) {
        return new Callback(standIn, url, headers, changed, broken, retryPlan);
    }

    /** Headers hold proofs and tokens, which belong in no log. */
    @Override
    public String toString() {
        return "Callback[standIn=%s, url=%s, body=%d bytes]".formatted(standIn, url, body.length());
    }
}
