package com.plugipay.resilience.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.resilience.processes.RetryingMerchant;
import com.plugipay.support.Answer;
import com.plugipay.support.DirectSql;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** What happens around one sale, as chance has it: all that a buyer and a merchant can do, in any order and at once. */
final class RandomScenario {
    private static final List<String> IDR = List.of(
            "qris",
            "bca_va",
            "mandiri_va",
            "bni_va",
            "bri_va",
            "permata_va",
            "gopay",
            "shopeepay",
            "card",
            "card",
            "indomaret",
            "alfamart");

    private final RetryingMerchant shop;
    private final StandInControl standIns;
    private final DirectSql sql;
    private final Random random;
    private final String name;
    private final String currency;
    private final long amount;
    private final boolean paysTwice;

    RandomScenario(
            RetryingMerchant shop, StandInControl standIns, DirectSql sql, String name, long seed, boolean paysTwice) {
        this.shop = shop;
        this.standIns = standIns;
        this.sql = sql;
        this.random = new Random(seed);
        this.name = name;
        this.paysTwice = paysTwice;
        this.currency = random.nextInt(100) < 20 ? "USD" : "IDR";
        this.amount = currency.equals("USD") ? 500 + random.nextInt(20_000) : 20_000 + random.nextInt(900_000);
    }

    void run() {
        if (chance(40)) {
            refundSomething();
        }
        if (chance(15)) {
            payDirectly();
        } else {
            checkOut();
        }
    }

    private void payDirectly() {
        String body = """
                {"amount":%d,"currency":"%s","method":"%s","returnUrl":"https://shop.example/back"}""".formatted(amount, currency, method());
        Answer made = made("/v1/payments", body);
        if (made.status() == 201) {
            shop.remember("/v1/payments/" + made.id());
            sql.texts("select id from payment_attempts where payment_id = ?", made.id())
                    .forEach(this::buy);
        }
    }

    private void checkOut() {
        Answer made =
                made("/v1/checkout-sessions", """
                {"amount":%d,"currency":"%s","expiresInSec":3600,"successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(amount, currency)).expect(201);
        String session = made.id();
        shop.remember("/v1/checkout-sessions/" + session);
        List<String> methods = StreamSupport.stream(made.data().path("methods").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertThat(methods).isNotEmpty();
        int tries = 1 + random.nextInt(3);
        for (int i = 0; i < tries; i++) {
            choose(session);
            List<String> attempts =
                    sql.texts("select id from payment_attempts where checkout_session_id = ? order by id", session);
            if (attempts.isEmpty()) {
                continue;
            }
            // Mostly what is shown now, sometimes what was shown before.
            String attempt = chance(90) ? attempts.getLast() : attempts.get(random.nextInt(attempts.size()));
            switch (random.nextInt(10)) {
                case 0 -> atOnce(() -> buy(attempt), () -> cancel(session));
                case 1 -> atOnce(() -> buy(attempt), () -> expire(session));
                case 2, 3 -> atOnce(() -> buy(attempt), () -> choose(session));
                case 4 -> atOnce(() -> buy(attempt), () -> comeBack(session));
                default -> buy(attempt);
            }
        }
    }

    /** The buyer chooses a method, and clicks again when nothing comes back. */
    private void choose(String session) {
        String target = "/v1/public/checkout/sessions/" + session + "/charge";
        String body = "{\"method\":\"" + method() + "\"}";
        for (int click = 0; click < 3; click++) {
            Answer answer = shop.once("POST", target, body, null);
            if ((answer != null && answer.status() < 500) || chance(30)) {
                return;
            }
        }
    }

    /** The buyer uses what the gateway has shown last; some pay a code again that is already paid. */
    private void buy(String attempt) {
        List<String> shown = sql.texts("""
                select coalesce(provider_reference, '') || provider_data::text from payment_attempts
                 where id = ? and next_action is not null""", attempt);
        List<JsonNode> charges = standIns.books(attempt);
        boolean isPaid = charges.stream().anyMatch(charge -> charge.path("paid").asLong() > 0);
        if (shown.isEmpty() || charges.isEmpty() || (isPaid && !paysTwice)) {
            return;
        }
        JsonNode charge = charges.stream()
                .filter(entry -> shown.getFirst().contains(entry.path("id").asText()))
                .findFirst()
                .orElse(charges.getLast());
        switch (random.nextInt(20)) {
            case 0, 1 -> standIns.act(charge, "fail");
            case 2, 3 -> standIns.act(charge, "expire");
            case 4 -> {
                standIns.act(charge, "fail");
                standIns.act(charge, "pay");
            }
            case 5 -> {
                // Nothing: the buyer walks away.
            }
            default -> {
                standIns.act(charge, "pay");
                if (paysTwice && chance(30)) {
                    standIns.act(charge, "pay");
                }
            }
        }
    }

    private void cancel(String session) {
        shop.once("POST", "/v1/checkout-sessions/" + session + "/cancel", "", null);
    }

    private void expire(String session) {
        sql.change("update checkout_sessions set expires_at = now() where id = ? and status = 'open'", session);
    }

    private void comeBack(String session) {
        shop.once("GET", "/c/" + session + "/return", "", null);
    }

    private void refundSomething() {
        String sold = shop.anySold(random);
        if (sold == null) {
            return;
        }
        JsonNode object = shop.get(sold).expect(200).data();
        String payment = sold.startsWith("/v1/payments")
                ? object.path("id").asText()
                : object.path("paymentId").asText("");
        if (payment.isEmpty() || payment.equals("null")) {
            return;
        }
        long paid = object.path("amount").asLong();
        String amountOrAll = chance(30) ? "" : ",\"amount\":" + (1 + random.nextLong(paid));
        String byHand = chance(5) ? ",\"manual\":true" : "";
        made("/v1/refunds", "{\"paymentId\":\"" + payment + "\"" + amountOrAll + byHand + "}");
    }

    /** Creates an object under a new idempotency key, until it is created or refused; sometimes repeats the request. */
    private Answer made(String target, String body) {
        String key = name + "-" + random.nextInt(Integer.MAX_VALUE);
        Answer answer = shop.insist("POST", target, body, key);
        for (int again = 0; answer.status() >= 500 && again < 3; again++) {
            answer = shop.insist("POST", target, body, key);
        }
        if (answer.status() == 201 && chance(10)) {
            shop.repeat(target, body, key, answer);
        }
        return answer;
    }

    private String method() {
        return currency.equals("USD") ? "paypal" : IDR.get(random.nextInt(IDR.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static void atOnce(Runnable one, Runnable other) {
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(one, task -> Thread.ofVirtual().start(task));
        other.run();
        running.join();
    }
}
