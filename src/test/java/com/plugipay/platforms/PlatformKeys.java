package com.plugipay.platforms;

import com.plugipay.auth.KeyRole;
import com.plugipay.cli.KeyCommand;
import com.plugipay.model.Mode;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;

/** Keys of platforms, made as the operator does. */
public final class PlatformKeys {
    private PlatformKeys() {}

    /** A client of that platform. */
    public static Api api(TestGateway gateway, String platform, Mode mode) {
        try {
            return Api.of(
                    gateway,
                    KeyCommand.create(
                            gateway.gateway().database(),
                            gateway.masterKeys(),
                            platform,
                            mode,
                            KeyRole.PLATFORM,
                            "Platform"));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
