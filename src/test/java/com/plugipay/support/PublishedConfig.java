package com.plugipay.support;

import com.plugipay.Config;
import com.plugipay.ConfigLoader;
import com.plugipay.secrets.MasterKeys;
import java.util.Map;

/** The published configuration, with only the required values set. */
public final class PublishedConfig {
    private PublishedConfig() {}

    public static Config load() {
        return ConfigLoader.load(
                null,
                Map.of(
                        "PLUGIPAY_DATABASE_URL",
                        "postgresql://u:p@127.0.0.1/plugipay",
                        "PLUGIPAY_MASTER_KEYS",
                        MasterKeys.generate().reveal()));
    }
}
