package com.plugipay.pages.people;

import java.util.List;

/** The pages that the menu of the dashboard leads to. */
public final class DashboardNavigation {
    /** In groups, in the order of the menu. */
    public static final List<List<Item>> GROUPS = List.of(
            List.of(new Item("home", "payments")),
            List.of(of("payments"), of("checkout-sessions"), of("refunds"), new Item("payment-attempts", "payments")),
            List.of(of("customers"), of("plans"), of("subscriptions"), of("invoices"), of("receipts")),
            List.of(
                    of("adapters"),
                    of("api-keys"),
                    of("webhooks"),
                    new Item("webhook-deliveries", "webhooks"),
                    of("events")),
            List.of(
                    of("billing-settings"),
                    new Item("payment-methods", "adapters"),
                    of("templates"),
                    new Item("notifications", "notification-settings"),
                    new Item("team", "members"),
                    of("audit-log"),
                    new Item("export", "exports")));

    private DashboardNavigation() {}

    /**
     * A page of the menu.
     *
     * @param path below the dashboard; its text is {@code kind.<path>}
     * @param resource what one has to be able to read, to see it
     */
    public record Item(String path, String resource) {}

    /** Whether whoever visits may read this page, as far as the menu leads to it. */
    static boolean isOpenTo(Visit visit, String page) {
        return GROUPS.stream()
                .flatMap(List::stream)
                .filter(item -> page.equals(PeoplePage.ROOT + '/' + item.path()))
                .allMatch(item -> visit.mayRead(item.resource()));
    }

    private static Item of(String path) {
        return new Item(path, path);
    }
}
