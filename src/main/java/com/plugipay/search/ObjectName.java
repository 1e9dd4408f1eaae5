package com.plugipay.search;

/**
 * What people call an object.
 *
 * @param name the name of a customer or a plan; the e-mail address of a customer without a name
 */
public record ObjectName(String id, String name) {}
