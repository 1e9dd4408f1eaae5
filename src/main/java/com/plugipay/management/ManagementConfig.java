package com.plugipay.management;

import com.plugipay.http.server.HttpConfig;

/** The address of the server for the operator's tools; port 0 stands for any free port. */
public record ManagementConfig(String host, int port) {
    public ManagementConfig {
        HttpConfig.requirePort("management.port", port);
    }
}
