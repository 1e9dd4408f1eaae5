package com.plugipay.pages.dashboard.objects;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Pictures that belong to an object.
 *
 * @param path of the operation that lists them by the object's id
 * @param source gives the address of a picture
 * @param isPicture whether a browser can draw it, as it cannot draw a document
 */
record Pictures<R>(String path, Class<R> type, Function<R, String> source, Predicate<R> isPicture) {}
