package com.plugipay.json;

import org.jspecify.annotations.Nullable;

/** An object whose status reads differently in the client libraries, depending on its other properties. */
public interface SdkStatus {
    /** The status in the libraries; null when it is the usual one. */
    @Nullable
    String sdkStatus();
}
