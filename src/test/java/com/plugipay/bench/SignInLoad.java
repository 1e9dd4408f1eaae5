package com.plugipay.bench;

import com.plugipay.people.credentials.HashWorkers;
import com.plugipay.people.credentials.Passwords;
import com.plugipay.secrets.Secret;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who sign in with the right password, each so rarely that no limit of tries refuses it. The limit for each address is
 * lifted, as they all come from this machine.
 */
final class SignInLoad implements AutoCloseable {
    static final double PER_SECOND = 20;

    /** Of one person within a quarter of an hour. */
    private static final int TRIES_OF_PERSON = 10;

    /** As many as may wait for a hash. */
    private static final int CONNECTIONS = HashWorkers.MOST_WAITING;

    private static final String PASSWORD = "kopi gayo setiap pagi";

    private final HttpLoad http;
    private final AtomicInteger next = new AtomicInteger();
    private final int people;

    /** @param signIns how many there will be in all */
    SignInLoad(TestGateway gateway, int signIns) {
        this.http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
        this.people = signIns / TRIES_OF_PERSON + 1;
        Passwords passwords = new Passwords(new HashWorkers(gateway.gateway().vertx()));
        String hash = TestGateway.get(passwords.hash(new Secret(PASSWORD))).reveal();
        new DirectSql(gateway.databaseConfig()).change("""
                insert into people (id, email, locale, password, email_verified_at, created_at, updated_at)
                select 'psn_' || n, 'person' || n || '@shop.example', 'en', ?, now(), now(), now()
                  from generate_series(0, ?) n""", hash, people);
    }

    /** Signs in at that rate for a time; what is refused is an error of the result. */
    CompletableFuture<Result> begin(long seconds) {
        return CompletableFuture.supplyAsync(() -> http.runAt(PER_SECOND, seconds, 303, this::request));
    }

    /** The id of the thread that it uses. */
    long threadId() {
        return http.threadId();
    }

    private Buffer request() {
        String form = "email=person" + next.getAndIncrement() % people + "%40shop.example&password="
                + PASSWORD.replace(' ', '+');
        return Buffer.buffer("POST /dashboard/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form);
    }

    @Override
    public void close() {
        http.close();
    }
}
