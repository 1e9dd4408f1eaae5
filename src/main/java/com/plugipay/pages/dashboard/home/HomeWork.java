package com.plugipay.pages.dashboard.home;

import com.plugipay.overview.FirstSteps;
import com.plugipay.overview.WaitingWork;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.pages.people.Visit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts into words what waits for a person. */
final class HomeWork {
    private static final String ATTEMPTS = PeoplePage.ROOT + "/payment-attempts";
    private static final String PROVIDERS = PeoplePage.ROOT + "/adapters";
    private static final String WEBHOOKS = PeoplePage.ROOT + "/webhooks";
    private static final String STUCK = PeoplePage.ROOT + "/stuck";
    private static final String KEYS = PeoplePage.ROOT + "/api-keys";
    private static final String NEW_LINK = PeoplePage.ROOT + "/checkout-sessions/new";
    private static final String DOCUMENTATION = "/docs";

    private HomeWork() {}

    /** What waits, the most urgent first; nothing of which there is none. */
    static List<Need> needs(WaitingWork waiting, DashboardTexts texts) {
        return Stream.of(
                        need("reviews", waiting.reviews(), ATTEMPTS + "?status=review", "payment-attempts", texts),
                        need(
                                "transfers",
                                waiting.transfers(),
                                ATTEMPTS + "?provider=manual&status=active",
                                "payments",
                                texts),
                        need("providers", waiting.providerAccounts(), PROVIDERS, "switch", texts),
                        need("webhooks", waiting.webhookEndpoints(), WEBHOOKS, "checkout-sessions", texts),
                        need("stuck", waiting.stuck(), STUCK, "subscriptions", texts))
                .filter(each -> each.number() > 0)
                .toList();
    }

    private static Need need(String name, long number, @Nullable String href, String icon, DashboardTexts texts) {
        return new Need(
                texts.get("home.need." + name, number), texts.get("home.need." + name + ".hint"), href, icon, number);
    }

    /** The steps to the first live payment; none for a workspace that has one. */
    static List<FirstStep> steps(FirstSteps steps, Visit visit, DashboardTexts texts) {
        if (steps.hasLivePayment()) {
            return List.of();
        }
        String link = visit.mayWrite("checkout-sessions") ? NEW_LINK : null;
        return List.of(
                step("provider", steps.hasProvider(), PROVIDERS, texts),
                step("test", steps.hasTestPayment(), link, texts),
                step("key", steps.hasUsedKey(), visit.mayWrite("api-keys") ? KEYS : DOCUMENTATION, texts),
                step("liveProvider", steps.hasLiveProvider(), PROVIDERS, texts),
                step("livePayment", false, steps.hasLiveProvider() ? link : null, texts));
    }

    private static FirstStep step(String name, boolean isDone, @Nullable String href, DashboardTexts texts) {
        return new FirstStep(
                texts.get("home.step." + name), texts.get("home.step." + name + ".hint"), isDone ? null : href, isDone);
    }
}
