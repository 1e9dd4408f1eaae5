package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A merchant who repeats requests while the gateway is killed and started again, and remembers the sales. */
public final class RetryingMerchant {
    private final Api api;
    private final Runnable connectionLost;
    /** Sessions and direct payments that may have been paid. */
    private final List<String> sold = new ArrayList<>();

    /** @param connectionLost waits until another try makes sense */
    public RetryingMerchant(Api api, Runnable connectionLost) {
        this.api = api;
        this.connectionLost = connectionLost;
    }

    /** Sends a request until there is a response other than 503. */
    public Answer insist(String method, String target, String body, @Nullable String key) {
        while (true) {
            Answer answer = once(method, target, body, key);
            if (answer != null && answer.status() != 503) {
                return answer;
            }
            connectionLost.run();
        }
    }

    public Answer get(String target) {
        return insist("GET", target, "", null);
    }

    /** Sends a request once; null when the connection was lost. */
    @Nullable
    public Answer once(String method, String target, String body, @Nullable String key) {
        try {
            Answer answer = api.sendLater(method, target, body, key).join();
            assertThat(answer.status())
                    .as(method + " " + target + ": " + answer.body())
                    .isNotEqualTo(500);
            return answer;
        } catch (CompletionException cut) {
            if (!(cut.getCause() instanceof IOException)) {
                throw cut;
            }
            return null;
        }
    }

    /** Repeats a request under its key: the response must be the same object. */
    public void repeat(String target, String body, String key, Answer first) {
        Answer again = insist("POST", target, body, key);
        assertThat(again.status()).as(again.body()).isEqualTo(first.status());
        assertThat(again.id()).as(key).isEqualTo(first.id());
    }

    public synchronized void remember(String target) {
        sold.add(target);
    }

    /** One of the sales so far; null when there is none. */
    public synchronized @Nullable String anySold(Random random) {
        return sold.isEmpty() ? null : sold.get(random.nextInt(sold.size()));
    }
}
