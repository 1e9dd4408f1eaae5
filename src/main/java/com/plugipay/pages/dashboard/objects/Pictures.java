package com.plugipay.pages.dashboard.objects;

import java.util.function.Function;

/**
 * Pictures that belong to an object.
 *
 * @param path of the operation that lists them by the object's id
 * @param source gives the address of a picture
 */
record Pictures<R>(String path, Class<R> type, Function<R, String> source) {}
