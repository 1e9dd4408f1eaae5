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

/** A merchant behind a gateway that dies now and then: what it insists on, and what it has sold so far. */
public final class RetryingMerchant {
    private final Api api;
    private final Runnable lineCut;
    /** Sessions and direct payments that may have been paid. */
    private final List<String> sold = new ArrayList<>();

    /** @param lineCut waits until it makes sense to try again */
    public RetryingMerchant(Api api, Runnable lineCut) {
        this.api = api;
        this.lineCut = lineCut;
    }

    /** Asks until there is an answer: what the gateway says while it is up, a refusal included, but no failure of its own. */
    public Answer insist(String method, String target, String body, @Nullable String key) {
        while (true) {
            Answer answer = once(method, target, body, key);
            if (answer != null && answer.status() != 503) {
                return answer;
            }
            lineCut.run();
        }
    }

    public Answer get(String target) {
        return insist("GET", target, "", null);
    }

    /** Asks once; null when the line was cut. */
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

    /** What was made under a key is what a repeat under that key gives. */
    public void repeat(String target, String body, String key, Answer first) {
        Answer again = insist("POST", target, body, key);
        assertThat(again.status()).as(again.body()).isEqualTo(first.status());
        assertThat(again.id()).as(key).isEqualTo(first.id());
    }

    public synchronized void remember(String target) {
        sold.add(target);
    }

    /** Something that was sold before; null when there is nothing yet. */
    public synchronized @Nullable String anySold(Random random) {
        return sold.isEmpty() ? null : sold.get(random.nextInt(sold.size()));
    }
}
