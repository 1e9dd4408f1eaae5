package com.plugipay.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name in the SDKs (client libraries): of a constant that they spell differently, or of a property that they also read
 * under another name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface SdkName {
    String value();
}
