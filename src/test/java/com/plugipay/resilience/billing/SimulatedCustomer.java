package com.plugipay.resilience.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.resilience.money.StandInControl;
import com.plugipay.support.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A customer on a test clock with stored cards and subscriptions, and all that may happen to these, as chance has it. */
final class SimulatedCustomer {
    /** Cards that have no money, were stolen, expire, need the buyer, or are revoked by their owner. */
    private static final List<String> OTHER_CARDS = List.of(
            CardOwner.EMPTY,
            CardOwner.EMPTY,
            CardOwner.STOLEN,
            "4000000000000069",
            "4000000000003220",
            "4000000000000404");

    private final SimulatedMerchant merchant;
    private final StandInControl standIns;
    private final SplittableRandom random;
    private final String name;
    private final String id;
    private final List<String> cards = new ArrayList<>();
    private final List<String> subscriptions = new ArrayList<>();
    private int requests;

    /** Makes the customer with cards, while nothing goes wrong. */
    SimulatedCustomer(
            SimulatedMerchant merchant, StandInControl standIns, String name, String clock, SplittableRandom random) {
        this.merchant = merchant;
        this.standIns = standIns;
        this.name = name;
        this.random = random;
        CardOwner owner = new CardOwner(merchant.api(), "\"testClockId\":\"" + clock + "\"");
        this.id = owner.customer();
        cards.add(owner.store(CardOwner.GOOD));
        if (chance(80)) {
            cards.add(owner.store(OTHER_CARDS.get(random.nextInt(OTHER_CARDS.size()))));
        }
    }

    /** Subscribes to any plan. */
    void subscribe(Instant now) {
        subscriptions.add(subscription(now));
    }

