package com.plugipay.http.operations;

/** An input with rules that its annotations cannot express. They are checked after the schema, whenever an input is read. */
public interface CheckedInput {
    /** Fails with {@link com.plugipay.errors.ErrorCode#VALIDATION_ERROR}, naming the field, when a rule is broken. */
    void check();
}
