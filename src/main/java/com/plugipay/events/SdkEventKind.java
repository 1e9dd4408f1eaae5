package com.plugipay.events;

/**
 * A type of event as the SDKs know it.
 *
 * @param type its name in the SDKs
 * @param objectType the kind of object that it is about
 */
public record SdkEventKind(String type, String objectType, SdkEvent example) {}
