package com.plugipay.webhooks.deliveries;

import com.plugipay.errors.ErrorCode;
import java.util.List;
import java.util.Set;

/** Checks the ids that a list in a request names. */
public final class RequiredIds {
    private RequiredIds() {}

    /** Fails with a 400 that names the first of these ids that was not found. */
    public static void check(String field, List<String> ids, Set<String> found, String message) {
        for (int i = 0; i < ids.size(); i++) {
            if (!found.contains(ids.get(i))) {
                throw ErrorCode.VALIDATION_ERROR.forField(field + '/' + i, message);
            }
        }
    }
}
