package com.plugipay.resilience.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.resilience.processes.RetryingMerchant;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A merchant with an account at Xendit and plans of all intervals and price models, each with a dunning policy. */
final class SimulatedMerchant {
    /** The plans are chosen as often as they are listed: the shorter their interval, the more they bill. */
    private static final List<String> PLANS = List.of(
            "\"interval\":\"day\",\"intervalCount\":10,\"amount\":15000,\"currency\":\"IDR\"",
            "\"interval\":\"week\",\"amount\":17001,\"currency\":\"IDR\"",
            "\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\",\"trialDays\":10",
            "\"interval\":\"month\",\"prices\":[{\"currency\":\"IDR\",\"unitAmount\":50000},"
                    + "{\"currency\":\"IDR\",\"unitAmount\":70003}]",
            "\"interval\":\"month\",\"prices\":[" + tiers("tiered") + ',' + tiers("volume") + ']',
            "\"interval\":\"month\",\"prices\":[{\"currency\":\"IDR\",\"model\":\"usage\",\"unitAmount\":301}]",
            "\"interval\":\"month\",\"intervalCount\":3,\"amount\":250000,\"currency\":\"IDR\"",
            "\"interval\":\"year\",\"amount\":1000000,\"currency\":\"IDR\"");

    private final Api api;
    private final RetryingMerchant shop;
    private final List<JsonNode> plans = new ArrayList<>();

    private SimulatedMerchant(Api api, Runnable connectionLost) {
        this.api = api;
        this.shop = new RetryingMerchant(api, connectionLost);
    }

    /**
     * Prepares a workspace in which nothing is yet.
     *
     * @param number of its account at the stand-in
     * @param connectionLost waits until another try of a request makes sense
     */
    static SimulatedMerchant open(
            String url,
            IssuedApiKey key,
            InstantSource clock,
            Sandbox sandbox,
            int number,
            String timeZone,
            Runnable connectionLost) {
        SimulatedMerchant merchant = new SimulatedMerchant(Api.of(url, key, clock), connectionLost);
        String callbacks =
                new CallbackUrls(url).of(XenditFactory.KIND, key.apiKey().workspaceId());
        TestGateway.get(sandbox.setXenditCallbacks(number, callbacks));
        merchant.api
                .put(
                        "/v1/adapters/xendit",
                        Sandbox.account(XenditFactory.KIND, number).encode())
                .expect(200);
        merchant.api
                .patch("/v1/billing-settings", "{\"timeZone\":\"" + timeZone + "\"}")
                .expect(200);
        merchant.makePlans();
        return merchant;
    }

    private void makePlans() {
        List<String> policies = List.of(
                "null",
                policy("[2,5]", "leave_past_due"),
                policy("[1]", "mark_uncollectible"),
                policy("[3,6,9]", "cancel"));
        for (String fields : PLANS) {
            String policy = policies.get(plans.size() % policies.size());
            plans.add(api.post("/v1/plans", "{\"name\":\"Pro\",\"dunningPolicyId\":" + policy + ',' + fields + '}')
                    .expect(201)
                    .data());
        }
    }

    private String policy(String days, String finalAction) {
        String id = api.post("/v1/dunning-policies", """
                {"name":"%s","retryAfterDays":%s,"finalAction":"%s"}""".formatted(finalAction, days, finalAction))
                .expect(201)
                .id();
        return '"' + id + '"';
    }

    private static String tiers(String model) {
        return """
                {"currency":"IDR","model":"%s","tiers":[{"upTo":3,"unitAmount":20000,"flatAmount":5000},
                 {"upTo":"inf","unitAmount":15000}]}""".formatted(model);
    }

    Api api() {
        return api;
    }

    RetryingMerchant shop() {
        return shop;
    }

    List<JsonNode> plans() {
        return plans;
    }

    JsonNode anyPlan(SplittableRandom random) {
        return plans.get(random.nextInt(plans.size()));
    }
}