    private String subscription(Instant now) {
        JsonNode plan = merchant.anyPlan(random);
        JsonNode prices = plan.path("prices");
        JsonNode price = prices.path(random.nextInt(prices.size()));
        String quantity = isMetered(price) ? "" : ",\"quantity\":" + random.nextInt(1, 8);
        String trial = chance(25) ? ",\"trialDays\":" + random.nextInt(0, 20) : "";
        String start = chance(15) ? ",\"startAt\":\"" + inDays(now, 40) + '"' : "";
        String discount = chance(15) ? ",\"initialDiscount\":" + random.nextInt(1, 40_000) : "";
        String card = chance(60) ? ",\"paymentTokenId\":\"" + anyCard() + '"' : "";
        return make("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","priceId":"%s","collectionMethod":"%s","taxRate":%d%s}""".formatted(
                                id,
                                plan.path("id").asText(),
                                price.path("id").asText(),
                                chance(20) ? "send_invoice" : "charge_automatically",
                                random.nextBoolean() ? 0 : 1_100,
                                quantity + trial + start + discount + card))
                .expect(201)
                .id();
    }

    /** Does anything to one of the subscriptions; one that is over is followed by another. */
    void act(Instant now) {
        int place = random.nextInt(subscriptions.size());
        String path = "/v1/subscriptions/" + subscriptions.get(place);
        JsonNode subscription = merchant.shop().get(path).expect(200).data();
        if (subscription.path("status").asText().equals("canceled")) {
            subscriptions.set(place, subscription(now));
            return;
        }
        switch (random.nextInt(20)) {
            case 0 -> make(path + "/pause", "{}");
            case 1 -> make(path + "/pause", "{\"resumeAt\":\"" + inDays(now, 90) + "\"}");
            case 2, 3, 4 -> make(path + "/resume", "");
            case 5 -> make(path + "/cancel", chance(40) ? "{\"at\":\"now\"}" : "{}");
            case 6, 7 -> make(path + "/reactivate", "");
            case 8, 9 -> send("PATCH", path, "{\"quantity\":" + random.nextInt(1, 8) + change() + '}');
            case 10, 11 -> send("PATCH", path, "{\"priceId\":\"" + anyPrice() + '"' + change() + '}');
            case 12, 13 -> make(path + "/usage", "{\"quantity\":" + random.nextInt(1, 200) + '}');
            case 14 -> send("PATCH", path, "{\"defaultPaymentTokenId\":\"" + anyCard() + "\"}");
            case 15, 16 -> invoice(place, "open").ifPresent(this::payByHand);
            case 17 -> invoice(place, "open").ifPresent(this::payOnPage);
            case 18 -> invoice(place, "paid").ifPresent(this::refund);
            default -> invoice(place, "open").ifPresent(this::cancel);
        }
    }

    /** How a change of the price is billed. */
    private String change() {
        String behavior = switch (random.nextInt(5)) {
            case 0 -> "none";
            case 1 -> "next_period";
            default -> "create_prorations";
        };
        return ",\"prorationBehavior\":\"" + behavior + "\",\"billNow\":" + random.nextBoolean();
    }

    private Optional<JsonNode> invoice(int place, String status) {
        JsonNode found = merchant.shop()
                .get("/v1/invoices?limit=5&status=" + status + "&subscriptionId=" + subscriptions.get(place))
                .expect(200)
                .data();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.path(random.nextInt(found.size())));
    }

    private void payByHand(JsonNode invoice) {
        make("/v1/invoices/" + invoice.path("id").asText() + "/pay", "");
    }

    private void cancel(JsonNode invoice) {
        make("/v1/invoices/" + invoice.path("id").asText() + "/void", "");
    }

    private void refund(JsonNode invoice) {
        String payment = invoice.path("paymentId").asText("null");
        if (!payment.equals("null")) {
            String part = chance(50)
                    ? ",\"amount\":"
                            + random.nextLong(1, invoice.path("amountPaid").asLong() + 1)
                    : "";
            make("/v1/refunds", "{\"paymentId\":\"" + payment + '"' + part + '}');
        }
    }

    /** Chooses a method on the page of the invoice, and mostly pays with it. Whatever is lost is not tried again. */
    private void payOnPage(JsonNode invoice) {
        String page = invoice.path("hostedInvoiceUrl").asText();
        Answer opened = merchant.shop().once("POST", page.substring(page.indexOf("/i/")) + "/pay", "", null);
        if (opened == null || opened.status() != 303) {
            return;
        }
        String checkout = opened.header("Location");
        String session = checkout.substring(checkout.lastIndexOf('/') + 1);
        Answer charged = merchant.shop()
                .once("POST", "/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}", null);
        if (charged == null || charged.status() != 200) {
            return;
        }
        JsonNode attempts = merchant.shop()
                .get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data();
        if (!attempts.isEmpty() && chance(80)) {
            standIns.books(attempts.path(0).path("id").asText()).forEach(book -> standIns.act(book, "pay"));
        }
    }

    private Answer make(String path, String body) {
        return send("POST", path, body);
    }

    /** A request under a key of its own, which is repeated until it is answered, and sometimes after that. */
    private Answer send(String method, String path, String body) {
        String key = name + '-' + requests++;
        Answer answer = merchant.shop().insist(method, path, body, key);
        for (int again = 0; answer.status() >= 500 && again < 3; again++) {
            answer = merchant.shop().insist(method, path, body, key);
        }
        // What may not be done with an object in its state is refused.
        assertThat(answer.status())
                .as(method + ' ' + path + ' ' + body + ": " + answer.body())
                .isIn(200, 201, 400, 409, 422);
        if (answer.status() == 201 && chance(10)) {
            merchant.shop().repeat(path, body, key, answer);
        }
        return answer;
    }

    private static boolean isMetered(JsonNode price) {
        return price.path("model").asText().equals("usage");
    }

    private String anyPrice() {
        JsonNode prices = merchant.anyPlan(random).path("prices");
        return prices.path(random.nextInt(prices.size())).path("id").asText();
    }

    private String anyCard() {
        return cards.get(random.nextInt(cards.size()));
    }

    private Instant inDays(Instant now, int most) {
        return now.plus(Duration.ofHours(random.nextInt(1, most * 24)));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
