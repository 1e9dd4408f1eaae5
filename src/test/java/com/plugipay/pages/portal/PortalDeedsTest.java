package com.plugipay.pages.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What customers do in the portal, as far as their plans allow it. */
class PortalDeedsTest {
    private static final String ALL = """
            {"selfServeCancel":true,"selfServePause":true,"selfServeUpgrade":true,"selfServeDowngrade":true,\
            "updatePaymentMethod":true}""";
    private static final String NONE = ALL.replace("true", "false");

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final String customer = Billing.customer(api, "Siti");

    @Test
    void pausesAndResumes() {
        Answer subscription = subscribe(plan("Pro", 100_000, ALL));
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).contains("Pro", "Rp\u00a0100.000 a month", "Next invoice: Rp\u00a0100.000 on ");
        Answer paused = press(visitor, subscription, "pause").expect(303);
        assertThat(paused.header("Location")).isEqualTo("/portal?notice=paused");
        assertThat(read(subscription).path("status").asText()).isEqualTo("paused");
        assertThat(visitor.page())
                .contains("Nothing is billed while it is paused.")
                .doesNotContain("/pause?");
        press(visitor, subscription, "resume").expect(303);
        assertThat(read(subscription).path("status").asText()).isEqualTo("active");
        // The log shows nothing newer than what others are still writing.
        Awaitility.await()
                .untilAsserted(() -> assertThat(api.get("/v1/audit-log?objectId=" + subscription.id())
                                .data())
                        .filteredOn(entry -> entry.path("action").asText().equals("subscription.paused"))
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.at("/actor/id").asText()).isEqualTo(customer)));
    }

    @Test
    void cancelsAndKeepsIt() {
        Answer subscription = subscribe(plan("Pro", 100_000, ALL));
        PortalVisitor visitor = visitor();
        press(visitor, subscription, "cancel").expect(303);
        JsonNode ending = read(subscription);
        assertThat(ending.path("cancelAtPeriodEnd").asBoolean()).isTrue();
        assertThat(ending.path("canceledReason").asText()).isEqualTo("customer_portal");
        assertThat(visitor.page())
                .contains("Ends on ", "Keep this subscription")
                .doesNotContain("/cancel?");
        press(visitor, subscription, "continue").expect(303);
        assertThat(read(subscription).path("cancelAtPeriodEnd").asBoolean()).isFalse();
    }

    @Test
    void doesNotUndoTheEndThatTheBusinessHasSet() {
        Answer subscription = subscribe(plan("Pro", 100_000, ALL));
        api.post("/v1/subscriptions/" + subscription.id() + "/cancel", "{\"at\":\"period_end\"}")
                .expect(200);
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).doesNotContain("Keep this subscription");
        assertThat(press(visitor, subscription, "continue").expect(303).header("Location"))
                .endsWith("notice=stale");
        assertThat(read(subscription).path("cancelAtPeriodEnd").asBoolean()).isTrue();
    }

    @Test
    void changesToAnotherPlanUpAndDown() {
        Answer small = plan("Small", 50_000, ALL);
        Answer large = plan("Large", 200_000, ALL);
        Answer dollars = api.post(
                        "/v1/plans",
                        "{\"name\":\"Dollars\",\"interval\":\"month\",\"amount\":900,\"currency\":\"USD\"}")
                .expect(201);
        Answer archived = plan("Archived", 70_000, ALL);
        api.post("/v1/plans/" + archived.id() + "/archive", "").expect(200);
        Answer subscription = subscribe(small);
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).contains("Large").doesNotContain("Dollars", "Archived");

        press(visitor, subscription, "price", "price", price(large)).expect(303);
        assertThat(read(subscription).path("priceId").asText()).isEqualTo(price(large));
        press(visitor, subscription, "price", "price", price(small)).expect(303);
        assertThat(read(subscription).path("priceId").asText()).isEqualTo(price(small));

        for (Answer unfit : List.of(dollars, archived, small)) {
            assertThat(press(visitor, subscription, "price", "price", price(unfit))
                            .expect(303)
                            .header("Location"))
                    .endsWith("notice=stale");
        }
        press(visitor, subscription, "price", "price", "price_none").expect(404);
        press(visitor, subscription, "price").expect(404);
        assertThat(read(subscription).path("priceId").asText()).isEqualTo(price(small));
    }

    @ParameterizedTest
    @CsvSource({"selfServeUpgrade, true", "selfServeDowngrade, false"})
    void changesOnlyInTheDirectionThatThePlanAllows(String feature, boolean isUp) {
        Answer middle = plan("Middle", 100_000, NONE.replace("\"" + feature + "\":false", "\"" + feature + "\":true"));
        Answer less = plan("Lessplan", 50_000, ALL);
        Answer more = plan("Moreplan", 200_000, ALL);
        Answer subscription = subscribe(middle);
        PortalVisitor visitor = visitor();
        assertThat(visitor.page())
                .contains(isUp ? "Moreplan" : "Lessplan")
                .doesNotContain(isUp ? "Lessplan" : "Moreplan");
        press(visitor, subscription, "price", "price", price(isUp ? less : more))
                .expect(403);
        assertThat(read(subscription).path("priceId").asText()).isEqualTo(price(middle));
        press(visitor, subscription, "price", "price", price(isUp ? more : less))
                .expect(303);
    }

    @Test
    void whatThePlanDoesNotAllowIsNeitherShownNorDone() {
        Answer subscription = subscribe(plan("Pro", 100_000, NONE));
        Answer other = plan("Other", 50_000, ALL);
        String card = PortalVisitor.card(gateway, customer, "Visa •••• 1111");
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).contains("Pro", "Visa").doesNotContain("<form", "<button", "Other");
        String token = tokenOfAnotherPlan(visitor);
        String before = read(subscription).toString();
        for (String deed : List.of("pause", "resume", "cancel", "continue")) {
            visitor.send(path(subscription, deed), token).expect(403);
        }
        visitor.send(path(subscription, "price"), token, "price", price(other)).expect(403);
        visitor.send(path(subscription, "method"), token, "method", card).expect(403);
        visitor.send("/portal/methods", token).expect(403);
        visitor.send("/portal/methods/" + card + "/default", token).expect(403);
        visitor.send("/portal/methods/" + card + "/remove", token).expect(403);
        assertThat(read(subscription)).hasToString(before);
        assertThat(api.get("/v1/payment-methods/" + card).text("status")).isEqualTo("active");
    }

    /** Allows something for a moment, so that the page has a form. */
    private String tokenOfAnotherPlan(PortalVisitor visitor) {
        Answer open = subscribe(plan("Open", 10_000, ALL));
        String token = visitor.token();
        api.post("/v1/subscriptions/" + open.id() + "/cancel", "{\"at\":\"now\"}")
                .expect(200);
        return token;
    }

    @Test
    void othersSubscriptionsAndMethodsAreNotFound() {
        String budi = Billing.customer(api, "Budi");
        Answer pro = plan("Pro", 100_000, ALL);
        Answer others = subscribe(budi, pro);
        String card = PortalVisitor.card(gateway, budi, "Visa •••• 2222");
        Api stranger = gateway.merchant();
        Answer ofOtherWorkspace = stranger.post("/v1/customers", "{}").expect(201);
        String foreign = PortalVisitor.card(gateway, ofOtherWorkspace.id(), "Visa •••• 3333");
        Answer own = subscribe(pro);
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).doesNotContain(others.id(), "2222", "3333");
        for (String id : List.of(others.id(), "sub_none", "x")) {
            for (String deed : List.of("pause", "resume", "cancel", "continue")) {
                visitor.press("/portal/subscriptions/" + id + "/" + deed).expect(404);
            }
            visitor.press("/portal/subscriptions/" + id + "/price", "price", price(pro))
                    .expect(404);
        }
        for (String id : List.of(card, foreign, "pt_none", "%00")) {
            visitor.press("/portal/methods/" + id + "/default").expect(404);
            visitor.press("/portal/methods/" + id + "/remove").expect(404);
            press(visitor, own, "method", "method", id).expect(404);
        }
        assertThat(read(others).path("status").asText()).isEqualTo("active");
    }

    @Test
    void choosesAndRemovesPaymentMethods() {
        Answer subscription = subscribe(plan("Pro", 100_000, ALL));
        String visa = PortalVisitor.card(gateway, customer, "Visa •••• 1111");
        String master = PortalVisitor.card(gateway, customer, "Mastercard •••• 2222");
        PortalVisitor visitor = visitor();
        visitor.press("/portal/methods/" + visa + "/default").expect(303);
        assertThat(api.get("/v1/customers/" + customer).text("defaultPaymentTokenId"))
                .isEqualTo(visa);
        press(visitor, subscription, "method", "method", master).expect(303);
        assertThat(read(subscription).path("defaultPaymentTokenId").asText()).isEqualTo(master);
        assertThat(visitor.page()).contains("Default", "Expires 08/2039").doesNotContain(master + "/remove");
        assertThat(visitor.press("/portal/methods/" + master + "/remove")
                        .expect(303)
                        .header("Location"))
                .endsWith("notice=stale");

        press(visitor, subscription, "method", "method", visa).expect(303);
        visitor.press("/portal/methods/" + master + "/remove").expect(303);
        assertThat(api.get("/v1/payment-methods/" + master).text("status")).isEqualTo("revoked");
        assertThat(visitor.page()).doesNotContain("Mastercard");
        press(visitor, subscription, "method", "method", master).expect(303);
        assertThat(read(subscription).path("defaultPaymentTokenId").asText()).isEqualTo(visa);
    }

    @ParameterizedTest
    @CsvSource({"pause, subscription.paused", "cancel, subscription.updated"})
    void twoPressesAtOnceAreOne(String deed, String event) {
        Answer subscription = subscribe(plan("Pro", 100_000, ALL));
        PortalVisitor visitor = visitor();
        String token = visitor.token();
        List<CompletableFuture<Answer>> presses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> visitor.send(path(subscription, deed), token)))
                .limit(3)
                .toList();
        assertThat(presses)
                .extracting(press -> press.join().expect(303).header("Location"))
                .filteredOn(location -> !location.endsWith("notice=stale"))
                .hasSize(1);
        assertThat(api.get("/v1/events?type=" + event).data())
                .filteredOn(found -> found.at("/data/object/id").asText().equals(subscription.id()))
                .hasSize(1);
    }

    @Test
    void aSubscriptionThatIsNotPaidForIsNotChanged() {
        Answer pro = plan("Pro", 100_000, ALL);
        Answer more = plan("More", 200_000, ALL);
        Answer subscription = api.post(
                        "/v1/subscriptions", "{\"customerId\":\"" + customer + "\",\"planId\":\"" + pro.id() + "\"}")
                .expect(201);
        assertThat(subscription.text("status")).isEqualTo("past_due");
        PortalVisitor visitor = visitor();
        assertThat(visitor.page()).contains("Payment due").doesNotContain("/pause?", "/price?");
        for (String location : List.of(
                press(visitor, subscription, "pause").expect(303).header("Location"),
                press(visitor, subscription, "price", "price", price(more))
                        .expect(303)
                        .header("Location"))) {
            assertThat(location).endsWith("notice=stale");
        }
    }

    private PortalVisitor visitor() {
        return PortalVisitor.of(api, customer);
    }

    private Answer plan(String name, long amount, String features) {
        return api.post("/v1/plans", """
                {"name":"%s","interval":"month","amount":%d,"currency":"IDR","portalFeatures":%s}""".formatted(name, amount, features)).expect(201);
    }

    private Answer subscribe(Answer plan) {
        return subscribe(customer, plan);
    }

    /** Its invoices are sent, so that it is active without a payment. */
    private Answer subscribe(String customer, Answer plan) {
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(customer, plan.id())).expect(201);
    }

    private JsonNode read(Answer subscription) {
        return api.get("/v1/subscriptions/" + subscription.id()).expect(200).data();
    }

    private static String price(Answer plan) {
        return plan.data().at("/prices/0/id").asText();
    }

    private static Answer press(PortalVisitor visitor, Answer subscription, String deed, String... fields) {
        return visitor.press(path(subscription, deed), fields);
    }

    private static String path(Answer subscription, String deed) {
        return "/portal/subscriptions/" + subscription.id() + "/" + deed;
    }
}
