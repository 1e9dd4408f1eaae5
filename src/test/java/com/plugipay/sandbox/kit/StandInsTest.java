package com.plugipay.sandbox.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the stand-ins do, and what goes wrong with them when it is asked for. */
class StandInsTest extends WithTinyStandIn {
    @Test
    void answersAsItShouldWithoutFaults() throws Exception {
        HttpResponse<String> answer = charge();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new JsonObject(answer.body()).getString("url")).isEqualTo(url + "/tiny/pay/charge_1");
        assertThat(books().getJsonObject(0).getString("reference")).isEqualTo("order-1");
        pay("charge_1");
        assertThat(next()).isEqualTo(new Heard("right", "charge_1", "paid"));
        assertThat(books().getJsonObject(0).getLong("paid")).isEqualTo(5_000);
        assertThat(outcomes(1)).containsExactly("callback 1 HTTP 200");
    }

    @Test
    void delays() throws Exception {
        faults("{\"delay\":{\"probability\":1,\"delayMs\":300,\"times\":1}}");
        long startedNanos = System.nanoTime();
        assertThat(charge().statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(295));
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");
    }

    @Test
    void cutsBeforeAnythingIsDone() throws Exception {
        faults("{\"cut\":{\"probability\":1,\"times\":1}}");
        assertThatThrownBy(this::charge).isInstanceOf(IOException.class);
        assertThat(books()).isEmpty();
        assertThat(charge().statusCode()).isEqualTo(201);
    }

    @Test
    void losesTheAnswerOfWhatIsDone() throws Exception {
        faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        assertThatThrownBy(this::charge).isInstanceOf(IOException.class);
        assertThat(books()).hasSize(1);
        assertThat(charge().statusCode()).isEqualTo(201);
    }

    @Test
    void answersWithAnErrorBeforeOrAfterTheDeed() throws Exception {
        faults("{\"server_error\":{\"probability\":1,\"times\":1}}");
        assertThat(charge().statusCode()).isEqualTo(500);
        assertThat(books()).isEmpty();

        faults("{\"rate_limited\":{\"probability\":1,\"times\":1}}");
        HttpResponse<String> limited = charge();
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).contains("too many");
        assertThat(books()).isEmpty();

        faults("{\"error_after_commit\":{\"probability\":1,\"times\":1}}");
        HttpResponse<String> failed = charge();
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("{\"trouble\":\"ours\"}");
        assertThat(failed.headers().firstValue("Charge")).isEmpty();
        assertThat(books()).hasSize(1);
    }

    @Test
    void sendsTwice() throws Exception {
        faults("{\"duplicate_callback\":{\"probability\":1}}");
        charge();
        pay("charge_1");
        assertThat(next()).isEqualTo(next());
        assertThat(outcomes(2)).containsExactlyInAnyOrder("callback 1 HTTP 200", "duplicate 1 HTTP 200");
    }

    @Test
    void letsTheNextOneOvertake() throws Exception {
        faults("{\"reordered_callbacks\":{\"probability\":1}}");
        charge();
        charge();
        pay("charge_1");
        assertThat(waiting()).isOne();
        pay("charge_2");
        assertThat(next().id()).isEqualTo("charge_2");
        assertThat(next().id()).isEqualTo("charge_1");
        // Nothing comes that could overtake: it goes all the same.
        pay("charge_1");
        assertThat(next().id()).isEqualTo("charge_1");
    }

    @Test
    void sendsAForgedOneFirst() throws Exception {
        faults("{\"wrong_signature\":{\"probability\":1}}");
        answers.add(401);
        charge();
        pay("charge_1");
        assertThat(next()).isEqualTo(new Heard("wrong", "charge_1", "paid"));
        assertThat(next()).isEqualTo(new Heard("right", "charge_1", "paid"));
        assertThat(outcomes(2)).containsExactly("callback 1 HTTP 200", "wrong_signature 1 HTTP 401");
    }

    @Test
    void neverSends() throws Exception {
        faults("{\"dropped_callback\":{\"probability\":1,\"times\":1}}");
        charge();
        pay("charge_1");
        assertThat(outcomes(1)).containsExactly("dropped 0 never sent");
        pay("charge_1");
        next();
        assertThat(heard.isEmpty()).isTrue();
    }

    @Test
    void buyersPayAnotherAmountOrTooLate() throws Exception {
        faults("{\"amount_mismatch\":{\"probability\":1},\"late_success\":{\"probability\":1}}");
        charge();
        act("charge_1", "expire");
        assertThat(List.of(next().status(), next().status())).containsExactlyInAnyOrder("expired", "paid");
        assertThat(books().getJsonObject(0).getLong("paid")).isEqualTo(4_999);
    }

    @Test
    void repeatsByThePlanAndFollowsNoRedirect() throws Exception {
        answers.addAll(List.of(500, 302, 503, 200));
        charge();
        pay("charge_1");
        assertThat(outcomes(3)).containsExactly("callback 3 HTTP 503", "callback 2 HTTP 302", "callback 1 HTTP 500");
        for (int i = 0; i < 3; i++) {
            next();
        }
        assertThat(heard.isEmpty()).isTrue();
        assertThat(waiting()).isZero();
    }

    @Test
    void callsNobodyOutside() throws Exception {
        url = deploy("http://127.0.0.1.example.com/callbacks");
        charge();
        pay("charge_1");
        assertThat(outcomes(3)).allMatch(outcome -> outcome.endsWith("refused: not on this machine"));
    }

    @Test
    void repeatsItselfWithTheSameSeed() {
        Faults one = new Faults(7);
        Faults other = new Faults(7);
        JsonObject half = new JsonObject().put("cut", new JsonObject().put("probability", 0.5));
        one.replace(half);
        other.replace(half);
        int strikes = 0;
        for (int i = 0; i < 1_000; i++) {
            boolean struck = one.occurs(Fault.CUT);
            assertThat(other.occurs(Fault.CUT)).isEqualTo(struck);
            strikes += struck ? 1 : 0;
        }
        assertThat(strikes).isBetween(400, 600);
    }
}
