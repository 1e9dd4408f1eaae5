package com.plugipay.config;

/** Where the operator's tools ask how the node is; port 0 takes a free one. */
public record ManagementConfig(String host, int port) {
    public ManagementConfig {
        Config.requirePort("management.port", port);
    }
}
