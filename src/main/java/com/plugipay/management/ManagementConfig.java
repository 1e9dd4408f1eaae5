package com.plugipay.management;

import com.plugipay.http.server.HttpConfig;

/** Where the operator's tools ask how the node is; port 0 takes a free one. */
public record ManagementConfig(String host, int port) {
    public ManagementConfig {
        HttpConfig.requirePort("management.port", port);
    }
}
