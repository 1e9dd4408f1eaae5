package com.plugipay.limits;

/**
 * How much may be asked of one node. What is granted by the second may come ten seconds' worth at once, what is granted by
 * the minute all at once; 1..1000000 each.
 *
 * @param addressRequestsPerSecond requests to the API of one client's address, before anybody looks at their keys
 * @param addressVisitsPerSecond what one client's address may ask for without a key: pages and the public checkout
 * @param addressCallbacksPerSecond providers' callbacks from one address
 * @param keyReadsPerSecond objects that one key may retrieve
 * @param keyWritesPerSecond changes that one key may make
 * @param keyExportsPerSecond lists and files that one key may retrieve
 * @param sessionActionsPerMinute what the buyer of one checkout session may do: choose, leave, claim, cancel, send a proof
 * @param accountQuestionsPerMinute what buyers who come back may have one workspace's account at a provider asked
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
        require("workspaceConnectionsPercent", workspaceConnectionsPercent, 100);
    }

    private static void require(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("limits." + key + " must be from 1 to " + most + ", not " + value);
        }
    }
}
