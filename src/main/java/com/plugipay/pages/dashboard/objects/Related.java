package com.plugipay.pages.dashboard.objects;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Other objects on the page of an object, under the text {@code part.<name>}.
 *
 * @param path the operation that lists them
 * @param filter the query parameter that takes the value
 * @param value what that takes of an object; null for nothing to list
 */
record Related<T, R>(
        String name, String path, String filter, Function<T, @Nullable String> value, ObjectKind<R> kind) {}
