package com.plugipay.json;

import java.util.Map;

/** An object that has more properties in the client libraries than in the documented API. */
public interface SdkProperties {
    /** Those properties by their names. */
    Map<String, ?> sdkProperties();
}
