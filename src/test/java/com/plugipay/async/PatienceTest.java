package com.plugipay.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a buyer's browser gets while a provider takes its time. */
@ExtendWith(VertxExtension.class)
class PatienceTest {
    @Test
    void aFormIsAnsweredBeforeAReturn() {
        List<String> answered = new CopyOnWriteArrayList<>();
        Future<String> returned = Patience.ofReturn(never(), "return").onSuccess(answered::add);
        Future<String> form = Patience.ofForm(never(), "form").onSuccess(answered::add);

        Future.all(returned, form).await();

        assertThat(answered).containsExactly("form", "return");
    }

    @Test
    void whatIsKnownIsTold(Vertx vertx) {
        assertThat(Patience.ofForm(vertx.timer(1).map("known"), "otherwise").await())
                .isEqualTo("known");
        assertThat(Patience.ofForm(vertx.timer(1).compose(fired -> Future.<String>failedFuture("refused")), "otherwise")
                        .otherwise(Throwable::getMessage)
                        .await())
                .isEqualTo("refused");
    }

    private static Future<String> never() {
        return Promise.<String>promise().future();
    }
}
