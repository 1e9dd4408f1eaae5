package com.plugipay.resilience.webhooks;

import com.plugipay.support.Api;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * An endpoint of a workspace and the server behind it, with what becomes of that.
 *
 * @param endpoint its id
 * @param turnsAfter the kill after which it changes its manners; it changes them again after the last
 */
record ScriptedEndpoint(WebhookReceiver mailbox, String endpoint, String workspace, Fate fate, int turnsAfter) {

    /** How a server behaves at first, after some kill, and at last. */
    enum Fate {
        WELL(ReceiverBehavior.QUICK, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        SLOW(ReceiverBehavior.SLOW, ReceiverBehavior.SLOW, ReceiverBehavior.SLOW),
        ENDLESS(ReceiverBehavior.ENDLESS, ReceiverBehavior.ENDLESS, ReceiverBehavior.ENDLESS),
        HANGS_FOR_A_WHILE(ReceiverBehavior.HANGS, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        RESETS_UNTIL_THE_END(ReceiverBehavior.RESETS, ReceiverBehavior.RESETS, ReceiverBehavior.QUICK),
        FAILS_FOR_A_WHILE(ReceiverBehavior.FAILS, ReceiverBehavior.SLOW, ReceiverBehavior.SLOW),
        BUSY_UNTIL_THE_END(ReceiverBehavior.BUSY, ReceiverBehavior.BUSY, ReceiverBehavior.QUICK),
        PROMISES_FOR_A_WHILE(ReceiverBehavior.PROMISES, ReceiverBehavior.QUICK, ReceiverBehavior.QUICK),
        ILL_FOR_A_WHILE(ReceiverBehavior.QUICK, ReceiverBehavior.FAILS, ReceiverBehavior.QUICK),
        /** In between it behaves anyhow, differently each time. */
        CONFUSED(ReceiverBehavior.QUICK, ReceiverBehavior.SLOW, ReceiverBehavior.QUICK),
        MOVED(ReceiverBehavior.MOVED, ReceiverBehavior.MOVED, ReceiverBehavior.MOVED),
        GONE(ReceiverBehavior.GONE, ReceiverBehavior.GONE, ReceiverBehavior.GONE),
        HANGS(ReceiverBehavior.HANGS, ReceiverBehavior.HANGS, ReceiverBehavior.HANGS);

        private static final List<ReceiverBehavior> CONFUSION = List.of(
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

        Fate(ReceiverBehavior first, ReceiverBehavior second, ReceiverBehavior last) {
            this.first = first;
            this.second = second;
            this.last = last;
        }

        /** Whether it is well at some time, and takes what it gets then. */
        boolean isWellSometime() {
            return last.takes();
        }
    }

    static ScriptedEndpoint subscribe(Api api, Vertx vertx, Fate fate, int turnsAfter) {
        WebhookReceiver mailbox = WebhookReceiver.open(vertx, fate.name(), fate.first);
        String endpoint = api.post("/v1/webhooks", "{\"url\":\"" + mailbox.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201)
                .id();
        return new ScriptedEndpoint(mailbox, endpoint, api.key().apiKey().workspaceId(), fate, turnsAfter);
    }

    /** After that many kills. */
    void live(int kills, Random random) {
        if (kills == turnsAfter) {
            mailbox.turns(fate == Fate.CONFUSED ? confusion(random.nextLong()) : () -> fate.second);
        }
    }

    private static Supplier<ReceiverBehavior> confusion(long seed) {
        Random random = new Random(seed);
        return () -> Fate.CONFUSION.get(random.nextInt(Fate.CONFUSION.size()));
    }

    void end() {
        mailbox.turns(fate.last);
    }
}
