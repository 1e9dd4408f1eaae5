package com.plugipay.weather;

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
record Subscriber(Mailbox mailbox, String endpoint, String workspace, Fate fate, int turnsAfter) {

    /** How a server behaves at first, after some kill, and at last. */
    enum Fate {
        WELL(Manner.QUICK, Manner.QUICK, Manner.QUICK),
        SLOW(Manner.SLOW, Manner.SLOW, Manner.SLOW),
        ENDLESS(Manner.ENDLESS, Manner.ENDLESS, Manner.ENDLESS),
        HANGS_FOR_A_WHILE(Manner.HANGS, Manner.QUICK, Manner.QUICK),
        RESETS_UNTIL_THE_END(Manner.RESETS, Manner.RESETS, Manner.QUICK),
        FAILS_FOR_A_WHILE(Manner.FAILS, Manner.SLOW, Manner.SLOW),
        BUSY_UNTIL_THE_END(Manner.BUSY, Manner.BUSY, Manner.QUICK),
        PROMISES_FOR_A_WHILE(Manner.PROMISES, Manner.QUICK, Manner.QUICK),
        ILL_FOR_A_WHILE(Manner.QUICK, Manner.FAILS, Manner.QUICK),
        /** In between it behaves anyhow, differently each time. */
        CONFUSED(Manner.QUICK, Manner.SLOW, Manner.QUICK),
        MOVED(Manner.MOVED, Manner.MOVED, Manner.MOVED),
        GONE(Manner.GONE, Manner.GONE, Manner.GONE),
        HANGS(Manner.HANGS, Manner.HANGS, Manner.HANGS);

        private static final List<Manner> CONFUSION = List.of(
                Manner.QUICK, Manner.SLOW, Manner.ENDLESS, Manner.HANGS, Manner.RESETS, Manner.FAILS, Manner.BUSY);

        private final Manner first;
        private final Manner second;
        private final Manner last;

        Fate(Manner first, Manner second, Manner last) {
            this.first = first;
            this.second = second;
            this.last = last;
        }

        /** Whether it is well at some time, and takes what it gets then. */
        boolean isWellSometime() {
            return last.takes();
        }
    }

    static Subscriber subscribe(Api api, Vertx vertx, Fate fate, int turnsAfter) {
        Mailbox mailbox = Mailbox.open(vertx, fate.name(), fate.first);
        String endpoint = api.post("/v1/webhooks", "{\"url\":\"" + mailbox.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201)
                .id();
        return new Subscriber(mailbox, endpoint, api.key().apiKey().workspaceId(), fate, turnsAfter);
    }

    /** After that many kills. */
    void live(int kills, Random random) {
        if (kills == turnsAfter) {
            mailbox.turns(fate == Fate.CONFUSED ? confusion(random.nextLong()) : () -> fate.second);
        }
    }

    private static Supplier<Manner> confusion(long seed) {
        Random random = new Random(seed);
        return () -> Fate.CONFUSION.get(random.nextInt(Fate.CONFUSION.size()));
    }

    void end() {
        mailbox.turns(fate.last);
    }
}
