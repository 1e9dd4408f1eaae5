package com.plugipay.limits;

/**
 * The limits of one node. The requests of ten seconds may come at once where the limit is per second, those of the whole
 * minute where it is per minute. Each limit is from 1 to 1000000.
 *
 * @param addressRequestsPerSecond requests to the API from one address, checked before their keys are
 * @param addressVisitsPerSecond requests without a key from one address: pages and the public checkout
 * @param addressCallbacksPerSecond providers' callbacks from one address
 * @param keyReadsPerSecond requests for single objects with one key
 * @param keyWritesPerSecond changes with one key
 * @param keyExportsPerSecond requests for lists and files with one key
 * @param sessionActionsPerMinute actions of the buyer on one checkout session: choosing and leaving a method, stating
 *     that a transfer was made, canceling, sending a proof; and changes in one visit of the customer portal
 * @param accountQuestionsPerMinute status queries to one provider account of a workspace because buyers return from
 *     the provider's pages
 * @param addressSignInsPerMinute tries to sign in, to open a link and to have one mailed from one address
 * @param workspaceConnectionsPercent how much of the pool of database connections one workspace may use at once, 1..100
 */
public record LimitsConfig(
        int addressRequestsPerSecond,
        int addressVisitsPerSecond,
        int addressCallbacksPerSecond,
        int keyReadsPerSecond,
        int keyWritesPerSecond,
        int keyExportsPerSecond,
        int sessionActionsPerMinute,
        int accountQuestionsPerMinute,
        int addressSignInsPerMinute,
        int workspaceConnectionsPercent) {
    private static final int MOST = 1_000_000;

    public LimitsConfig {
        require("addressRequestsPerSecond", addressRequestsPerSecond, MOST);
        require("addressVisitsPerSecond", addressVisitsPerSecond, MOST);
        require("addressCallbacksPerSecond", addressCallbacksPerSecond, MOST);
        require("keyReadsPerSecond", keyReadsPerSecond, MOST);
        require("keyWritesPerSecond", keyWritesPerSecond, MOST);
        require("keyExportsPerSecond", keyExportsPerSecond, MOST);
        require("sessionActionsPerMinute", sessionActionsPerMinute, MOST);
        require("accountQuestionsPerMinute", accountQuestionsPerMinute, MOST);
        require("addressSignInsPerMinute", addressSignInsPerMinute, MOST);
        require("workspaceConnectionsPercent", workspaceConnectionsPercent, 100);
    }

    private static void require(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("limits." + key + " must be from 1 to " + most + ", not " + value);
        }
    }
}
