package com.plugipay.resilience.webhooks;

import com.plugipay.support.Api;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * An endpoint of a workspace and the server behind it, whose behavior changes by a script.
 *
 * @param endpoint its id
 * @param changesAfter the kill after which its behavior changes; it changes again after the last
 */
record ScriptedEndpoint(WebhookReceiver receiver, String endpoint, String workspace, Script script, int changesAfter) {

    /** How a server behaves at first, after some kill, and at the end. */
    enum Script {
        HEALTHY(ReceiverBehavior.QUICK, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        SLOW(ReceiverBehavior.SLOW, ReceiverBehavior.SLOW, ReceiverBehavior.SLOW),
        ENDLESS(ReceiverBehavior.ENDLESS, ReceiverBehavior.ENDLESS, ReceiverBehavior.ENDLESS),
        HANGS_FOR_A_WHILE(ReceiverBehavior.HANGS, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        RESETS_UNTIL_THE_END(ReceiverBehavior.RESETS, ReceiverBehavior.RESETS, ReceiverBehavior.QUICK),
        FAILS_FOR_A_WHILE(ReceiverBehavior.FAILS, ReceiverBehavior.SLOW, ReceiverBehavior.SLOW),
        BUSY_UNTIL_THE_END(ReceiverBehavior.BUSY, ReceiverBehavior.BUSY, ReceiverBehavior.QUICK),
        PROMISES_FOR_A_WHILE(ReceiverBehavior.PROMISES, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        FAILS_IN_BETWEEN(ReceiverBehavior.QUICK, ReceiverBehavior.FAILS, ReceiverBehavior.QUICK),
        /** In between its behavior is random for each delivery. */
        RANDOM_IN_BETWEEN(ReceiverBehavior.QUICK, ReceiverBehavior.SLOW, ReceiverBehavior.QUICK),
        MOVED(ReceiverBehavior.MOVED, ReceiverBehavior.MOVED, ReceiverBehavior.MOVED),
        GONE(ReceiverBehavior.GONE, ReceiverBehavior.GONE, ReceiverBehavior.GONE),
        HANGS(ReceiverBehavior.HANGS, ReceiverBehavior.HANGS, ReceiverBehavior.HANGS);

        private static final List<ReceiverBehavior> RANDOM = List.of(
                ReceiverBehavior.QUICK,
                ReceiverBehavior.SLOW,
                ReceiverBehavior.ENDLESS,
                ReceiverBehavior.HANGS,
                ReceiverBehavior.RESETS,
                ReceiverBehavior.FAILS,
                ReceiverBehavior.BUSY);

        private final ReceiverBehavior first;
        private final ReceiverBehavior second;
        private final ReceiverBehavior last;

        Script(ReceiverBehavior first, ReceiverBehavior second, ReceiverBehavior last) {
            this.first = first;
            this.second = second;
            this.last = last;
        }

        /** Whether it accepts deliveries at the end. */
        boolean acceptsAtTheEnd() {
            return last.accepts();
        }
    }

    static ScriptedEndpoint subscribe(Api api, Vertx vertx, Script script, int changesAfter) {
        WebhookReceiver receiver = WebhookReceiver.open(vertx, script.name(), script.first);
        String endpoint = api.post("/v1/webhooks", "{\"url\":\"" + receiver.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201)
                .id();
        return new ScriptedEndpoint(receiver, endpoint, api.key().apiKey().workspaceId(), script, changesAfter);
    }

    /** After that many kills. */
    void afterKill(int kills, Random random) {
        if (kills == changesAfter) {
            receiver.behaves(
                    script == Script.RANDOM_IN_BETWEEN ? randomBehavior(random.nextLong()) : () -> script.second);
        }
    }

    private static Supplier<ReceiverBehavior> randomBehavior(long seed) {
        Random random = new Random(seed);
        return () -> Script.RANDOM.get(random.nextInt(Script.RANDOM.size()));
    }

    void afterLastKill() {
        receiver.behaves(script.last);
    }
}
